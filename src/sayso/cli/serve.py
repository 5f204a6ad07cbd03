"""The verb that opens a ledger in the browser: serve."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import LedgerFile
from sayso.cli.output import flush, print_line
from sayso.records import ConfigError

if TYPE_CHECKING:
    from sayso.app import StatementView
    from sayso.web.settings import Settings

DEFAULT_PORT = 8642


def serve(
    ledger: LedgerFile,
    host: Annotated[str, typer.Option("--host", help="Where to listen; others than this machine need users.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", help="0 takes a free one.", min=0, max=65535)] = DEFAULT_PORT,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="A name it is called by, besides its address.")
    ] = None,
    users: Annotated[
        Path | None, typer.Option("--users", help="The file of users; with it, everyone signs in.", metavar="FILE")
    ] = None,
    add_user: Annotated[
        str | None, typer.Option("--add-user", help="Add a user to the file, ask for the password, and leave.")
    ] = None,
    role: Annotated[str, typer.Option("--role", help="Of the user added: reader, reviewer or admin.")] = "reviewer",
    actor: Annotated[
        str | None, typer.Option("--as", help="Whose name stands on decisions, without users.", metavar="NAME")
    ] = None,
    vectors: Annotated[
        bool, typer.Option("--vectors", help="First make what is missing for the search by meaning.")
    ] = False,
    against: Annotated[
        Path | None, typer.Option("--against", help="An earlier ledger, to show what changed since.", metavar="FILE")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="For HTTPS; with --key.", metavar="FILE")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="Of the certificate.", metavar="FILE")] = None,
) -> None:
    """Open the workbench: the ledger in the browser, for this machine only unless told otherwise.

    Example: `sayso serve -l news.ledger`
    """
    _needs_extra()
    from sayso.web.server import serve as run
    from sayso.web.settings import Settings, system_user

    if add_user is not None:
        _add_user(users, add_user, role)
        return
    settings = Settings(
        ledger=ledger,
        host=host,
        port=port,
        allowed_hosts=tuple(allow_host or ()),
        users=users,
        actor=actor or system_user(),
        certificate=certificate,
        key=key,
        against=against,
        exporters={"csv": csv_lines},
    )
    if vectors:
        _add_vectors(ledger)
    run(settings, _tell)


def csv_lines(views: "Iterable[StatementView]") -> Iterator[bytes]:
    """Statements as CSV, safe for spreadsheets, line by line."""
    import csv
    import io

    from sayso.export.flat import StatementRow, statement_row
    from sayso.export.tables import safe_cell

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(StatementRow.__struct_encode_fields__)
    for view in views:
        row = statement_row(view)
        writer.writerow([safe_cell(getattr(row, name)) for name in row.__struct_fields__])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def _tell(settings: "Settings") -> None:
    """Print where it is, with the token that opens it."""
    if settings.users is None:
        print_line(f"Open {settings.address}?token={settings.token}")
    else:
        print_line(f"Open {settings.address} and sign in.")
    print_line("Stop it with Ctrl+C; nothing is lost.")
    flush()


def _add_vectors(ledger: Path) -> None:
    from sayso import app
    from sayso.app.meaning import add_vectors

    with app.Ledger.open(ledger, "write") as opened:
        print_line(f"Vectors made for {add_vectors(opened)} documents.")


def _add_user(users: Path | None, name: str, role: str) -> None:
    from sayso.web.users import Role, add_user

    if users is None:
        raise ConfigError("no_users_file", "It is not said where users are kept.", "Give --users FILE.")
    try:
        known = Role(role)
    except ValueError:
        remedy = f"Give one of: {', '.join(Role)}."
        raise ConfigError("unknown_role", f"There is no role {role!r}.", remedy) from None
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    add_user(users, name, known, password)
    print_line(f"{name} is a {known} now.")


def _needs_extra() -> None:
    """Say what to install where the extra is missing.

    Raises:
        ConfigError: `web_not_installed`.
    """
    from importlib.util import find_spec

    if missing := [name for name in ("starlette", "uvicorn", "argon2") if find_spec(name) is None]:
        message = f"The workbench needs {', '.join(missing)}."
        raise ConfigError("web_not_installed", message, "Install it with `pip install 'sayso[web]'`.")
