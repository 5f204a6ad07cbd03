"""The replayed week of a newsroom, in short: what the ledger holds is exactly what was published, despite kills."""

import json
import subprocess
import sys
from pathlib import Path


def test_a_week_is_in_the_ledger_exactly_once_despite_kills(root: Path) -> None:
    command = [sys.executable, "tools/newsroom.py", "--feeds", "10", "--articles", "200", "--kills", "2"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    totals = json.loads(done.stdout)
    assert (totals["articles"], totals["captures"], totals["changed"]) == (200, 210, 10)
    assert sum(totals["killed"].values()) == 2
