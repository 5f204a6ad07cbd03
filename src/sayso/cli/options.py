"""Options that several verbs share, so that they read the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[Path],
    typer.Argument(help="Files and folders: .txt, .html, .html.gz, .jsonl, .csv manifests.", metavar="PATH…"),
]
LedgerFile = Annotated[Path, typer.Option("--ledger", "-l", help="The ledger's file.", metavar="FILE")]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines on standard output.")]
Limit = Annotated[int | None, typer.Option("--limit", help="Show at most this many rows.", min=1)]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", help="Worker processes (default: one a processor).", min=1)]
Extractor = Annotated[str | None, typer.Option("--extractor", help="Which extractor reads; see `sayso doctor`.")]
Redact = Annotated[
    Path | None,
    typer.Option("--redact", help="Names to mask in every output from now on, one a line.", metavar="FILE"),
]
Attributions = Annotated[
    Path | None,
    typer.Option("--attributions", help="JSON Lines of spans made elsewhere, used instead of our own.", metavar="FILE"),
]
Aliases = Annotated[
    Path | None,
    typer.Option("--aliases", help="A YAML file of names that are one, or never are.", metavar="FILE"),
]
