"""Writing files whole or not at all: a temporary name beside, then a rename."""

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

import duckdb
import duckdb_extension_excel
import pyarrow as pa
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from orchestration.simulate.parameters import SimulationError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path that becomes `path` when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.partial")
    temporary.unlink(missing_ok=True)
    yield temporary
    temporary.replace(path)


@contextmanager
def text_file(path: Path, bom: bool = False) -> Iterator[TextIOWrapper]:
    """A UTF-8 file in which line endings are written as given."""
    encoding = "utf-8-sig" if bom else "utf-8"
    with replacing(path) as temporary, temporary.open("w", encoding=encoding, newline="") as file:
        yield file


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], bom: bool = False
) -> None:
    """A plain comma-separated file: the truth, or a sheet the seller keeps."""
    with text_file(path, bom) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_json(path: Path, content: object) -> None:
    with text_file(path) as file:
        file.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def copy_file(source: Path, target: Path) -> None:
    with replacing(target) as temporary:
        shutil.copyfile(source, temporary)


def write_sheets(path: Path, sheets: Mapping[str, Iterable[Sequence[str]]]) -> None:
    """A workbook of several small sheets of text cells; rows need not be of one length."""
    with replacing(path) as temporary:
        book = xlsxwriter.Workbook(str(temporary))
        book.set_properties({"created": datetime(2024, 1, 1)})  # same content, same bytes
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for position, cell in enumerate(row):
                    sheet.write_string(number, position, cell)
        book.close()


def lock_workbook(path: Path, password: str) -> None:
    """Encrypt a workbook in its place, as Excel does: with a random salt, so no two are alike."""
    with replacing(path) as temporary, path.open("rb") as plain, temporary.open("wb") as locked:
        OOXMLFile(plain).encrypt(password, locked)


def connect() -> duckdb.DuckDBPyConnection:
    """A database that reads and writes workbooks."""
    # One thread, or rows come out in the order in which threads finish.
    con = duckdb.connect(config={"threads": 1})
    con.load_extension(str(_excel_extension()))
    return con


class WorkbookWriter:
    """Writes sheets with DuckDB's excel extension, which stamps no time on them."""

    def __init__(self) -> None:
        self._connection = connect()

    def write(
        self,
        path: Path,
        sheet: str,
        header: Sequence[str],
        blocks: list[pa.Table],
        banner: Sequence[Sequence[str]] = (),
    ) -> None:
        """Write the banner's rows, the header and the blocks, whose column names are not used, to
        exactly `path`.

        The header goes in as a row, because SQL knows no two columns of one name and exports do.
        Where a block has columns of numbers, no row of text can stand above them: such a sheet has
        no banner, and its header names its columns.
        """
        has_numbers = any(
            not pa.types.is_string(of) for block in blocks for of in block.schema.types
        )
        if has_numbers:
            cells = pa.concat_tables(block.rename_columns(list(header)) for block in blocks)
        else:
            names = [f"c{index}" for index in range(len(header))]
            above = [[*row, *[None] * (len(header) - len(row))] for row in (*banner, header)]
            columns = [pa.array(column, pa.string()) for column in zip(*above, strict=True)]
            first = pa.table(columns, names=names)
            cells = pa.concat_tables([first, *(block.rename_columns(names) for block in blocks)])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        target = str(path).replace("'", "''")
        self._connection.register("cells", cells)
        self._connection.execute(
            f"copy cells to '{target}' (format xlsx, header {has_numbers}, sheet '{sheet}')"
        )
        self._connection.unregister("cells")

    def close(self) -> None:
        self._connection.close()


def _excel_extension() -> Path:
    package = Path(next(iter(duckdb_extension_excel.__path__)))
    path = package / "extensions" / f"v{duckdb.__version__}" / "excel.duckdb_extension"
    if not path.is_file():
        raise SimulationError(
            f"no excel extension for DuckDB {duckdb.__version__}: install duckdb-extension-excel"
            " of the same version"
        )
    return path
