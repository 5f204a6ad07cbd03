"""The stages of one document, run one after the other: the same function for every engine.

Nothing here knows a ledger: a job brings the original and those earlier outputs that can still be used; what comes
back are the steps that had to be done.
"""

from collections.abc import Callable, Mapping
from functools import cache

from sayso import extract, resolve, text
from sayso.extract.given import GivenLine
from sayso.ledger import Output
from sayso.link import figures
from sayso.records import (
    Attribution,
    Diagnostic,
    Document,
    Layout,
    Original,
    ReadOriginal,
    SaysoError,
    Stage,
    StageRecord,
    Statement,
    Step,
    Value,
    content_hash,
    step_key,
)
from sayso.resolve.dates import Anchor


class Plan(Value, frozen=True, kw_only=True):
    """What is the same for all documents of a run.

    Attributes:
        extractor: a name of `sayso.extract.EXTRACTORS`.
        text_only: whether only the text is read, for documents that are collected to be extracted later.
    """

    extractor: str
    text_only: bool = False


class Job(Value, frozen=True, kw_only=True):
    """One original to read.

    Attributes:
        given: spans made elsewhere, which take the place of our own extraction.
        known: steps of this original whose outputs may be used again; a step whose key no longer fits is ignored.
    """

    original: Original
    given: GivenLine | None = None
    known: tuple[Step, ...] = ()


@cache
def _extractor(name: str) -> extract.Extractor:
    """One extractor a process: a model is loaded once."""
    return extract.make_extractor(name)


def text_key(original: Original) -> str:
    """The key of the step `text` of an original."""
    return step_key(Stage.TEXT, text.VERSION, None, original.input_id)


def extract_key(plan: Plan, given: GivenLine | None, text_sha256: str) -> str:
    """The key of the step `extract`, from the hash of the output of `text`."""
    if given is not None:
        return step_key(Stage.EXTRACT, "given", given.sha256, text_sha256)
    extractor = _extractor(plan.extractor)
    return step_key(Stage.EXTRACT, f"{extractor.name} {extractor.version}", extractor.model_sha256, text_sha256)


def resolve_key(text_sha256: str, extract_sha256: str) -> str:
    """The key of the step `resolve`, from the hashes of the outputs it reads."""
    return step_key(Stage.RESOLVE, resolve.VERSION, None, content_hash(text_sha256, extract_sha256))


def figures_key(*outputs: str) -> str:
    """The key of the step `figures`, from the hashes of the outputs of `text`, `extract` and `resolve`."""
    return step_key(Stage.FIGURES, figures.VERSION, None, content_hash(*outputs))


def is_current(job: Job, plan: Plan, outputs: Mapping[Stage, Output]) -> bool:
    """Whether the outputs that a ledger holds for this original are those that running its stages would give."""
    done = [outputs.get(stage) for stage in Stage]
    read, extracted, resolved, counted = done
    if plan.text_only:
        return read is not None and read.key == text_key(job.original)
    return (
        read is not None
        and extracted is not None
        and resolved is not None
        and counted is not None
        and read.key == text_key(job.original)
        and extracted.key == extract_key(plan, job.given, read.sha256)
        and resolved.key == resolve_key(read.sha256, extracted.sha256)
        and counted.key == figures_key(read.sha256, extracted.sha256, resolved.sha256)
    )


def run_job(job: Job, plan: Plan) -> ReadOriginal:
    """The original with the steps that had to be done: those whose key is not among the job's known steps.

    A stage that fails on a document gives a diagnostic `stage_failed` as its output and the run goes on.
    """
    known = {step.key: step for step in job.known}
    new: list[Step] = []

    def step(stage: Stage, key: str, work: Callable[[], tuple[tuple[StageRecord, ...], tuple[str, ...]]]) -> Step:
        if key in known:
            return known[key]
        records, layers = _guarded(stage, job.original.key, work)
        done = Step(stage=stage, input_id=job.original.input_id, key=key, records=records, layers=layers)
        new.append(done)
        return done

    read = step(Stage.TEXT, text_key(job.original), lambda: _read(job.original))
    if plan.text_only:
        return ReadOriginal(original=job.original, steps=tuple(new))
    extracted = step(
        Stage.EXTRACT,
        extract_key(plan, job.given, read.output_sha256),
        lambda: (_extract(read, plan, job.given), ()),
    )
    resolved = step(
        Stage.RESOLVE,
        resolve_key(read.output_sha256, extracted.output_sha256),
        lambda: (_resolve(read, extracted), ()),
    )
    step(
        Stage.FIGURES,
        figures_key(read.output_sha256, extracted.output_sha256, resolved.output_sha256),
        lambda: (_figures(read, extracted, resolved), ()),
    )
    return ReadOriginal(original=job.original, steps=tuple(new))


def failed(original: Original, *diagnostics: Diagnostic) -> ReadOriginal:
    """An original that no stage could be run on, with the diagnostics as the output of `text`.

    The key is one that no stage computes, so that the next run tries again.
    """
    step = Step(stage=Stage.TEXT, input_id=original.input_id, key="failed", records=diagnostics)
    return ReadOriginal(original=original, steps=(step,))


def text_of(step: Step) -> tuple[Document, Layout, str, str] | None:
    """Document, layout, raw and clean layer out of a step `text`; None when nothing could be read."""
    document = next((r for r in step.records if isinstance(r, Document)), None)
    layout = next((r for r in step.records if isinstance(r, Layout)), None)
    if document is None or layout is None:
        return None
    raw, clean = step.layers
    return document, layout, raw, clean


def _guarded(
    stage: Stage, key: str, work: Callable[[], tuple[tuple[StageRecord, ...], tuple[str, ...]]]
) -> tuple[tuple[StageRecord, ...], tuple[str, ...]]:
    try:
        return work()
    except SaysoError:
        raise
    except MemoryError:
        detail = f"{stage}: it needs more memory than its limit"
        return (Diagnostic(code="quarantined", key=key, detail=detail),), ()
    except Exception as error:  # noqa: BLE001  the boundary of a document: its trouble must not cost the run
        detail = f"{stage}: {type(error).__name__}: {error}"
        return (Diagnostic(code="stage_failed", key=key, detail=detail[:500]),), ()


def _read(original: Original) -> tuple[tuple[StageRecord, ...], tuple[str, ...]]:
    result = text.read_text(original)
    if result.document is None or result.layout is None:
        return result.diagnostics, ()
    return (result.document, result.layout, *result.diagnostics), (result.raw, result.clean)


def _extract(read: Step, plan: Plan, given: GivenLine | None) -> tuple[StageRecord, ...]:
    parts = text_of(read)
    if parts is None:
        return ()
    document, layout, raw, clean = parts
    if given is not None:
        attributions, diagnostics = extract.take_given(document, raw, given)
    else:
        source = extract.CleanText(document=document, clean=clean, layout=layout)
        attributions, diagnostics = extract.extract(_extractor(plan.extractor), source, raw)
    return (*attributions, *diagnostics)


def _resolve(read: Step, extracted: Step) -> tuple[StageRecord, ...]:
    parts = text_of(read)
    if parts is None:
        return ()
    document, layout, raw, clean = parts
    attributions = tuple(r for r in extracted.records if isinstance(r, Attribution))
    result = resolve.resolve_document(
        resolve.ResolveInput(document=document, raw=raw, clean=clean, layout=layout, attributions=attributions)
    )
    return (
        *result.statements,
        *result.mentions,
        *result.roles,
        *result.affiliations,
        *result.epithets,
        *result.diagnostics,
    )


def _figures(read: Step, extracted: Step, resolved: Step) -> tuple[StageRecord, ...]:
    parts = text_of(read)
    if parts is None:
        return ()
    document, layout, _, clean = parts
    published = document.fact("published")
    return figures.find_figures(
        figures.FigureInput(
            document=document.id,
            clean=clean,
            layout=layout,
            attributions=tuple(r for r in extracted.records if isinstance(r, Attribution)),
            statements=tuple(r for r in resolved.records if isinstance(r, Statement)),
            anchor=Anchor.parse(published) if published else None,
        )
    )
