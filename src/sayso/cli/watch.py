"""The verb that watches the web: watch."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import Json, LedgerFile
from sayso.cli.output import flush, print_json, print_line

if TYPE_CHECKING:
    from sayso.app import WatchRound


def watch(
    config: Annotated[Path, typer.Argument(help="What to watch: a TOML file.", metavar="CONFIG")],
    ledger: LedgerFile,
    once: Annotated[bool, typer.Option("--once", help="One round, then leave; for cron.")] = False,
    json: Json = False,
) -> None:
    """Fetch feeds, sitemaps and pages politely into a ledger, round after round, and tell what is new.

    Example: `sayso watch desk.toml -l news.ledger --once`
    """
    from sayso import app

    def tell(done: "WatchRound") -> None:
        if json:
            print_json(done)
        else:
            print_line(
                f"{done.lists} lists read, {done.found} addresses found, {done.captured} pages captured, "
                f"{done.unchanged} unchanged, {done.failed} failed, {done.waiting} waiting, {done.given_up} given up; "
                f"{done.read} documents read, {done.told} statements told."
            )
        flush()

    done = app.watch(config, ledger, app.WatchOptions(once=once), tell)
    raise typer.Exit(1 if done.given_up else 0)
