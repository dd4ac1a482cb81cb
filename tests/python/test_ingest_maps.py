"""Column maps: a user teaches headers; and what is known better is read again."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from ingest_helpers import Shop

from orchestration.ingest import maps
from orchestration.ingest.ingest import IngestError, has_news
from orchestration.ingest.platforms import sheets

MASTER = 'Artikel,Kosten,Währung,Gültig ab\nA1,"12,50",EUR,01.02.2026\n'
TAUGHT = """
platform: sheets
entity: product_master
headers:
  sku: Artikel
  unit_cost: [Preis, Kosten]
  currency_code: Währung
  valid_from: Gültig ab
date_formats: ["%d.%m.%Y"]
decimal_comma: true
"""


def test_a_map_teaches_a_file_that_was_refused(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put("artikel.csv", MASTER)
    assert [r.outcome for r in shop.ingest().refused] == ["refused"]
    assert not has_news(shop.settings)
    shop.put("_maps/artikel.yml", TAUGHT)
    assert has_news(shop.settings)
    (row,) = shop.ingest().new
    (landed,) = shop.landed()
    assert (row.entity, landed["sku"], landed["unit_cost"], str(landed["valid_from"])) == (
        "product_master",
        "A1",
        Decimal("12.5"),
        "2026-02-01",
    )
    assert not has_news(shop.settings)


def test_headers_that_are_not_kept_are_known_and_not_read(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put("artikel.csv", MASTER.replace("Kosten", "Lieferant,Kosten").replace("A1", "A1,Ploy"))
    shop.put("_maps/artikel.yml", TAUGHT + "not_kept: [Lieferant]\n")
    (row,) = shop.ingest().new
    assert (row.rows_landed, row.unknown_headers) == (1, "[]")
    assert "Ploy" not in str(shop.landed())


def test_a_changed_map_reads_its_files_again(tmp_path: Path) -> None:
    """Without what the first reading left behind: no row twice, no old quarantine."""
    shop = Shop(tmp_path)
    shop.put("artikel.csv", MASTER)
    shop.put_fixture("sheets/exchange_rates.csv")
    shop.put("_maps/artikel.yml", TAUGHT.replace("%d.%m.%Y", "%Y.%m.%d"))
    shop.ingest()
    assert [q["value"] for q in shop.quarantined()] == ["01.02.2026"]
    shop.put("_maps/artikel.yml", TAUGHT)
    assert has_news(shop.settings)
    again = shop.ingest()
    assert [r.file for r in again.new] == ["artikel.csv"]  # the other one is as it was
    assert shop.quarantined() == []
    assert [r["sku"] for r in shop.landed("artikel.csv")] == ["A1"]
    assert not shop.ingest().new


def test_a_spec_that_knows_more_reads_its_files_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade: a file that turns out to be of another entity does not count twice."""
    shop = Shop(tmp_path)
    shop.put_fixture("sheets/product_master.csv")
    (before,) = shop.ingest().new
    known = maps.exports()
    other = [
        replace(e, entity="product_list") if e.label == sheets.PRODUCT_MASTER.label else e
        for e in known
    ]
    monkeypatch.setattr(maps, "exports", lambda: tuple(other))
    assert has_news(shop.settings)
    (after,) = shop.ingest().new
    assert (before.entity, after.entity) == ("product_master", "product_list")
    assert len(shop.landed()) == before.rows_landed


def test_a_map_adds_to_the_formats_that_are_known(tmp_path: Path) -> None:
    """Its own file and the usual ones are read side by side, whatever maps there are."""
    shop = Shop(tmp_path)
    shop.put("_maps/one.yml", TAUGHT)
    shop.put("_maps/two.yml", TAUGHT.replace("%d.%m.%Y", "%Y.%m.%d"))
    shop.put("dots.csv", MASTER)
    shop.put("years.csv", MASTER.replace("01.02.2026", "2026.02.02"))
    shop.put("iso.csv", MASTER.replace("01.02.2026", "2026-02-03"))
    shop.ingest()
    assert shop.quarantined() == []
    assert sorted(str(r["valid_from"]) for r in shop.landed()) == [
        "2026-02-01",
        "2026-02-02",
        "2026-02-03",
    ]


def test_a_map_tells_the_currency_of_a_report_that_lacks_its_column(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put("google.csv", "Day,Campaign,Cost,Clicks\n2026-09-01,Soap,12.50,3\n")
    assert "Currency code" in shop.ingest().refused[0].reason
    shop.put("_maps/google.yml", "platform: google_ads\nentity: campaigns_daily\ncurrency: THB\n")
    shop.ingest()
    (row,) = shop.landed()
    assert (row["cost"], row["currency"]) == (Decimal("12.5"), "THB")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("platform: [\n", "line 2 is no YAML"),
        ("platform: sheets\nentity: product_master\nhedders: {}\n", "did you mean “headers”"),
        ("platform: sheet\nentity: product_master\n", "did you mean “sheets product_master”"),
        (
            "platform: sheets\nentity: product_master\nheaders: {skus: A}\n",
            "has no column “skus”; did you mean “sku”",
        ),
        ("platform: sheets\nentity: product_master\nheaders: [sku]\n", "`column: header`"),
        ("platform: sheets\nentity: product_master\nnot_kept: Note\n", "a list of headers"),
    ],
)
def test_a_map_that_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    shop = Shop(tmp_path)
    shop.put_fixture("sheets/exchange_rates.csv")
    shop.put("_maps/mine.yml", text)
    with pytest.raises(IngestError) as failed:
        shop.ingest()
    assert "mine.yml" in str(failed.value)
    assert told in str(failed.value)
    assert "\n" not in str(failed.value)
