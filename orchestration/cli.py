"""The `talad` command."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from orchestration import settings as settings_module
from orchestration.settings import Settings

# Bound to the streams as they are now: a run sends what others print elsewhere.
out = Console(file=sys.stdout)
err = Console(file=sys.stderr)

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


def fail(message: str) -> NoReturn:
    """One line per thing that is wrong, and a status that says so."""
    for line in message.splitlines():
        err.print(f"[bold red]error[/] {_escape(line)}", highlight=False, soft_wrap=True)
    sys.exit(1)


def _escape(text: str) -> str:
    return text.replace("[", "\\[")


def _settings(exports: Path | None, data: Path | None) -> Settings:
    """The settings of this command, also for everything that it starts."""
    if exports:
        os.environ["TALAD_EXPORTS"] = str(exports.expanduser().resolve())
    if data:
        os.environ["TALAD_DATA"] = str(data.expanduser().resolve())
    now = settings_module.load()
    os.environ.update(now.environment())
    return now


exports_option = click.option(
    "--exports",
    type=FOLDER,
    help="The folder with the downloaded files. [default: ./exports of the project]",
)
data_option = click.option(
    "--data", type=FOLDER, help="The root of everything written. [default: ./data of the project]"
)


class OneLineErrors(click.Group):
    """Tells in one line what the system refused, wherever in a command that was."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OSError as error:
            where = f" {error.filename}" if error.filename else ""
            fail(f"cannot read or write{where}: {error.strerror or error}")


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Raw marketplace, ad and chat exports in; one trustworthy warehouse and report pages out."""


@main.command()
@exports_option
@data_option
def run(exports: Path | None, data: Path | None) -> None:
    """Ingest what is new, build the warehouse, publish it and render the pages."""
    from orchestration.commands import run as command

    command.main(_settings(exports, data), out, err, fail)


@main.command()
@exports_option
@data_option
def ingest(exports: Path | None, data: Path | None) -> None:
    """Read what is new into raw, and stop there: for `dbt build` by hand."""
    from orchestration.commands import ingest as command

    command.main(_settings(exports, data), out, err, fail)


@main.command()
@click.option("--exports", type=FOLDER, help="Where to write. [default: ./exports of the project]")
@click.option(
    "--scale", default=1.0, show_default=True, help="1 is about 60,000 orders over two years."
)
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option(
    "--dirt",
    is_flag=True,
    help="As dirty as a seller's folder: broken cells and rows, cut and renamed files, copies.",
)
def simulate(exports: Path | None, scale: float, seed: int, dirt: bool) -> None:
    """Write a simulated Thai shop's export files, with the truth that was planted in them."""
    from orchestration.commands import simulate as command

    command.main(_settings(exports, None), scale, seed, dirt, out, fail)


@main.command()
@click.argument("folder", type=FOLDER)
def templates(folder: Path) -> None:
    """Write a documented template of each of the seller's own sheets to FOLDER."""
    from orchestration.commands import templates as command

    command.main(folder, out, fail)


@main.command()
@data_option
@click.option("--audience", help="Only the pages meant for them, into a folder of their own.")
def site(data: Path | None, audience: str | None) -> None:
    """Render the report pages again from what is published."""
    from orchestration.commands import site as command

    command.main(_settings(None, data), audience, out, fail)


@main.command()
@data_option
@click.option("--port", default=8000, show_default=True)
def serve(data: Path | None, port: int) -> None:
    """Serve the site on this machine alone, until Ctrl-C."""
    from orchestration.commands import serve as command

    command.main(_settings(None, data), port, out, fail)


@main.command()
@data_option
@click.option("--port", default=8000, show_default=True)
def dev(data: Path | None, port: int) -> None:
    """Serve the site while its pages are written: what changes is rendered and shown at once."""
    from orchestration.commands import dev as command

    command.main(_settings(None, data), port, out, fail)


@main.command()
@data_option
@click.option("--page", "name", default="index", show_default=True, help="Which page.")
@click.option("--pdf/--no-pdf", default=None, help="[default: where a browser is installed]")
def digest(data: Path | None, name: str, pdf: bool | None) -> None:
    """Write a page as one file to send, which opens offline; and as a PDF."""
    from orchestration.commands import digest as command

    command.main(_settings(None, data), name, pdf, out, fail)


@main.command()
@data_option
@click.option("--to", "folder", type=FOLDER, help="Where to. [default: export in the data folder]")
def export(data: Path | None, folder: Path | None) -> None:
    """Write the pages' tables as one workbook and as CSV files."""
    from orchestration.commands import export as command

    command.main(_settings(None, data), folder, out, fail)


@main.command()
@data_option
@click.option("--segment", multiple=True, help='"At Risk", Champions, …; several may be given.')
@click.option("--status", multiple=True, help='Active, Churned or "Long gone".')
@click.option("--platform", multiple=True, help="Where they buy: shopee, tiktok_shop, line, …")
@click.option("--product", multiple=True, help="What they bought; the start of its name will do.")
@click.option("--province", multiple=True, help="Where their newest parcel went.")
@click.option("--value", multiple=True, help='"Top fifth" to "Bottom fifth", by net revenue.')
@click.option("--to", "file", type=FILE, help="[default: export/audience.csv in the data folder]")
def audience(data: Path | None, file: Path | None, **chosen: tuple[str, ...]) -> None:
    """Write the customers to speak to as a CSV file, by pseudonym."""
    from orchestration.commands import audience as command

    command.main(_settings(None, data), chosen, file, out, fail)


@main.command()
@exports_option
@data_option
@click.option("--platform", required=True, help="Where the person bought: shopee, tiktok_shop, …")
@click.option("--customer", required=True, help="Their user name or id, or the tables' pseudonym.")
def forget(exports: Path | None, data: Path | None, platform: str, customer: str) -> None:
    """Take a person out of raw, every table and every page, for good."""
    from orchestration.commands import forget as command

    command.main(_settings(exports, data), platform, customer, out, fail)


@main.command()
@exports_option
@data_option
def doctor(exports: Path | None, data: Path | None) -> None:
    """Say what is installed, what is missing and what to do."""
    from orchestration.commands import doctor as command

    sys.exit(command.main(_settings(exports, data), out))


@main.command()
@data_option
def init(data: Path | None) -> None:
    """Make the data folder, its typed empty tables and dbt's manifest; `make setup` does this."""
    from orchestration.commands import init as command

    command.main(_settings(None, data), out, fail)


if __name__ == "__main__":
    main()
