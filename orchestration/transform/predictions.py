"""Where predictions lie: `data/ml/<table>.parquet`, which dbt reads back as its source `ml`."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from ml import tables
from orchestration.files import replacing, write_parquet
from orchestration.settings import Settings


def prepare(settings: Settings) -> None:
    """A typed, empty table where there is none, or one of other columns from another version."""
    for name, schema in tables.SCHEMAS.items():
        target = settings.ml / f"{name}.parquet"
        if not target.exists() or not pq.read_schema(target).equals(schema):
            write_parquet(schema.empty_table(), target)


def write(settings: Settings, name: str, table: pa.Table) -> None:
    """Replace a table, unless it is the same."""
    with replacing(settings.ml / f"{name}.parquet", unless_same=True) as temporary:
        pq.write_table(table, temporary, compression="zstd")
