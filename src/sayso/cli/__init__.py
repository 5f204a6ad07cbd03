"""The command line: one verb a job, thin over `sayso.app`.

Exit codes: 0 done, 1 done with documents that could not be read (each named), 2 wrong use or a file that cannot be
used, 3 a ledger that fails `verify`, 70 a defect of Sayso, 130 interrupted from the keyboard.
"""

import os
import sys

UNUSABLE = 2
"""The exit code when a file or the output cannot be used."""

DEFECT = 70
"""The exit code after an error nobody foresaw."""

INTERRUPTED = 130
"""The exit code after an interrupt from the keyboard."""


def main() -> None:
    """Run the command line; whatever happens, the user gets one line with a code and a remedy, not a traceback.

    The environment variable `SAYSO_TRACEBACK` shows where an error nobody foresaw came from.
    """
    try:
        code = _run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        _tell("Stopped. What was written is kept; run the same command again to go on. [interrupted]")
    sys.exit(code)


def _run() -> int | str | None:
    """The exit code of the verb. All is imported inside, so that an early interrupt is caught too."""
    from sayso.records import SaysoError

    try:
        return _verb()
    except SaysoError as error:
        _tell(str(error))
        return error.exit_code
    except OSError as error:
        place = error.filename or "The output"
        reason = error.strerror or type(error).__name__
        _tell(f"{place} cannot be used: {reason}. [system_error] Remedy: Check permissions and room on the disk.")
        return UNUSABLE
    except Exception as error:  # the boundary of the program: a traceback helps no user
        if os.environ.get("SAYSO_TRACEBACK"):
            raise
        _tell(f"{type(error).__name__}: {error} [unexpected] Remedy: Please report this with the input if you can.")
        return DEFECT


def _verb() -> int | str | None:
    from sayso.cli.output import flush
    from sayso.cli.program import app

    try:
        app()
    except SystemExit as leaving:
        flush()
        return leaving.code
    return 0


def _tell(words: str) -> None:
    from sayso.cli.output import err, printable

    err().print(printable(words), markup=False, style="red")
