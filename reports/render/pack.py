"""Rows in columns, small and exact, for the client (reports/client/src/table.ts reads them).

Amounts travel as whole multiples of their smallest unit, so that sums in the browser are exact up
to 2^53 of them. Texts are a list of words and a code per row, days an offset from the first.
"""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

NO_DAY = 65535
LARGEST_WHOLE = 2**53


class PackError(Exception):
    """A column holds what the client cannot."""


def pack(table: pa.Table) -> dict[str, Any]:
    """A table as JSON-able columns."""
    return {
        "rows": table.num_rows,
        "columns": {
            name: _column(name, table.column(name).combine_chunks()) for name in table.column_names
        },
    }


def _column(name: str, column: pa.Array) -> dict[str, Any]:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _text(name, column)
    if pa.types.is_boolean(kind):
        flags = np.where(column.is_null(), 2, column.fill_null(False)).astype(np.uint8)
        return {"kind": "flag", "values": _base64(flags)}
    if pa.types.is_date(kind):
        return _days(name, column)
    if pa.types.is_decimal(kind):
        # Trailing zeros of the scale are of no use: ฿12.3400 travels as 1234 hundredths.
        scale = min(kind.scale, 4)
        return _number(name, _unscaled(column, kind.scale, scale), scale)
    if pa.types.is_integer(kind):
        return _number(name, column.cast(pa.float64()).to_numpy(zero_copy_only=False), 0)
    raise PackError(f"column {name} is a {kind}, which no page can show")


def _text(name: str, column: pa.Array) -> dict[str, Any]:
    words = sorted({word for word in column.to_pylist() if word is not None})
    codes = {word: code for code, word in enumerate(words)}
    listed: list[str | None] = [*words]
    if column.null_count:
        codes[None] = len(listed)
        listed.append(None)
    if len(listed) > NO_DAY:
        raise PackError(f"column {name} has more than {NO_DAY} different texts")
    coded = np.array([codes[word] for word in column.to_pylist()], dtype="<u2")
    return {"kind": "text", "words": listed, "codes": _base64(coded)}


def _days(name: str, column: pa.Array) -> dict[str, Any]:
    days = column.cast(pa.int32())
    start = pc.min(days).as_py() or 0
    offsets = (
        pc.subtract(days, start).cast(pa.int64()).fill_null(NO_DAY).to_numpy(zero_copy_only=False)
    )
    if len(offsets) and offsets.max() > NO_DAY:
        raise PackError(f"column {name} spans more than {NO_DAY} days")
    return {"kind": "date", "start": start, "days": _base64(offsets.astype("<u2"))}


def _unscaled(column: pa.Array, scale: int, kept: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Decimals as whole numbers of their last kept digit, exactly."""
    factor = 10**kept
    values = [
        None if v is None else int((v * factor).to_integral_value()) for v in column.to_pylist()
    ]
    return np.array([np.nan if v is None else float(v) for v in values])


def _number(name: str, values: np.ndarray[Any, np.dtype[np.float64]], scale: int) -> dict[str, Any]:
    if len(values) and np.nansum(np.abs(values)) >= LARGEST_WHOLE:
        raise PackError(f"column {name} adds up to more than a browser can count exactly")
    return {"kind": "number", "scale": scale, "values": _base64(values.astype("<f8"))}


def _base64(values: np.ndarray[Any, Any]) -> str:
    return base64.b64encode(values.tobytes()).decode()
