"""Chosen names are masked in whatever leaves a ledger; what is stored stays as it is."""

import inspect
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import app
from sayso.app.redacting import REFUSED, UNMASKED, Redactor
from sayso.records import ConfigError


@pytest.fixture
def hidden(news: Path, ledger: Path, tmp_path: Path) -> Path:
    names = tmp_path / "names.txt"
    names.write_text("# who is hidden\n- 'Ana Ruiz'\n\nTomas Lind\n", encoding="utf-8")
    app.build([news], ledger, app.BuildOptions(extractor="rules", redact=names))
    return ledger


def everything(ledger: Path) -> str:
    with app.open_ledger(ledger) as opened:
        views: list[object] = list(app.statements(opened, app.StatementQuery(classes=app.ALL_CLASSES)))
        views += [app.show(opened, view.id) for view in views if isinstance(view, app.StatementView)]
        views += [*app.timeline(opened), *app.documents(opened), *app.diagnostics(opened), *app.articles(opened)]
    return msgspec.json.encode(views).decode()


def test_names_are_masked_in_every_view(hidden: Path) -> None:
    shown = everything(hidden)
    assert not any(name in shown for name in ("Ruiz", "Ana ", "Lind", "Tomas"))
    assert app.MASK in shown
    assert "Brandt" in shown


def test_what_is_stored_is_untouched_and_can_be_shown_again(hidden: Path, news: Path, tmp_path: Path) -> None:
    with app.open_ledger(hidden) as opened:
        assert not list(app.verify(opened))
        assert any("Ruiz" in (row.speaker or "") for row in opened.statements())
    nobody = tmp_path / "nobody.txt"
    nobody.write_text("", encoding="utf-8")
    app.build([news], hidden, app.BuildOptions(extractor="rules", redact=nobody))
    assert "Ruiz" in everything(hidden)


def test_the_mask_holds_in_later_builds_and_is_in_no_digest(hidden: Path, news: Path, tmp_path: Path) -> None:
    again = app.build([news], hidden, app.BuildOptions(extractor="rules"))
    assert "Ruiz" not in everything(hidden)
    assert again.digest == app.build([news], tmp_path / "other", app.BuildOptions(extractor="rules")).digest


def test_bytes_of_originals_are_refused(hidden: Path) -> None:
    with app.open_ledger(hidden) as opened:
        view = next(app.statements(opened, app.StatementQuery()))
        with pytest.raises(ConfigError, match="redacted"):
            app.original_bytes(opened, view.document.id)


def test_every_function_at_the_border_masks() -> None:
    """New functions that are given a ledger are masked without being named; those that are not are named."""
    functions = {name: getattr(app, name) for name in app.__all__ if inspect.isfunction(getattr(app, name))}
    given_ledger = {
        name for name, f in functions.items() if next(iter(inspect.signature(f).parameters), "") == "ledger"
    }
    bare = {name for name in given_ledger if not hasattr(functions[name], "__wrapped__")}
    assert bare <= {*UNMASKED, "set_redaction"}
    assert given_ledger >= REFUSED


def test_names_in_addresses_and_across_lines_are_masked() -> None:
    mask = Redactor(("Ana Ruiz", "Ruiz"))
    assert mask.text("https://wire.example/2024/ana-ruiz-resigns") == "https://wire.example/2024/[redacted]-resigns"
    assert mask.text("Ana\nRuiz’s plan; RUIZ. Ruizova stays.") == "[redacted]’s plan; [redacted]. Ruizova stays."


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Tomás Núñez", "Toma\u0301s Nu\u0301n\u0303ez"),
        ("Tomás Núñez", "TOMAS NUNEZ"),
        ("Tomas Nunez", "Tomás Núñez"),
        ("Shea O'Hara", "Shea O’Hara"),
        ("Shea O’Hara", "shea-ohara"),
        ("Ana Ruiz", "Ana\u00a0Ru\u00adiz"),
        ("Ana Ruiz", "Ａｎａ Ｒｕｉｚ"),
        ("Ana Ruiz", "ana_ruiz1975"),
        ("Ana Ruiz", "&nbsp;Ana&nbsp;Ruiz"),
        ("Ταβέν Ορσκάλ", "ταβεν ορσκαλ"),
    ],
)
def test_other_spellings_of_a_name_are_masked(form: str, text: str) -> None:
    shown = Redactor((form,)).text(f"«{text}» (€)")
    assert app.MASK in shown
    assert not any(c.isalpha() for c in shown.replace(app.MASK, "").replace("&nbsp;", ""))


def test_handles_and_short_names_are_masked_and_longer_words_are_not() -> None:
    assert Redactor(("Ana Ruiz",)).text("@RealAnaRuiz") == "@Real[redacted]"
    assert Redactor(("Li",)).text("Li met him: “li”, Lima.") == "[redacted] met him: “li”, Lima."


@given(st.lists(st.sampled_from(["Ruiz", "said", "“no”", "Lu", "x"]), max_size=12), st.data())
def test_marks_move_with_the_text_they_mark(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words)))
    last = data.draw(st.integers(first, len(words)))
    start, end = len(" ".join([*words[:first], ""])) if first else 0, len(" ".join(words[:last]))
    end = max(start, end)
    mark = app.Mark(start=start, end=end, role="content", statement="s")
    mask = Redactor(("Ruiz", "Lu"))
    view = mask.everywhere(app.ParagraphView(kind="paragraph", text=text, marks=(mark,)))
    assert isinstance(view, app.ParagraphView)
    moved = view.marks[0]
    assert view.text[moved.start : moved.end] == mask.text(text[start:end])
