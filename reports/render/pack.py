"""Rows in columns, small and exact, for the client (reports/client/src/table.ts reads them).

A table is `{"rows": n, "columns": {name: column}}`:

| kind   | beside it                   | array                            | null               |
|--------|-----------------------------|----------------------------------|--------------------|
| number | scale, width i1, i2, i4, f8 | values                           | smallest, NaN (f8) |
| text   | words, width u1, u2         | codes: which word                | a word that is     |
| date   | start (days since 1970)     | steps (u2) from the row before,  | day 65535          |
|        |                             | the first from start, mod 2^16   |                    |
| flag   |                             | values (u1): 0, 1                | 2                  |

Arrays are base64 of byte planes: the lowest bytes of all values, then the next ones … The upper
bytes are nearly all alike, and so are the steps of sorted days: a page is a third smaller for it.

Amounts travel as whole multiples of 10^-scale, so that sums in the browser are exact up to 2^53 of
them; the width is the smallest that holds a column's values and its null (-128, -32768, -2^31).
"""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

NO_DAY = 65535
LARGEST_WHOLE = 2**53
MOST_DECIMALS = 4
MONEY_DECIMALS = 2

Whole = np.ndarray[Any, np.dtype[np.int64]]
Nulls = np.ndarray[Any, np.dtype[np.bool_]]


class PackError(Exception):
    """A column holds what the client cannot."""


def pack(table: pa.Table) -> dict[str, Any]:
    """A table as JSON-able columns."""
    return {
        "rows": table.num_rows,
        "columns": {
            name: _column(name, _whole_column(table.column(name))) for name in table.column_names
        },
    }


def _whole_column(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole if isinstance(whole, pa.Array) else pa.concat_arrays(whole.chunks)


def _column(name: str, column: pa.Array) -> dict[str, Any]:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _text(name, column)
    if pa.types.is_boolean(kind):
        flags = np.where(column.is_null(), 2, column.fill_null(False)).astype(np.uint8)
        return {"kind": "flag", "values": _planes(flags)}
    if pa.types.is_date(kind):
        return _days(name, column)
    if pa.types.is_decimal(kind):
        return _decimal(name, column)
    if pa.types.is_integer(kind):
        try:
            values = column.cast(pa.int64())
        except pa.ArrowInvalid:
            raise PackError(f"column {name} holds more than a browser can count") from None
        return _number(name, _filled(values), _nulls(column), 0)
    raise PackError(f"column {name} is a {kind}, which no page can show")


def _text(name: str, column: pa.Array) -> dict[str, Any]:
    encoded = column.dictionary_encode()
    found = encoded.dictionary.to_pylist()
    order = sorted(range(len(found)), key=found.__getitem__)
    listed: list[str | None] = [found[at] for at in order]
    places = np.empty(len(found) + 1, dtype=np.int64)
    places[order] = np.arange(len(found))
    places[len(found)] = len(found)  # null comes last
    if column.null_count:
        listed.append(None)
    if len(listed) > NO_DAY:
        raise PackError(f"column {name} has more than {NO_DAY} different texts")
    indices = encoded.indices.fill_null(len(found)).to_numpy(zero_copy_only=False)
    width = "u1" if len(listed) <= 256 else "u2"
    codes = places[indices].astype(f"<{width}")
    return {"kind": "text", "words": listed, "width": width, "codes": _planes(codes)}


def _days(name: str, column: pa.Array) -> dict[str, Any]:
    days = column.cast(pa.int32())
    start = pc.min(days).as_py() or 0
    if (pc.max(days).as_py() or 0) - start >= NO_DAY:
        raise PackError(f"column {name} spans more than {NO_DAY} days")
    offsets = (
        pc.subtract(days, start).cast(pa.int64()).fill_null(NO_DAY).to_numpy(zero_copy_only=False)
    )
    steps = np.diff(offsets, prepend=0) % 2**16
    return {"kind": "date", "start": start, "steps": _planes(steps.astype("<u2"))}


def _decimal(name: str, column: pa.Array) -> dict[str, Any]:
    scale = column.type.scale
    if scale > MOST_DECIMALS:
        scale = MOST_DECIMALS
        column = pc.round(column, scale).cast(pa.decimal128(38, scale))
    if not pa.types.is_decimal128(column.type):
        column = column.cast(pa.decimal128(38, scale))
    values, nulls = _unscaled(name, column), _nulls(column)
    if scale > MONEY_DECIMALS and not (values % 10 ** (scale - MONEY_DECIMALS)).any():
        # Trailing zeros are of no use: ฿12.3400 travels as 1234 hundredths.
        values, scale = values // 10 ** (scale - MONEY_DECIMALS), MONEY_DECIMALS
    return _number(name, values, nulls, scale)


def _unscaled(name: str, column: pa.Array) -> Whole:
    """Decimals as whole numbers of their last digit: the lower half of Arrow's 128 bits."""
    column = column.fill_null(0)
    halves = np.frombuffer(column.buffers()[1], dtype="<i8")
    halves = halves[2 * column.offset : 2 * (column.offset + len(column))]
    lower, upper = halves[0::2], halves[1::2]
    if not np.array_equal(upper, lower >> 63):
        raise PackError(f"column {name} holds more than a browser can count")
    return lower


def _filled(column: pa.Array) -> Whole:
    values: Whole = column.fill_null(0).to_numpy(zero_copy_only=False)
    return values


def _nulls(column: pa.Array) -> Nulls:
    nulls: Nulls = column.is_null().to_numpy(zero_copy_only=False)
    return nulls


def _number(name: str, values: Whole, nulls: Nulls, scale: int) -> dict[str, Any]:
    if len(values) and float(np.abs(values.astype(np.float64)).sum()) >= LARGEST_WHOLE:
        raise PackError(f"column {name} adds up to more than a browser can count exactly")
    size = int(np.abs(values).max()) if len(values) else 0
    for width, largest in (("i1", 127), ("i2", 2**15 - 1), ("i4", 2**31 - 1)):
        if size <= largest:
            packed = np.where(nulls, -largest - 1, values).astype(f"<{width}")
            break
    else:
        width = "f8"
        packed = np.where(nulls, np.nan, values.astype(np.float64)).astype("<f8")
    return {"kind": "number", "scale": scale, "width": width, "values": _planes(packed)}


def _planes(values: np.ndarray[Any, Any]) -> str:
    single = np.ascontiguousarray(values).view(np.uint8).reshape(-1, values.itemsize)
    return base64.b64encode(single.T.tobytes()).decode()
