"""Writes documents to a ledger, one transaction each, and says after each that it is in. A child process of tests."""

import sys

from sayso.ledger import Ledger
from tests.ledger.making import article, made


def documents(count):
    return [made(f"{n % 50}.txt", article(2000 + n % 70, ("Ana Ruiz", "Bo Li")[n % 2])) for n in range(count)]


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    with Ledger.open(path, "create", busy_seconds=60) as ledger:
        run = ledger.begin_run({})
        for n, document in enumerate(documents(count)):
            ledger.put(run, [document])
            sys.stdout.write(f"{n}\n")
            sys.stdout.flush()
        ledger.end_run(run, {"documents": count})


if __name__ == "__main__":
    main()
