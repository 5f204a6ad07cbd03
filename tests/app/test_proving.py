"""What fits together is not called damage."""

from pathlib import Path

from sayso import app

WRAPPED = "Mayor Ana Ruiz said on June 3,\n2019, that the port of Lowmark would reopen and that it was safe."


def test_a_date_that_runs_over_a_line_end_is_sound(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRAPPED.replace("\n", "\n\n").replace("June 3", "Dec.\n\n31"), encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<p>{WRAPPED}</p>" * 3, encoding="utf-8")
    path = tmp_path / "x.ledger"
    app.build([tmp_path / "a.txt", tmp_path / "b.html"], path)
    with app.open_ledger(path) as ledger:
        assert list(app.verify(ledger)) == []
