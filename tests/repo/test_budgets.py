"""Files, functions and signatures stay within the budgets of the style; every exception is named with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.cli.program import VERBS

FILE_LINES, FUNCTION_LINES, PARAMETERS = 500, 50, 6
EXCEPTIONS: dict[str, str] = {
    f"cli/{verb.__module__.rpartition('.')[2]}.py:{verb.__name__}": "its parameters are the options of the command"
    for verb in VERBS.values()
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def lines_of_code(function: Function) -> int:
    """Lines of a function without its docstring."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    doc = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - doc


def parameters(function: Function) -> int:
    named = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return len([argument for argument in named if argument.arg not in {"self", "cls"}])


def sources(root: Path) -> list[Path]:
    return sorted((root / "src" / "sayso").rglob("*.py"))


def test_files_are_short(root: Path) -> None:
    long = {path.name: n for path in sources(root) if (n := len(path.read_text().splitlines())) > FILE_LINES}
    assert not long


@pytest.mark.parametrize(("measure", "budget"), [(lines_of_code, FUNCTION_LINES), (parameters, PARAMETERS)])
def test_functions_are_small(root: Path, measure, budget: int) -> None:
    package = root / "src" / "sayso"
    over = {
        f"{path.relative_to(package).as_posix()}:{function.name}": measure(function)
        for path in sources(root)
        for function in functions(path)
        if measure(function) > budget
    }
    assert not over.keys() - EXCEPTIONS.keys(), over


def test_the_median_function_is_short(root: Path) -> None:
    lengths = sorted(lines_of_code(function) for path in sources(root) for function in functions(path))
    assert lengths[len(lengths) // 2] <= 10
