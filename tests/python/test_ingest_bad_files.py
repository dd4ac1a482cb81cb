"""A file that is no good gets one clear line, and the others go through."""

import json
import os
import struct
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from ingest_helpers import FIXTURES, Shop, csv_text, rows_of, workbook

from orchestration.ingest.ingest import IngestError, ingest
from orchestration.settings import load

RATES = "date,from_currency,to_currency,rate\n2026-01-01,PHP,THB,0.6\n2026-01-02,PHP,THB,0.7\n"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A shop with a good file beside the bad one, which must land whatever becomes of the other."""
    shop = Shop(tmp_path)
    shop.put("good.csv", RATES)
    return shop


def refusal(shop: Shop) -> str:
    """Ingest, and give the one reason; the good file has landed and nothing is left unfinished."""
    done = shop.ingest()
    assert [row.file for row in done.new] == ["good.csv"]
    assert len(shop.landed()) == 2
    assert not list(shop.data.rglob("*.tmp"))
    (refused,) = done.refused
    assert "\n" not in refused.reason and len(refused.reason) < 300
    assert "Traceback" not in refused.reason and "Error" not in refused.reason
    return refused.reason


def a_workbook(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    header, *rows = [line.split(",") for line in RATES.splitlines()]
    return workbook(path, {"rates": [header, *rows]})


# --- workbooks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short(shop: Shop, share: float) -> None:
    content = a_workbook(shop.exports / "bad.xlsx").read_bytes()
    shop.put("bad.xlsx", content[: int(len(content) * share)])
    assert refusal(shop) == "the workbook is cut short or damaged; download it again"


def test_a_workbook_with_a_damaged_member(shop: Shop) -> None:
    path = a_workbook(shop.exports / "bad.xlsx")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    content = bytearray(path.read_bytes())
    content[content.index(b"<t>PHP</t>") + 3] ^= 1  # still a letter, but not the one written
    path.write_bytes(content)
    assert refusal(shop) == "the workbook is cut short or damaged; download it again"


def test_a_text_file_named_xlsx(shop: Shop) -> None:
    shop.put("bad.xlsx", "a,b\n1,2\n")
    assert (
        refusal(shop)
        == "the file is named .xlsx but is not a workbook; it is a text file, rename it to .csv"
    )


def test_rubbish_named_xlsx(shop: Shop) -> None:
    shop.put("bad.xlsx", bytes(range(256)) * 20)
    assert (
        refusal(shop)
        == "the file is named .xlsx but is not a workbook; it is damaged, download it again"
    )


def test_a_zip_that_is_no_workbook(shop: Shop) -> None:
    with zipfile.ZipFile(shop.exports / "bad.xlsx", "w") as archive:
        archive.writestr("holiday.jpg", b"x")
    assert refusal(shop) == (
        "the file is a zip archive but not a workbook; unpack it into the folder"
    )


def test_a_zip_archive(shop: Shop) -> None:
    with zipfile.ZipFile(shop.exports / "bad.zip", "w") as archive:
        archive.writestr("orders.csv", RATES)
    assert refusal(shop) == "not a CSV or a workbook (.zip); unzip it here"


def test_a_workbook_with_xml_that_is_none(shop: Shop) -> None:
    path = a_workbook(shop.exports / "bad.xlsx")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"][:300]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert "cannot be read" in refusal(shop)


def test_a_workbook_without_sheets_of_data(shop: Shop) -> None:
    workbook(shop.exports / "bad.xlsx", {"empty": []})
    assert refusal(shop) == "no known export has these columns; it is left where it is"


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file, as which Excel saves locked workbooks; streams of at least 4,096 bytes."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors: list[bytes] = []
    chain: list[int] = []

    def add(data: bytes) -> int:
        first = len(sectors)
        sectors.extend(data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512))
        chain.extend(range(first + 1, len(sectors)))
        chain.append(end)
        return first

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0" if name else b""
        head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, free, right, child)
        return head + b"\0" * 36 + struct.pack("<IQ", start, size)

    starts = {name: add(data) for name, data in streams.items()}
    folder = entry("Root Entry", 5, free, 1, end, 0)
    for number, (name, data) in enumerate(streams.items(), start=1):
        right = number + 1 if number < len(streams) else free
        folder += entry(name, 2, right, free, starts[name], len(data))
    folder_start = add(folder + entry("", 0, free, free, 0, 0) * (-len(folder) // 128 % 4))
    chain.append(table)
    sectors.append(struct.pack("<128I", *chain, *[free] * (128 - len(chain))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, folder_start, 0, 4096, end, 0, end, 0)
    return header + struct.pack("<109I", len(sectors) - 1, *[free] * 108) + b"".join(sectors)


@pytest.mark.parametrize("name", ["bad.xlsx", "bad.xls", "bad.csv"])
def test_a_workbook_locked_with_a_password(shop: Shop, name: str) -> None:
    shop.put(name, compound_file({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 4096}))
    assert refusal(shop) == (
        "the workbook is locked with a password; set TALAD_WORKBOOK_PASSWORD or save it without"
    )


def test_an_ole_file_that_is_no_workbook(shop: Shop) -> None:
    shop.put("bad.xls", compound_file({"WordDocument": b"x" * 5000}))
    assert "the workbook cannot be read" in refusal(shop)


def test_an_encrypted_zip(shop: Shop) -> None:
    content = bytearray(a_workbook(shop.exports / "bad.xlsx").read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = content.find(mark)
        while found >= 0:
            content[found + place] |= 1  # the flag of an encrypted member
            found = content.find(mark, found + 4)
    shop.put("bad.xlsx", bytes(content))
    assert refusal(shop) == "the workbook is cut short or damaged; download it again"


# --- text ----------------------------------------------------------------------------------------


def test_an_empty_file(shop: Shop) -> None:
    shop.put("bad.csv", b"")
    assert refusal(shop) == "the file is empty (0 bytes); download it again"


@pytest.mark.parametrize("content", [b"\n\n\n", b"\xef\xbb\xbf", b"   ", b"\xff\xfe"])
def test_a_file_of_nothing(shop: Shop, content: bytes) -> None:
    shop.put("bad.csv", content)
    assert refusal(shop) == "no known export has these columns; it is left where it is"


def test_a_file_of_one_column(shop: Shop) -> None:
    shop.put("bad.csv", "Order ID\n577123456789012345\n")
    assert refusal(shop) == "no known export has these columns; it is left where it is"


def test_an_encoding_that_is_neither_utf8_nor_thai(shop: Shop) -> None:
    text = (FIXTURES / "olist/order_reviews.csv").read_bytes().decode()
    shop.put("bad.csv", text.encode("latin-1"))
    assert refusal(shop) == "the text is not UTF-8; save it as CSV UTF-8"
    shop.put("bad.csv", text.encode("latin-1") + b"\x81")  # not in the Thai code page either
    assert "save it as CSV UTF-8" in refusal_again(shop)


def refusal_again(shop: Shop) -> str:
    (refused,) = shop.ingest().refused
    return refused.reason


def test_the_thai_code_page_is_taken_with_thai_headers(shop: Shop) -> None:
    rows = rows_of(FIXTURES / "meta_ads/performance.csv")
    text = csv_text(rows)
    shop.put("thai.csv", text.encode("cp874"))
    shop.put("utf16.csv", text.replace("1250.00", "1250.01").encode("utf-16"))
    done = shop.ingest()
    assert done.refused == ()
    landed = shop.landed("thai.csv")
    assert landed[0]["campaign_name"] == "คอนเวอร์ชัน - เม.ย."
    other = [{**r, "spend": 0} for r in shop.landed("utf16.csv")]
    values = ("campaign_name", "ad_name", "day", "impressions", "purchase_value", "_row")
    assert [[r[v] for v in values] for r in landed] == [[r[v] for v in values] for r in other]


def test_utf16_without_its_mark(shop: Shop) -> None:
    shop.put("bad.csv", RATES.encode("utf-16-le"))
    assert refusal(shop) == "the file is neither text nor a workbook, or damaged; download it again"


def test_a_download_that_ends_within_a_character(shop: Shop) -> None:
    content = (FIXTURES / "meta_ads/performance.csv").read_bytes()
    shop.put("bad.csv", content[: content.rindex("รวม".encode()) + 1])
    assert "the download was cut short" in refusal(shop)


@pytest.mark.parametrize("place", [3, 60, -10])
def test_nul_bytes(shop: Shop, place: int) -> None:
    content = bytearray(RATES.replace("0.7", "0.8").encode())
    content[place:place] = b"\0" * 3
    shop.put("bad.csv", bytes(content))
    assert refusal(shop) == "the file is neither text nor a workbook, or damaged; download it again"


def test_a_file_of_headers_is_no_error(shop: Shop) -> None:
    shop.put("none.csv", "mql_id,first_contact_date,landing_page_id,origin\n")
    done = shop.ingest()
    assert done.refused == ()
    assert {row.file: row.rows_read for row in done.new} == {"good.csv": 2, "none.csv": 0}


def test_a_quotation_mark_that_stays_open(shop: Shop) -> None:
    text = RATES.replace("2026-01-01,PHP", '2026-01-01,"PHP')
    shop.put("open.csv", text)
    done = shop.ingest()
    assert done.refused == ()
    (row,) = [r for r in done.new if r.file == "open.csv"]
    assert (row.rows_read, row.rows_landed, row.rows_quarantined) == (2, 1, 1)


def test_a_very_long_cell(shop: Shop) -> None:
    long = "ย" * 350_000 + "x" * 3_000_000
    shop.put(
        "long.csv",
        f"sku,product_name,currency,valid_from\nA,{long},THB,2026-01-01\nB,,THB,{long}\n",
    )
    done = shop.ingest()
    assert done.refused == ()
    assert len(shop.landed("long.csv")[0]["product_name"]) == len(long)
    (bad,) = shop.quarantined()
    assert (bad["column_name"], len(bad["value"])) == ("valid_from", 200)


def test_three_thousand_columns(shop: Shop) -> None:
    extra = [f"metric {n}" for n in range(3_000)]
    header, *rows = [line.split(",") for line in RATES.splitlines()]
    shop.put("wide.csv", csv_text([[*header, *extra], *([*r, *"0" * 3_000] for r in rows)]))
    shop.put("bad.csv", csv_text([extra, ["0"] * 3_000]))
    started = time.monotonic()
    done = shop.ingest()
    assert time.monotonic() - started < 30
    assert [r.file for r in done.refused] == ["bad.csv"]
    assert len(shop.landed("wide.csv")) == 2


# --- what is no file, or cannot be read -----------------------------------------------------------


def test_a_folder_named_like_a_file(shop: Shop) -> None:
    (shop.exports / "folder.csv").mkdir()
    shop.put("folder.xlsx/inner.csv", RATES.replace("0.7", "0.8"))
    done = shop.ingest()
    assert done.refused == ()
    assert [row.file for row in done.new] == ["folder.xlsx/inner.csv", "good.csv"]


def test_links_that_lead_nowhere_or_round(shop: Shop) -> None:
    (shop.exports / "gone.csv").symlink_to(shop.exports / "nothing.csv")
    (shop.exports / "loop.csv").symlink_to(shop.exports / "loop.csv")
    (shop.exports / "round").symlink_to(shop.exports)
    os.mkfifo(shop.exports / "pipe.csv")
    done = shop.ingest()
    assert [row.file for row in done.new] == ["good.csv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(shop: Shop) -> None:
    shop.put("bad.csv", RATES).chmod(0)
    assert refusal(shop) == "cannot be read (Permission denied)"


def test_a_file_that_cannot_be_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root there is no such file, so the reading itself is made to fail."""
    shop.put("bad.csv", RATES.replace("0.7", "0.8"))
    original = Path.open

    def refuse(path: Path, *args: object, **kwargs: object) -> object:
        if path.name == "bad.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return original(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    (refused,) = shop.ingest().refused
    assert refused.reason == "cannot be read (Permission denied)"


@pytest.mark.parametrize("moment", ["scan", "is_unchanged"])
def test_a_file_that_is_taken_away_meanwhile(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    from orchestration.ingest import readers

    bad = shop.put("bad.csv", RATES.replace("0.7", "0.8"))
    original = getattr(readers, moment)

    def take_away(path: Path, *args: object) -> object:
        if path == bad:
            bad.unlink()
        return original(path, *args)

    monkeypatch.setattr(readers, moment, take_away)
    done = shop.ingest()
    assert [row.file for row in done.new] == ["good.csv"]
    assert [r.reason for r in done.refused] == ["cannot be read (No such file or directory)"]


def test_a_name_that_is_no_text(shop: Shop) -> None:
    """As old Thai archives unpack."""
    raw = os.fsencode(shop.exports) + "/ใบสั่ง.csv".encode("cp874")
    Path(os.fsdecode(raw)).write_text(RATES.replace("0.7", "0.8"))
    assert refusal(shop) == "its name is not UTF-8; rename it"


@pytest.mark.parametrize("name", ["photo.jpg", "notes", "report.pdf", "orders.csv.crdownload"])
def test_what_is_no_table_is_told(shop: Shop, name: str) -> None:
    shop.put(name, RATES.replace("0.7", "0.8"))
    assert "not a CSV or a workbook" in refusal(shop)


@pytest.mark.parametrize(
    "name", [".hidden.csv", "~$open.xlsx", "_truth/daily.csv", "a/_maps/x.csv", ".git/x.csv"]
)
def test_what_is_no_export_is_passed_by(shop: Shop, name: str) -> None:
    shop.put(name, RATES.replace("0.7", "0.8"))
    done = shop.ingest()
    assert (len(done.new), done.refused) == (1, ())


def test_no_folder_of_exports(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    settings = load({**shop.environment, "TALAD_EXPORTS": str(tmp_path / "nowhere")})
    with pytest.raises(
        IngestError, match=r"there is no folder .*nowhere; put the downloaded files there"
    ):
        ingest(settings)


def test_an_error_nobody_thought_of_costs_its_file_only(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what it says might quote a cell, so only its kind is told."""
    from orchestration.ingest import land

    shop.put("bad.csv", RATES.replace("0.7", "0.8"))
    original = land.typed_rows_sql

    def fail(match: object) -> str:
        import inspect

        frames = [f.frame.f_locals.get("path") for f in inspect.stack()]
        if any(isinstance(p, Path) and p.name == "bad.csv" for p in frames):
            raise KeyError("สมหญิง 0812345678")
        return original(match)

    monkeypatch.setattr(land, "typed_rows_sql", fail)
    done = shop.ingest()
    assert [row.file for row in done.new] == ["good.csv"]
    (refused,) = done.refused
    assert refused.reason == "cannot be read (KeyError); download it again or leave it out"


def test_a_sheet_of_another_name_is_told_which_names_are_read(shop: Shop) -> None:
    rows = rows_of(FIXTURES / "shopee/shop_stats.csv")
    workbook(shop.exports / "stats.xlsx", {"Daily": rows})
    said = refusal(shop)
    assert said.startswith("its sheet “Daily” has the columns of Shopee shop statistics")
    assert "“Confirmed Order”" in said


def test_sheets_that_are_not_read_are_told(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    rows = rows_of(FIXTURES / "shopee/shop_stats.csv")
    sheets = {"Placed Order": rows, "Confirmed Order": rows, "Traffic Sources (…)": [["a"]]}
    row = shop.land(workbook(shop.exports / "stats.xlsx", sheets))
    assert row.entity == "shop_stats"
    assert json.loads(row.unread_sheets) == ["Placed Order", "Traffic Sources (…)"]
    assert json.loads(shop.ingest_one("a.csv", csv_text(rows)).unread_sheets) == []
