"""Random draws keyed by what they are about.

A draw is a hash of (seed, subject, tag, number), so order 4711 has the same payment method whoever
asks for it, in whatever block, and a new kind of draw leaves every other draw as it was. Nothing
has to be remembered between one file and the next that overlaps it, which is what keeps memory
flat.

Draws by number use only additions, multiplications and comparisons, because the vectorised
logarithm and exponential differ in the last bit from one processor to another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@lru_cache(maxsize=4096)
def _key(*parts: object) -> np.uint64:
    digest = blake2b(repr(parts).encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "big"))


def _mix(bits: Bits) -> Bits:
    """The finaliser of splitmix64, element by element."""
    bits = (bits ^ (bits >> np.uint64(30))) * _MIX_1
    bits = (bits ^ (bits >> np.uint64(27))) * _MIX_2
    return bits ^ (bits >> np.uint64(31))


@dataclass(frozen=True)
class Draws:
    """All the randomness of one subject (a marketplace, an ad account) of one seed."""

    seed: int
    subject: str

    def bits(self, tag: str, numbers: Ints) -> Bits:
        """64 random bits per number."""
        keyed = numbers.astype(np.uint64) * _GOLDEN + _key(self.seed, self.subject, tag)
        return _mix(_mix(keyed) + _GOLDEN)

    def uniform(self, tag: str, numbers: Ints) -> Floats:
        """Uniform in [0, 1)."""
        return (self.bits(tag, numbers) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def below(self, tag: str, numbers: Ints, count: int) -> Ints:
        """A whole number in 0 .. count-1 (count below 2**31)."""
        high = self.bits(tag, numbers) >> np.uint64(32)
        return ((high * np.uint64(count)) >> np.uint64(32)).astype(np.int64)

    def happens(self, tag: str, numbers: Ints, probability: "float | Floats") -> Flags:
        """True with the given probability."""
        return np.asarray(self.uniform(tag, numbers) < probability)

    def pick(self, tag: str, numbers: Ints, weights: "Sequence[float] | Floats") -> Ints:
        """An index into `weights`, in proportion to them."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        found = np.searchsorted(edges, self.uniform(tag, numbers) * edges[-1], side="right")
        # A weight of 0 at the end must not be picked when rounding lands on the last edge.
        last = int(np.flatnonzero(np.asarray(weights))[-1])
        return np.asarray(np.minimum(found, last), dtype=np.int64)

    def spread(self, tag: str, numbers: Ints, quantiles: Sequence[tuple[float, float]]) -> Floats:
        """A value from a distribution given by (share, value) points, straight between them."""
        shares, values = zip(*quantiles, strict=True)
        drawn = np.interp(self.uniform(tag, numbers), shares, values)
        return np.asarray(drawn, dtype=np.float64)

    def generator(self, *tag: object) -> np.random.Generator:
        """A sequential generator, for series drawn whole and in order."""
        return np.random.Generator(np.random.PCG64(int(_key(self.seed, self.subject, *tag))))

    def noise(self, tag: str, count: int, sigma: float) -> Floats:
        """Lognormal factors around 1, for series drawn whole and in order.

        Rounded, because the last bits of exp depend on the machine and must not decide a draw.
        """
        normal = self.generator(tag).standard_normal(count)
        factors = np.round(np.exp(sigma * normal), 9)
        return np.asarray(factors, dtype=np.float64)


def scramble(numbers: Ints, bit_count: int, key: int) -> Ints:
    """A permutation of 0 .. 2**bit_count-1 (even bit_count up to 60): unique in, unique out."""
    mask = np.uint64((1 << bit_count) - 1)
    half = np.uint64(bit_count // 2)
    mixed = (numbers.astype(np.uint64) + np.uint64(key % (1 << bit_count))) & mask
    for factor in (_GOLDEN, _MIX_1, _MIX_2):  # all odd, hence invertible modulo a power of two
        mixed = (mixed * factor) & mask
        mixed ^= mixed >> half
    return mixed.astype(np.int64)


def half_up(numerator: Ints, denominator: "Ints | int") -> Ints:
    """The quotient of non-negative whole numbers, rounded half up: how money is rounded here."""
    quotient: Any = (2 * numerator + denominator) // (2 * denominator)
    return np.asarray(quotient, dtype=np.int64)
