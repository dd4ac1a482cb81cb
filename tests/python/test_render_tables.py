"""Tables with columns within them, tabs, and the charts that few pages use."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.render.errors import PageError
from reports.render.site import render_site
from tests.python.render_helpers import DAILY, page, publish_into


@pytest.fixture
def publish(tmp_path: Path) -> Path:
    return publish_into(tmp_path / "publish")


def render(tmp_path: Path, publish: Path, body: str) -> str:
    render_site(publish, tmp_path / "site", pages=page(tmp_path, DAILY + body).parent)
    return (tmp_path / "site" / "test.html").read_text(encoding="utf-8")


def test_columns_stand_within_their_table(tmp_path: Path, publish: Path) -> None:
    text = render(
        tmp_path,
        publish,
        "<DataTable by=channel_name metrics=gmv>\n<Column id=gmv contentType=bar/>\n</DataTable>\n",
    )
    table = text[text.index('data-component="DataTable"') :]
    assert table.index('data-component="Column"') < table.index("</div></div>")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<Column id=gmv/>\n", "<Column> stands in <DataTable>, and nowhere else"),
        ("<Tab label=One>\n</Tab>\n", "<Tab> stands in <Tabs>, and nowhere else"),
        ("<DataTable title=Files/>\n", "<DataTable> needs data, or by and metrics"),
        ("<Heatmap x=channel_name y=channel_name/>\n", "<Heatmap> needs metric, or data and value"),
        (
            "<DataTable data={daily}>\n<Column id=channel_nam/>\n</DataTable>\n",
            "query daily has no column channel_nam; the nearest is channel_name",
        ),
        (
            "<DataTable by=channel_name metrics=gmv>\n<Column id=orders/>\n</DataTable>\n",
            "there is no column orders; known are channel_name, gmv",
        ),
        (
            "<DataTable data={daily}>\n<Column id=channel_name contentType=colourscale/>\n"
            "</DataTable>\n",
            "<Column> has no contentType colourscale; the nearest is colorscale",
        ),
        ("<Alert status=dangerous>\n</Alert>\n", "<Alert> has no status dangerous; the nearest"),
        (
            "<DataTable data={daily}>\n<BigValue metric=gmv/>\n</DataTable>\n",
            "<DataTable> encloses <Column> tags, and no <BigValue>",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, publish: Path, body: str, said: str
) -> None:
    with pytest.raises(PageError) as told:
        render(tmp_path, publish, body)
    assert said in str(told.value)
    assert "test.md, line " in str(told.value)


def test_a_page_loads_more_charts_only_where_it_uses_one(tmp_path: Path, publish: Path) -> None:
    plain = render(tmp_path, publish, "<BigValue metric=gmv/>\n")
    assert 'src="assets/talad.js"' in plain
    assert "talad-rare" not in plain
    rare = render(
        tmp_path, publish, "<Treemap data={daily} nameCol=channel_name valueCol=gmv_amount/>\n"
    )
    assert '"rare":"assets/talad-rare.js"' in rare
    assert (tmp_path / "site" / "assets" / "talad-rare.js").exists()
