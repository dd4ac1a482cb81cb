"""Law 8: personal data stops at the door."""

import csv
import io
import random
import stat
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ingest_helpers import FIXTURES, KEY, Shop, csv_text, deep, rows_of, workbook
from ingest_rows import clean_line, dirty_line, hashed, headers
from python_calamine import CalamineWorkbook

from orchestration.ingest import registry
from orchestration.ingest.ingest import IngestError, ingest
from orchestration.ingest.privacy import HashKey, HashKeyError, hash_sql, load_key
from orchestration.ingest.readers import connect
from orchestration.ingest.spec import Export, Kind
from orchestration.settings import load
from orchestration.simulate import simulate

PERSONAL = [e for e in registry.exports() if any(c.is_personal for c in e.columns)]


def written_texts(folder: Path) -> Iterable[tuple[str, str]]:
    """All that lies below a folder, as text: cells of tables unpacked, and every byte as it is."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", "replace")
            if path.suffix == ".parquet":
                table = pq.ParquetFile(path).read()
                for name in table.column_names:
                    yield f"{path.name} {name}", "\n".join(map(str, table.column(name).to_pylist()))


def assert_not_written(folder: Path, secrets: Iterable[str]) -> None:
    secrets = [s for s in secrets if s]
    assert secrets
    for where, text in written_texts(folder):
        for secret in secrets:
            assert secret not in text, (where, secret)


# --- the hash ------------------------------------------------------------------------------------

NAMES = ["ploy.tt", "Ploy.TT", " ploy.tt ", "PLOY.TT\t", "สมชาย ใจดี", "Ünïcode", "a" * 200, "x"]


@pytest.mark.parametrize("key", [KEY, "k" * 64, "a key longer than a block " * 4, "ก" * 40])
def test_the_hash_is_pythons_hmac(key: str) -> None:
    import hashlib
    import hmac

    con, hash_key = connect(1), HashKey(key.encode())
    con.execute("set variable hash_inner = ?::blob", [hash_key.inner])
    con.execute("set variable hash_outer = ?::blob", [hash_key.outer])
    for name in NAMES:
        wanted = hmac.new(
            key.encode(), name.strip(" ").lower().encode(), hashlib.sha256
        ).hexdigest()
        (found,) = con.execute(f"select {hash_sql('?::varchar')}", [name]).fetchone() or ()
        assert found == wanted[:32]
    assert con.execute(f"select {hash_sql('null::varchar')}").fetchone() == (None,)


def orders(*names: str) -> str:
    header = (
        "Order ID,Order Status,SKU ID,Quantity,SKU Subtotal Before Discount,Created Time,Country,"
        "Buyer Username"
    )
    line = "{},Shipped,1729,1,62.54,19/02/2026 09:10:25,Thailand,{}\n"
    return (
        header + "\n" + "".join(line.format(577123456789012340 + i, n) for i, n in enumerate(names))
    )


def test_case_and_outer_blanks_make_no_other_person(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.ingest_one(
        "orders.csv", orders("ploy.tt", " Ploy.TT ", "PLOY.TT\t", "\u00a0ploy.tt", "ploy_tt")
    )
    found = [r["buyer_id"] for r in shop.landed()]
    assert found[:4] == [hashed("ploy.tt")] * 4
    assert found[4] == hashed("ploy_tt") != found[0]


def test_a_masked_name_is_nobodys(tmp_path: Path) -> None:
    """Hashed, all the masked buyers of a shop would be one person with a thousand orders."""
    shop = Shop(tmp_path)
    row = shop.ingest_one("orders.csv", orders("****", "*", "p****y", "-", ""))
    assert [r["buyer_id"] for r in shop.landed()] == [None] * 5
    assert row.rows_quarantined == 0


def test_another_key_gives_another_hash(tmp_path: Path) -> None:
    found = set()
    for number, key in enumerate((KEY, KEY + "!")):
        shop = Shop(tmp_path / str(number))
        shop.key_file.write_text(key)
        shop.put("orders.csv", orders("ploy.tt"))
        shop.ingest()
        found.add(shop.landed()[0]["buyer_id"])
    assert len(found) == 2


# --- the key -------------------------------------------------------------------------------------


def test_a_key_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    key_file = tmp_path / "config" / "talad" / "hash.key"
    key = load_key(key_file, tmp_path / "data")
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert len(key.secret) >= 32
    assert load_key(key_file, tmp_path / "data") == key
    assert [p.name for p in key_file.parent.iterdir()] == ["hash.key"]
    assert load_key(tmp_path / "other.key", tmp_path / "data") != key


def test_a_key_made_meanwhile_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two first runs at once must not end with two keys."""
    key_file = tmp_path / "hash.key"
    original = Path.exists

    def made_meanwhile(path: Path) -> bool:
        if path == key_file and not original(path):
            path.write_text("the key of the run that was a moment faster")
            return False
        return original(path)

    monkeypatch.setattr(Path, "exists", made_meanwhile)
    assert (
        load_key(key_file, tmp_path / "data").secret
        == b"the key of the run that was a moment faster"
    )


@pytest.mark.parametrize("name", ["hash.key", "deeper/hash.key", "../data/x.key"])
def test_a_key_inside_the_data_folder_is_refused(tmp_path: Path, name: str) -> None:
    shop = Shop(tmp_path)
    shop.put_fixture("tiktok_shop/orders.csv")
    settings = load({**shop.environment, "TALAD_KEY_FILE": str(shop.data / name)})
    with pytest.raises(HashKeyError, match="lies inside the data folder") as raised:
        ingest(settings)
    assert "\n" not in str(raised.value)
    assert not shop.data.exists()


def test_a_key_behind_a_link_into_the_data_folder_is_refused(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.data.mkdir()
    (tmp_path / "elsewhere").symlink_to(shop.data)
    settings = load(
        {**shop.environment, "TALAD_KEY_FILE": str(tmp_path / "elsewhere" / "hash.key")}
    )
    with pytest.raises(HashKeyError, match="lies inside the data folder"):
        ingest(settings)


@pytest.mark.parametrize("content", [b"", b"too short\n", b"\n" * 100])
def test_a_key_that_is_too_short_is_refused(tmp_path: Path, content: bytes) -> None:
    shop = Shop(tmp_path)
    shop.key_file.write_bytes(content)
    with pytest.raises(HashKeyError, match="shorter than 32 characters"):
        shop.ingest()


def test_a_key_that_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.key_file.unlink()
    shop.key_file.mkdir()
    with pytest.raises(HashKeyError, match="cannot be read or made") as raised:
        shop.ingest()
    assert "\n" not in str(raised.value)


def test_a_key_of_any_bytes_is_taken(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.key_file.write_bytes(bytes(range(128, 192)))
    shop.put("orders.csv", orders("ploy.tt"))
    assert shop.ingest().new[0].rows_landed == 1


def test_another_key_on_the_same_data_is_refused(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put("orders.csv", orders("ploy.tt"))
    shop.ingest()
    shop.put("more.csv", orders("ploy.tt", "nid"))
    before = shop.content()
    shop.key_file.write_text("another key, which is as long as a key must be")
    with pytest.raises(IngestError, match="hashed with another key") as raised:
        shop.ingest()
    assert "\n" not in str(raised.value)
    assert shop.content() == before
    shop.key_file.write_text(KEY + "\n")  # a line break at the end makes no other key
    assert len(shop.ingest().new) == 1


# --- nothing personal is written ------------------------------------------------------------------


class Planted:
    """Rows whose personal and unknown cells hold texts that must not be found again."""

    def __init__(self, export: Export, rng: random.Random) -> None:
        self.export, self.rng = export, rng
        self.secrets: list[str] = []
        self.header = [*headers(export), "Line ID ของลูกค้า", "หมายเหตุพิเศษ"]

    def secret(self) -> str:
        self.secrets.append(f"zq{self.rng.randrange(10**12):012}ลับ")
        return self.rng.choice((self.secrets[-1], f"{self.secrets[-1]} , {self.secrets[-1]}"))

    def row(self, *, is_dirty: bool) -> list[str]:
        line = (dirty_line if is_dirty else clean_line)(self.export, self.rng)
        for place, column in enumerate(self.export.columns):
            emptied = column.required and not line.cells[place]  # that is what is dirty in it
            if column.is_personal and not emptied:
                line.cells[place] = self.secret()
        return [*line.cells, self.secret(), self.secret()]


@pytest.mark.parametrize("export", PERSONAL, ids=lambda e: e.label)
@pytest.mark.parametrize("form", ["csv", "csv utf-16", "xlsx"])
def test_personal_cells_are_written_nowhere(tmp_path: Path, export: Export, form: str) -> None:
    shop, planted = Shop(tmp_path), Planted(export, random.Random(7))
    rows = [planted.row(is_dirty=n % 3 == 0) for n in range(deep(30, 300))]
    if form == "xlsx":
        sheet = next(iter(export.sheets), "s")
        row = shop.land(workbook(shop.exports / "x.xlsx", {sheet: [planted.header, *rows]}))
    else:
        text = csv_text([planted.header, *rows])
        row = shop.ingest_one("x.csv", text.encode("utf-16" if "16" in form else "utf-8"))
    assert (row.rows_landed, row.rows_quarantined) == (len(rows) * 2 // 3, len(rows) // 3)
    assert row.unknown_headers == '["Line ID ของลูกค้า", "หมายเหตุพิเศษ"]'
    assert_not_written(shop.data, planted.secrets)


def shifted(planted: Planted) -> str:
    """A file whose rows have lost or gained delimiters, quotation marks and line breaks."""
    lines = [csv_text([planted.header])]
    for _ in range(deep(40, 400)):
        cells = planted.row(is_dirty=planted.rng.random() < 0.3)
        place = planted.rng.randrange(len(cells) - 1)
        text = csv_text([[c.replace("\n", " ") for c in cells]])
        naive = [c.replace('"', "").replace("\n", " ") for c in cells]
        match planted.rng.randrange(7):
            case 0:  # nobody quoted the commas
                text = ",".join(naive) + "\n"
            case 1:  # a comma got lost
                text = csv_text(
                    [[*cells[:place], cells[place] + cells[place + 1], *cells[place + 2 :]]]
                )
            case 2:  # one was added, and the last cell is blank: the row looks no wider than others
                text = csv_text([[*cells[:place], "x", *cells[place:-1], ""]])
            case 3:  # the line was cut
                text = csv_text([cells[: place + 1]])
            case 4:  # or broken in two
                text = csv_text([cells[:place]]) + csv_text([cells[place:]])
            case 5:  # a quotation mark opens and does not close
                text = ",".join([*naive[:place], '"' + naive[place], *naive[place + 1 :]]) + "\n"
            case 6:  # two lines became one
                text = csv_text([[*cells, *cells]])
        lines.append(text)
    return "".join(lines)


@pytest.mark.parametrize("export", PERSONAL, ids=lambda e: e.label)
@pytest.mark.parametrize("seed", range(deep(2, 20)))
def test_personal_cells_that_were_shifted_are_written_nowhere(
    tmp_path: Path, export: Export, seed: int
) -> None:
    """In a row of another width the cells stand under other columns' headers."""
    shop, planted = Shop(tmp_path), Planted(export, random.Random(seed))
    row = shop.ingest_one("x.csv", shifted(planted))
    assert row.rows_quarantined > 10
    assert_not_written(shop.data, planted.secrets)


def test_a_stray_comma_in_an_address_lands_nothing(tmp_path: Path) -> None:
    """The row's last cell is blank, so that it has as many filled cells as it should."""
    header, *_ = rows_of(FIXTURES / "shopee/orders.csv")
    _, row, *_ = rows_of(FIXTURES / "shopee/orders.csv")
    row[-1] = ""
    row[header.index("ที่อยู่ในการจัดส่ง")] = "99 หมู่ 1, ตำบลลับเฉพาะ"
    naive = ",".join(c.replace(",", "") if "ลับ" not in c else c for c in row)
    shop = Shop(tmp_path)
    done = shop.ingest_one("orders.csv", csv_text([header]) + naive.replace('"', "") + "\n")
    assert (done.rows_landed, done.rows_quarantined) == (0, 1)
    assert_not_written(shop.data, ["ลับเฉพาะ"])


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_quotation_mark_that_takes_in_the_row_below_lands_nothing(
    tmp_path: Path, place: int
) -> None:
    """It closes at the same column there, so that the row is as wide as the header."""
    first = ["577123456789012340", "Shipped", "1729", "1", "62.54", "19/02/2026 09:10:25"]
    rows = [[*first, "Thailand", "ลับ.one"], [*first, "Thailand", "ลับ.two"]]
    rows[0][place] = '"' + rows[0][place]
    rows[1][place] += '"'
    text = orders() + "".join(",".join(row) + "\n" for row in rows) + orders("fine").split("\n")[1]
    shop = Shop(tmp_path)
    done = shop.ingest_one("orders.csv", text + "\n")
    assert (done.rows_landed, done.rows_quarantined) == (1, 1)
    (told,) = {(row["value"], row["original"]) for row in shop.quarantined(done)}
    assert told == (None, None)
    assert_not_written(shop.data, ["ลับ.one", "ลับ.two"])


def test_of_a_row_of_another_width_no_text_is_told(tmp_path: Path) -> None:
    """Some delimiters may have come in and others have gone: no cell is surely where it belongs."""
    shop = Shop(tmp_path)
    row = "577123456789012340,ลับ.one,Thailand"
    done = shop.ingest_one("orders.csv", orders("fine") + row + "\n")
    (told,) = shop.quarantined(done)
    assert told["reason"] == "has 3 cells where the header has 8"
    assert (told["value"], told["original"]) == (None, None)


def test_the_people_of_the_fixtures_are_written_nowhere(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put_fixture("shopee/orders.csv", "orders.xlsx")
    shop.put_fixture("tiktok_shop/orders.csv")
    shop.put_fixture("olist/order_reviews.csv")
    # The same rows once more, each with a cell that does not do.
    for name in ("shopee/orders.csv", "tiktok_shop/orders.csv"):
        header, *rows = rows_of(FIXTURES / name)
        amount = next(
            i for i, h in enumerate(header) if h in ("ราคาขายสุทธิ", "SKU Subtotal Before Discount")
        )
        shop.put(
            f"dirty/{name}",
            csv_text([header, *([*r[:amount], "x.y", *r[amount + 1 :]] for r in rows)]),
        )
    done = shop.ingest()
    assert done.refused == ()
    assert {row.rows_quarantined for row in done.new} > {0}
    people = (
        "ณิชา บุญมี พลอย 66891112233 66801234567 98*****12 nid_skin.99 b_u_n_2541 ploy.tt creator.may"
    )
    addresses = (
        "ซอยทดสอบ ถนนตัวอย่าง ถนนทดสอบ ทดสอบใบกำกับ tax@example.test 0105500000000 66893334455 50200"
    )
    notes = "ป้อมยาม ของแถม ลูกค้าประจำ Chegou das\u00a0Flores"
    assert_not_written(shop.data, [*people.split(" "), *addresses.split(), *notes.split(" ")])
    assert {r["buyer_id"] for r in shop.landed() if "buyer_id" in r} == {
        hashed(name) for name in ("nid_skin.99", "b_u_n_2541", "ploy.tt")
    }
    assert [(r["has_title"], r["has_message"]) for r in shop.landed("olist/order_reviews.csv")] == [
        (False, False),
        (True, True),
        (False, True),
    ]


def test_the_people_of_the_simulated_shop_are_written_nowhere(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    simulate(shop.exports, scale=deep(8, 100) / 100, seed=9, start=first, end=last)
    columns = ("name", "phone", "username", "address_line")
    sample = csv.DictReader(io.StringIO((shop.exports / "_truth/people.csv").read_text()))
    people = {person[column] for person in sample for column in columns}
    users = set()
    for pattern, user, *personal in (
        (
            "shopee/*.xlsx",
            "ชื่อผู้ใช้ (ผู้ซื้อ)",
            "ชื่อผู้รับ",
            "หมายเลขโทรศัพท์",
            "ที่อยู่ในการจัดส่ง",
        ),
        ("tiktok/*.csv", "Buyer Username", "Recipient", "Phone #", "Detail Address"),
        ("lazada/*.xlsx", "customerEmail", "customerName", "shippingPhone", "shippingAddress"),
        (
            "line-myshop/*.xlsx",
            "เบอร์โทรผู้รับ",
            "ชื่อบัญชี LINE",
            "ชื่อผู้รับสินค้า",
            "ที่อยู่จัดส่งสินค้า",
        ),
    ):
        for path in shop.exports.glob(pattern):
            header, *rows = (
                rows_of(path)
                if path.suffix == ".csv"
                else CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
            )
            for cells in rows:
                row = dict(zip(reversed(header), reversed(cells), strict=True))  # the first of two
                people |= {str(row[name]).strip() for name in personal}
                users.add(str(row[user]).strip())
    assert len(people) > 80 and len(users) > 25
    done = shop.ingest()
    assert sum(row.rows_landed for row in done.new) > 80
    assert_not_written(shop.data, {secret for secret in people | users if len(secret) > 5})
    ids = ("buyer_id", "buyer_email")
    landed = {row[name] for row in shop.landed() for name in ids if row.get(name)}
    assert len(landed) > 25 and landed <= {hashed(user) for user in users}


def test_what_is_told_of_a_refused_file_quotes_no_cell(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    header, *rows = rows_of(FIXTURES / "tiktok_shop/orders.csv")
    shop.put("no header.csv", csv_text(rows[1:]))
    shop.put(
        "renamed.csv", csv_text([[h.replace("Order ID", "ID of the order") for h in header], *rows])
    )
    content = csv_text([header, *rows]).encode()
    shop.put("cut.csv", content[: content.rindex("ลูกค้า".encode()) + 1])
    shop.put("damaged.csv", content.replace(b"5", b"\xff\xfe", 3))
    done = shop.ingest()
    assert len(done.refused) == 4
    assert_not_written(shop.data, ["พลอย", "ploy.tt", "ถนนทดสอบ", "98*****12"])


def test_no_copy_of_a_file_is_left_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A killed run cannot clean up behind itself, so nothing may lie in the temporary folder."""
    import tempfile

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    shop = Shop(tmp_path)
    shop.ingest_one("orders.csv", orders("ploy.tt").encode("utf-16"))
    assert shop.landed()


def test_every_personal_column_of_the_reference_is_known() -> None:
    """Unknown columns are not written, but a known one must be personal to be left out."""
    words = (
        "ชื่อผู้รับ",
        "โทรศัพท์",
        "ที่อยู่",
        "อีเมล",
        "Phone",
        "Recipient",
        "Address",
        "Username",
        "Note",
        "Message",
        "zip",
    )
    for export in registry.exports():
        for column in export.columns:
            if any(word in header for word in words for header in column.headers):
                assert column.is_personal, (export.label, column.name)
    kinds = {c.kind for e in registry.exports() for c in e.columns if c.is_personal}
    assert kinds == {Kind.PERSON, Kind.PRESENCE, Kind.DROPPED}


def test_a_header_that_has_run_into_the_row_below_names_no_one(tmp_path: Path) -> None:
    """The cells of that row would else be recorded as unknown headers."""
    header, row, *rest = orders("ploy.tt", "nid", "b_u_n").splitlines(keepends=True)
    shop = Shop(tmp_path)
    for number, following in enumerate((rest, [])):
        entry = shop.ingest_one(f"{number}.csv", header.strip() + "," + row + "".join(following))
        assert (entry.rows_landed, entry.unknown_headers) == (0, "[]")
    assert_not_written(shop.data, ["ploy.tt"])
