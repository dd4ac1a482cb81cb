"""Two languages: each text in both, a text without Thai in English, and none missing of our own."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from reports.i18n.missing import as_yaml, missing, unused
from reports.render.errors import PageError
from reports.render.site import PAGES, THAI, render_site
from reports.render.words import WordsError, load, plain
from tests.python.render_helpers import DAILY, data_of, page, publish_into

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models" / "reports"


def seed(name: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


BODY = """
# Sold

It sold <Value metric=gmv/> in <Value metric=gmv/><When previous=any>, *not* less</When>.

| Name | Much |
|---|---:|
| <Value metric=gmv/> | GMV & more |

<BigValue metric=gmv title="All of it"/>

<DataTable data={daily} columns="world_id,gmv_amount" titles="Where,How much"/>
"""

WORDS = """
metrics:
  GMV: มูลค่ารวม
  "GMV & more": มูลค่า & อื่น ๆ
pages:
  test:
    Sold: ขาย
    "It sold {1} in {2}{3}, *not* less{/3}.": "ใน {2} ขายได้ {1}{3} *ไม่*น้อยลง{/3}"
    All of it: ทั้งหมด
    Where: ที่ไหน
    Not on this page: ไม่มี
"""


@pytest.fixture
def publish(tmp_path: Path) -> Path:
    return publish_into(tmp_path / "publish")


def rendered(tmp_path: Path, publish: Path, body: str, words: str) -> Path:
    thai = tmp_path / "th.yml"
    thai.write_text(words)
    site = tmp_path / "site"
    render_site(publish, site, pages=page(tmp_path, body).parent, thai=thai)
    return site / "test.html"


def test_each_text_stands_in_both_languages(tmp_path: Path, publish: Path) -> None:
    text = rendered(tmp_path, publish, DAILY + BODY, WORDS).read_text()
    heading = text.split("<h1>")[1].split("</h1>")[0].strip()
    assert heading == (
        '<span class="words" lang="en">Sold</span><span class="words" lang="th">ขาย</span>'
    )
    assert '<span class="words" lang="th">มูลค่า &amp; อื่น ๆ</span>' in text
    assert 'class="align-right"' in text and "style=" not in text
    # A text of the page without Thai, once and in English.
    assert text.count("Much") == 1


def test_components_keep_their_places_in_another_order(tmp_path: Path, publish: Path) -> None:
    text = rendered(tmp_path, publish, DAILY + BODY, WORDS).read_text()
    thai = text.split('lang="th">ใน ')[1].split("</p>")[0]
    assert thai.count('data-component="Value"') == 2
    assert thai.index("ขายได้") < thai.index('data-component="When"') < thai.index("<em>ไม่</em>")
    # What stands in no text stands once.
    assert text.count('data-component="BigValue"') == 1


def words_of(file: Path) -> dict[str, str]:
    """The Thai that a page loads when it is wanted."""
    script = (file.parent / data_of(file)["words"].partition("?")[0]).read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(script.partition("]=")[2].rstrip(";\n"))
    return words


def test_the_client_gets_the_words_that_the_page_uses(tmp_path: Path, publish: Path) -> None:
    file = rendered(tmp_path, publish, DAILY + BODY, WORDS)
    assert words_of(file) == {"GMV": "มูลค่ารวม", "All of it": "ทั้งหมด", "Where": "ที่ไหน"}


def test_without_translations_a_page_is_english(tmp_path: Path, publish: Path) -> None:
    file = rendered(tmp_path, publish, DAILY + BODY, "")
    assert 'class="words"' not in file.read_text()
    assert words_of(file) == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("pages:\n  test:\n    'a {1}': b\n", "pages: test: other {…} in the Thai than in 'a {1}'"),
        ("pages:\n  test:\n    a: ''\n", "pages: test: 'a' needs a text in quotes"),
        ("ui:\n  No: นี่\n", "ui: False needs a text in quotes"),
        ("uu:\n  a: b\n", "there is no section uu"),
        ("ui: [\n", "line 2: this is not YAML"),
    ],
)
def test_wrong_translations_are_told_in_one_line(tmp_path: Path, words: str, told: str) -> None:
    thai = tmp_path / "th.yml"
    thai.write_text(words)
    with pytest.raises(WordsError) as failed:
        load(thai)
    assert told in str(failed.value)
    assert "\n" not in str(failed.value)


def test_a_translation_may_not_close_what_it_has_not_opened(tmp_path: Path, publish: Path) -> None:
    words = "pages:\n  test:\n    'a {1}b{/1}': 'ก {/1}ข{1}'\n"
    with pytest.raises(PageError, match="line 4: </When> closes nothing"):
        rendered(tmp_path, publish, "a <When previous=any>b</When>\n", words)


def test_what_has_no_thai_is_listed_as_it_is_filled_in(tmp_path: Path) -> None:
    thai = tmp_path / "th.yml"
    thai.write_text(WORDS)
    pages = page(tmp_path, DAILY + BODY).parent
    found = missing(pages, thai)
    assert list(found["pages/test"]) == ["Test", "Name", "Much", "How much"]
    assert "GMV" not in found["metrics"] and "AOV" in found["metrics"]
    assert list(unused(pages, thai)["pages/test"]) == ["Not on this page"]
    filled = as_yaml(found).replace('""', '"ก"')
    # Placeholders of the client's texts are the translator's to keep.
    thai.write_text("".join(line for line in filled.splitlines(True) if "{" not in line))
    assert "pages/test" not in {k for k, v in missing(pages, thai).items() if "Name" in v}


def test_a_text_is_searched_without_its_marks() -> None:
    assert plain("{1} sold *much* of [it](ads), `so` {2}.") == "sold much of it, so."


def test_loan_words_are_not_broken_over_lines(tmp_path: Path, publish: Path) -> None:
    words = 'pages:\n  test:\n    "[Sold](#a)": "[ออเดอร์](#ออเดอร์)"\n'
    text = rendered(tmp_path, publish, "# Sold\n\n[Sold](#a)\n", words).read_text()
    assert 'href="#%E0' in text and '<span class="whole">ออเดอร์</span></a>' in text


def test_the_words_of_the_rows_have_their_thai() -> None:
    thai = load(THAI).common["values"]
    assert {
        row["province_name"]: row["province_name_thai"]
        for row in seed("provinces")
        if row["country_code"] == "TH"
    }.items() <= thai.items()
    named = {row["event_name"] for row in seed("calendar_events") if row["country_code"] == "TH"}
    said = {
        *(row["payment_method_name"] for row in seed("payment_methods")),
        *(row["return_reason_name"] for row in seed("return_reasons")),
        *(row["product_class"] for row in seed("product_classes")),
        *(
            row[column]
            for row in seed("rfm_segments")
            for column in ("rfm_segment", "meaning", "strategy")
        ),
        *(name for name in named if name != "Payday" and not name[0].isdigit()),
        # Stages and bands are numbered in SQL, so that they stand in their order.
        *(
            text
            for path in MODELS.rglob("*.sql")
            for text in re.findall(r"""["'](\d\. [A-Z0-9][^"']+)["']""", path.read_text())
        ),
    }
    brands = {"SPayLater", "ShopeePay", "Lazada Wallet", "Boleto"}
    assert said - brands <= set(thai)


def test_all_of_our_own_texts_have_their_thai() -> None:
    assert missing(PAGES, THAI) == {}, "fill in the stubs of `python -m reports.i18n`"
    assert unused(PAGES, THAI) == {}
