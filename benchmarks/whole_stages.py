"""What each stage is given when it is timed alone: the outputs of the stages before it, ready in memory."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.whole_steps import remove_ledger

from sayso.app import BuildOptions, build
from sayso.engines.stages import Job, Plan, run_job, text_of
from sayso.extract import CleanText, extract, make_extractor
from sayso.ingest import decode, read_originals
from sayso.ledger import Ledger
from sayso.link.figures import FigureInput, find_figures
from sayso.records import Attribution, Original, ReadOriginal, Statement, Step
from sayso.resolve import ResolveInput, resolve_document
from sayso.resolve.dates import Anchor
from sayso.text import paragraphs, read_text, sentences

WRITE_TOGETHER = 64
"""Documents in one transaction, as in a build."""

Row = tuple[int, Callable[[], object]]
"""How many words are worked on, and the work."""


class Stages:
    """The stages over one set of documents."""

    def __init__(self, documents: Path, pages: Path, extractor: str, ledger: Path) -> None:
        self._documents, self._pages, self._ledger = documents, _html(pages), ledger
        self._plan, self._extractor = Plan(extractor=extractor), make_extractor(extractor)
        self._originals = [item for item in read_originals([documents]) if isinstance(item, Original)]
        self._read = [run_job(Job(original=original), self._plan) for original in self._originals]
        self._texts = [_clean_text(read.steps[0]) for read in self._read]
        self._inputs = [_resolve_input(read) for read in self._read]
        self._figures = [_figure_input(read) for read in self._read]

    def rows(self) -> dict[str, Row]:
        """Every stage by the name of its row."""
        words = sum(len(text.clean.split()) for text, _ in self._texts)
        page_words = sum(len(read_text(page).clean.split()) for page in self._pages)
        name = self._plan.extractor
        return {
            "ingest: read and decode": (words, self._ingest),
            "text: plain (decoded, cleaned, facts, language)": (words, lambda: _each(read_text, self._originals)),
            "text: HTML (the same; words of the clean layer)": (page_words, lambda: _each(read_text, self._pages)),
            "sentences": (words, self._sentences),
            f"extract: {name}": (words, self._extract),
            "resolve": (words, lambda: _each(resolve_document, self._inputs)),
            "figures": (words, lambda: _each(find_figures, self._figures)),
            "ledger: write": (words, self._write),
            "whole build, one process": (words, self._build),
        }

    def _ingest(self) -> None:
        for original in read_originals([self._documents]):
            if isinstance(original, Original):
                decode(original)

    def _sentences(self) -> None:
        for text, _ in self._texts:
            for paragraph in paragraphs(text.layout):
                sentences(text.clean, paragraph)

    def _extract(self) -> None:
        for text, raw in self._texts:
            extract(self._extractor, text, raw)

    def _write(self) -> None:
        remove_ledger(self._ledger)
        with Ledger.open(self._ledger, "create") as ledger:
            run = ledger.begin_run({})
            for at in range(0, len(self._read), WRITE_TOGETHER):
                ledger.put(run, self._read[at : at + WRITE_TOGETHER])
            ledger.end_run(run, {})

    def _build(self) -> None:
        remove_ledger(self._ledger)
        build([self._documents], self._ledger, BuildOptions(extractor=self._plan.extractor))


def _each(work: Callable[[Any], object], items: Iterable[object]) -> None:
    for item in items:
        work(item)


def _html(folder: Path) -> list[Original]:
    """The HTML pages of a folder."""
    originals = (item for item in read_originals([folder]) if isinstance(item, Original))
    return [original for original in originals if "html" in original.media]


def _clean_text(step: Step) -> tuple[CleanText, str]:
    parts = text_of(step)
    if parts is None:
        raise ValueError(f"A document of the benchmark cannot be read: {step.records}")
    document, layout, raw, clean = parts
    return CleanText(document=document, clean=clean, layout=layout), raw


def _resolve_input(read: ReadOriginal) -> ResolveInput:
    text, raw = _clean_text(read.steps[0])
    attributions = tuple(r for r in read.steps[1].records if isinstance(r, Attribution))
    return ResolveInput(
        document=text.document, raw=raw, clean=text.clean, layout=text.layout, attributions=attributions
    )


def _figure_input(read: ReadOriginal) -> FigureInput:
    text, _ = _clean_text(read.steps[0])
    published = text.document.fact("published")
    return FigureInput(
        document=text.document.id,
        clean=text.clean,
        layout=text.layout,
        attributions=tuple(r for r in read.steps[1].records if isinstance(r, Attribution)),
        statements=tuple(r for r in read.steps[2].records if isinstance(r, Statement)),
        anchor=Anchor.parse(published) if published else None,
    )
