"""Keyed hashing of personal columns (law 8).

HMAC-SHA256 under a key that lies outside the data folder, so that the data alone cannot be matched
against a list of names or phones. Kept to 128 bits, in hex. It is computed in SQL, from two padded
keys handed over as parameters, since a column of a million cells should not pass through Python.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 64  # bytes of an SHA-256 block


class HashKeyError(Exception):
    """The key is missing, unreadable or in the wrong place; the message is one line."""


@dataclass(frozen=True)
class HashKey:
    """The key of one installation."""

    secret: bytes

    @property
    def inner(self) -> bytes:
        return bytes(b ^ 0x36 for b in self._padded)

    @property
    def outer(self) -> bytes:
        return bytes(b ^ 0x5C for b in self._padded)

    @property
    def fingerprint(self) -> str:
        """Tells two keys apart without telling anything of them; stands in the ledger."""
        return hashlib.sha256(b"talad key fingerprint" + self.secret).hexdigest()[:12]

    @property
    def _padded(self) -> bytes:
        secret = self.secret if len(self.secret) <= _BLOCK else hashlib.sha256(self.secret).digest()
        return secret.ljust(_BLOCK, b"\x00")


def hash_sql(text: str) -> str:
    """SQL that hashes the expression `text` of a personal cell; null stays null.

    Reads the variables `hash_inner` and `hash_outer` of the connection. Upper and lower case and
    outer blanks make no other person.
    """
    message = f"encode(lower(trim({text})))"
    inner = f"unhex(sha256(getvariable('hash_inner') || {message}))"
    return f"left(sha256(getvariable('hash_outer') || {inner}), 32)"


def load_key(key_file: Path, data: Path) -> HashKey:
    """Read the key, or make one on first use.

    Raises HashKeyError where the key would lie inside the data folder, is too short or unreadable.
    """
    if key_file.is_relative_to(data):
        raise HashKeyError(
            f"the hash key {key_file} lies inside the data folder; "
            "set TALAD_KEY_FILE to a place outside"
        )
    try:
        if not key_file.exists():
            _make_key(key_file)
        secret = key_file.read_bytes().strip()
    except OSError as error:
        raise HashKeyError(
            f"the hash key {key_file} cannot be read or made ({error.strerror}); set TALAD_KEY_FILE"
        ) from None
    if len(secret) < 32:
        raise HashKeyError(
            f"the hash key {key_file} is shorter than 32 characters; write a longer one"
        )
    return HashKey(secret)


def _make_key(key_file: Path) -> None:
    """Write a new key whole or not at all, and never over another one.

    Two first runs at once must not end with two keys, nor a killed one with half of one.
    """
    key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = key_file.with_name(f".{key_file.name}.{os.getpid()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, key_file)
    finally:
        temporary.unlink(missing_ok=True)
