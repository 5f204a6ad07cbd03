"""Verbs that take care: verify, doctor, score."""

from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.options import Json, LedgerFile
from sayso.cli.output import print_json, print_line, print_table

NOT_AS_WRITTEN = 3
"""The exit code of `verify` when something is not as it was written."""


def verify(
    ledger: LedgerFile,
    rebuild_index: Annotated[
        bool, typer.Option("--rebuild-index", help="First make the tables for looking and searching anew.")
    ] = False,
    json: Json = False,
) -> None:
    """Prove every span, hash and log, also of a crate's folder; exit 3 and name what differs if not.

    Example: `sayso verify -l news.ledger`
    """
    from sayso import app

    crate = ledger if app.is_crate(ledger) else None
    path = app.ledger_in(crate) if crate else ledger
    findings = app.crate_findings(crate) if crate else iter(())
    erased: tuple[app.ErasedView, ...] = ()
    with ExitStack() as open_files:
        if path is not None:
            opened = open_files.enter_context(app.Ledger.open(path, "write" if rebuild_index else "read"))
            if rebuild_index:
                app.rebuild(opened)
            print_line(f"digest {opened.digest()}")
            findings, erased = chain(findings, app.verify(opened)), app.erasures(opened)
        sound = True
        for finding in findings:
            sound = False
            if json:
                print_json(finding)
            else:
                place = " ".join(filter(None, (finding.table, finding.row, finding.field)))
                remedy = " Remedy: sayso verify --rebuild-index" if finding.rebuildable else ""
                print_line(f"{place}: {finding.problem}.{remedy}")
        for erasure in erased:
            if json:
                print_json(erasure)
            else:
                print_line(f"erased: {erasure.erased} by {erasure.actor} at {erasure.at}: {erasure.reason}")
    if sound and not json:
        print_line("Everything is as it was written.")
    raise typer.Exit(0 if sound else NOT_AS_WRITTEN)


def doctor(json: Json = False) -> None:
    """Show what is installed, which model, what is missing and the remedy.

    Example: `sayso doctor`
    """
    from sayso import app

    checks = list(app.doctor())
    if json:
        for check in checks:
            print_json(check)
    else:
        rows = (("ok" if check.well else "missing", check.name, check.found, check.remedy) for check in checks)
        print_table(("", "what", "found", "remedy"), rows)
    raise typer.Exit(0 if all(check.well for check in checks) else 1)


def score(
    gold: Annotated[Path, typer.Argument(help="JSON Lines of articles with gold attributions.", metavar="GOLD")],
    predicted: Annotated[Path, typer.Argument(help="The same with predicted attributions.", metavar="PRED")],
    json: Json = False,
) -> None:
    """Score predicted attributions against gold ones.

    Example: `sayso score gold.jsonl predicted.jsonl`
    """
    from sayso import app

    scores = app.score(gold, predicted)
    if json:
        print_json(scores)
    else:
        rows = (
            (name, *(f"{100 * value:.1f}" for value in (m.precision, m.recall, m.f1)), m.n_gold, m.n_pred)
            for name, m in scores.items()
        )
        print_table(("metric", "P", "R", "F1", "gold", "predicted"), rows)
