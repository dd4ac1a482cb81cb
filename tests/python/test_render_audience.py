"""A site for some readers: their pages and nothing of the others."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reports.render.site import AudienceError, render_site
from tests.python.render_helpers import DAILY, data_of, page, publish_into, query, script_of

SECRET = "Salaries"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Marketing's page, one for executives alone with a table of its own, and one for everybody."""
    publish = publish_into(tmp_path / "publish")
    secret = pa.table({"name": [SECRET], "person": ["Somsri"]})
    pq.write_table(secret, publish / "rpt_secret__list.parquet")
    page(
        tmp_path,
        DAILY + "# Ads\n\nSee [money](money).\n\n<BigValue metric=gmv/>\n",
        "title: Ads\naudience: [marketing, executive]\norder: 2",
        "ads.md",
    )
    lazy = query("select * from rpt_secret__list", " late lazy")
    own = query("select * from rpt_secret__list", " listed")
    page(
        tmp_path,
        f"{lazy}{own}# {SECRET}\n\n<BigValue metric=gmv/>\n{DAILY}",
        f"title: {SECRET}\naudience: [executive]\norder: 1\nslug: index",
        "money.md",
    )
    page(
        tmp_path,
        own + query("select * from rpt_secret__list where name = ${params.who}", " one"),
        "title: Person\naudience: [executive]\nentities: {query: listed, key: name}",
        "people/[who].md",
    )
    return page(tmp_path, f"# {SECRET} too\n", "title: Nobody's").parent


def test_the_folder_holds_nothing_of_other_pages(tmp_path: Path, pages: Path) -> None:
    site = tmp_path / "site"
    render_site(tmp_path / "publish", site, pages=pages)  # all, first: what is left is removed
    assert (site / "people").exists() and (site / "assets" / "data").exists()
    thai = tmp_path / "th.yml"
    thai.write_text(f"pages:\n  money:\n    {SECRET}: เงินเดือน\n  ads:\n    Ads: โฆษณา\n")
    files = render_site(tmp_path / "publish", site, pages=pages, audience="marketing", thai=thai)
    assert [file.name for file in files] == ["ads.html"]
    assert sorted(path.name for path in site.rglob("*.html")) == ["ads.html", "index.html"]
    for path in site.rglob("*"):
        if path.is_file() and path.name != "talad.js":
            text = path.read_text()
            for word in (SECRET, "Somsri", "เงินเดือน", "rpt_secret", "people/", "money.html"):
                assert word not in text, f"{path.name} holds {word}"


def test_the_folder_opens_on_its_first_page(tmp_path: Path, pages: Path) -> None:
    site = tmp_path / "site"
    render_site(tmp_path / "publish", site, pages=pages, audience="marketing")
    assert (site / "index.html").read_bytes() == (site / "ads.html").read_bytes()
    assert data_of(site / "index.html")["tables"]["daily"]["rows"] == 2
    # A link to a page that is not theirs is its text alone.
    assert '<a data-page-link="">money</a>' in (site / "ads.html").read_text()


def test_the_search_and_the_menu_know_the_own_pages_alone(tmp_path: Path, pages: Path) -> None:
    site = tmp_path / "site"
    render_site(tmp_path / "publish", site, pages=pages, audience="executive")
    _, index = script_of(site / "assets" / "search.js")
    assert [entry["file"] for entry in index["pages"]] == ["index.html", "ads.html"]
    assert [entity[:2] for entity in index["entities"]] == [["people/salaries.html", SECRET]]
    menu = (site / "ads.html").read_text().split('id="menu"')[1].split("</nav>")[0]
    assert menu.count("<a ") == 2 and "test.html" not in menu


def test_an_unknown_audience_names_the_known_ones(tmp_path: Path, pages: Path) -> None:
    with pytest.raises(AudienceError) as failed:
        render_site(tmp_path / "publish", tmp_path / "site", pages=pages, audience="marketng")
    assert str(failed.value) == (
        "no page is for the audience marketng; known are executive, marketing"
    )
    assert not (tmp_path / "site").exists()


def test_what_is_searched(tmp_path: Path, pages: Path) -> None:
    site = tmp_path / "site"
    thai = tmp_path / "th.yml"
    thai.write_text("pages:\n  ads:\n    Ads: โฆษณา\n")
    render_site(tmp_path / "publish", site, pages=pages, thai=thai)
    _, index = script_of(site / "assets" / "search.js")
    ads = next(entry for entry in index["pages"] if entry["file"] == "ads.html")
    assert ads["title"] == ["Ads", "โฆษณา"]
    assert ads["items"] == [["heading", "Ads", "โฆษณา"], ["text", "See money."], ["metric", "GMV"]]
