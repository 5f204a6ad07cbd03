"""Writes the generated parts of the docs: options of every verb, diagnostics, reasons, record fields.

`python tools/docs.py` writes them, `python tools/docs.py --check` fails when one is out of date. Between the two marker
lines of a page everything is generated; around them it is written by hand.
"""

import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import msgspec
import typer

from sayso import app, records
from sayso.cli.program import VERBS
from sayso.records import CODES
from sayso.text import REASONS

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"
SKIPPED = {"Record", "Value", "Code", "Original", "ReadText", "ReadOriginal", "Step"}
"""Structs that are bases, or only pass between rooms and are never shown."""


def verb_text(name: str) -> str:
    """The generated part of a verb's page: what it does, an example, its arguments and options."""
    function = VERBS[name]
    summary, _, rest = (inspect.getdoc(function) or "").partition("\n\n")
    example = re.search(r"Example: `(.+)`", rest)
    lines = [summary, "", "```console", f"$ {example.group(1) if example else f'sayso {name}'}", "```", ""]
    lines += ["| argument or option | meaning |", "| --- | --- |", *_options(name)]
    return "\n".join(lines)


def _options(name: str) -> Iterator[str]:
    from sayso.cli.program import app as program

    command = typer.main.get_command(program).commands[name]  # type: ignore[attr-defined]
    for parameter in command.params:
        words = ", ".join(f"`{word}`" for word in [*parameter.opts, *parameter.secondary_opts])
        if parameter.param_type_name == "argument":
            words = f"`{parameter.metavar or parameter.name}`"
        needed = " (required)" if parameter.required else ""
        yield f"| {words} | {getattr(parameter, 'help', '') or ''}{needed} |"


def diagnostics_text() -> str:
    """The table of all diagnostics."""
    rows = [f"| `{name}` | {row.severity} | {row.meaning} | {row.remedy} |" for name, row in sorted(CODES.items())]
    return "\n".join(["| code | severity | meaning | remedy |", "| --- | --- | --- | --- |", *rows])


def reasons_text() -> str:
    """The table of reasons why a block is left out."""
    rows = [f"| `{name}` | {meaning} |" for name, meaning in sorted(REASONS.items())]
    return "\n".join(["| reason | meaning |", "| --- | --- |", *rows])


def records_text() -> str:
    """The fields of all records and of all views."""
    parts: list[str] = []
    for module in (records, app):
        for name in sorted(module.__all__):
            struct = getattr(module, name)
            if inspect.isclass(struct) and issubclass(struct, msgspec.Struct) and name not in SKIPPED:
                parts.append(_struct_text(struct))
            elif inspect.isclass(struct) and issubclass(struct, Enum):
                parts.append(f"### {name}\n\n{inspect.getdoc(struct)} One of: " + ", ".join(f"`{v}`" for v in struct))
    return "\n\n".join(dict.fromkeys(parts))


def _struct_text(struct: type[msgspec.Struct]) -> str:
    hints = get_type_hints(struct)
    rows = [f"| `{f.encode_name}` | {_type(hints[f.name])} |" for f in msgspec.structs.fields(struct)]
    about = re.sub(r"\n *(?=\S)", "\n", inspect.getdoc(struct) or "")
    about = re.sub(r"(?m)^(Attributes|Offsets|Example):", r"\n\1:\n", about)
    about = re.sub(r"(?m)^([a-z_, 0-9]+): ", r"- `\1`: ", about)
    return "\n".join([f"### {struct.__name__}", "", about, "", "| field | type |", "| --- | --- |", *rows])


def _type(hint: object) -> str:
    if get_origin(hint) is not None:
        inner = [_type(part) for part in get_args(hint)]
        if get_origin(hint) is tuple:
            return f"list of {inner[0]}" if inner[-1] == "…" else f"[{', '.join(inner)}]"
        return " or ".join(inner)
    if hint is type(None):
        return "null"
    return "…" if hint is Ellipsis else getattr(hint, "__name__", str(hint))


def pages() -> dict[Path, str]:
    """Every page with a generated part, and that part."""
    made = {DOCS / "verbs" / f"{name}.md": verb_text(name) for name in VERBS}
    made[DOCS / "diagnostics.md"] = diagnostics_text()
    made[DOCS / "reasons.md"] = reasons_text()
    made[DOCS / "records.md"] = records_text()
    return made


def with_part(page: str, part: str) -> str:
    """The page with the generated part put in."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{part}\n\n{END}{rest.partition(END)[2]}"


def main() -> int:
    """Write or check all pages; 1 when one is out of date."""
    stale: list[str] = []
    for path, part in pages().items():
        page = path.read_text(encoding="utf-8") if path.exists() else f"# {path.stem}\n\n{BEGIN}{END}\n"
        if with_part(page, part) != page:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(with_part(page, part), encoding="utf-8")
    print("\n".join(f"out of date: {name}" for name in stale) or "all pages are current")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
