"""The command line: one verb a job, thin over `sayso.app`.

Exit codes: 0 done, 1 done with documents that could not be read (each named), 2 wrong use, 3 a ledger that fails
`verify`.
"""

import sys

from sayso.records import SaysoError


def main() -> None:
    """Run the command line; every error raised on purpose becomes one line with its code and remedy."""
    from sayso.cli.output import err
    from sayso.cli.program import app

    try:
        app()
    except SaysoError as error:
        err().print(str(error), markup=False, style="red")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
