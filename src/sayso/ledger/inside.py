"""Reading what the ledger holds for one input."""

import json
from collections.abc import Iterable

import msgspec

from sayso.ledger.content import WITHDRAWN, Output, current_outputs, parse_output, read_content
from sayso.ledger.driver import Connection
from sayso.ledger.projecting import Inside
from sayso.records import Document, Facts, Media, Original, Stage, StageRecord, Step


def read_inside(connection: Connection, arrival: int, fresh: tuple[Step, ...] = ()) -> Inside:
    """All current records and layers of one arrival.

    Args:
        connection: the ledger.
        arrival: its row in the table `arrival`.
        fresh: steps just stored, so that they need not be read again; they must be current.

    Raises:
        IntegrityError: `missing_content` or `damaged_content`.
    """
    held = read_records(connection, arrival, fresh)
    text = next((step for step in fresh if step.stage is Stage.TEXT), None)
    layers = text.layers if text else read_layers(connection, held.records.get(Stage.TEXT, ()))
    raw, clean = layers or ("", "")
    return msgspec.structs.replace(held, raw=raw, clean=clean)


def read_records(connection: Connection, arrival: int, fresh: tuple[Step, ...] = ()) -> Inside:
    """As `read_inside`, without the layers."""
    row = connection.execute("SELECT input_id FROM arrival WHERE seq = ?", (arrival,)).fetchone()
    records: dict[Stage, tuple[StageRecord, ...]] = {step.stage: step.records for step in fresh}
    for stage, current in current_outputs(connection, arrival).items():
        if stage not in records:
            records[stage] = parse_output(read_content(connection, "output", current.sha256))
    return Inside(arrival=arrival, input_id=row[0], records=records)


def read_layers(connection: Connection, records: tuple[StageRecord, ...]) -> tuple[str, ...]:
    """The raw and the clean layer of the document among the records of a step `text`; none where it has no document."""
    document = next((r for r in records if isinstance(r, Document)), None)
    if document is None:
        return ()
    return tuple(
        read_content(connection, "layer", key).decode() for key in (document.raw_sha256, document.clean_sha256)
    )


def read_original(connection: Connection, input_id: str) -> Original | None:
    """The original of an input as it was put first; None where there is none.

    Raises:
        IntegrityError: `missing_content` or `damaged_content`.
    """
    row = connection.execute(
        "SELECT key, media, original, facts, place FROM arrival WHERE input_id = ?", (input_id,)
    ).fetchone()
    if row is None:
        return None
    key, media, hashed, facts, place = row
    return Original(
        key=key,
        media=msgspec.convert(media, Media),
        data=read_content(connection, "original", hashed),
        sha256=hashed,
        facts=msgspec.json.decode(facts, type=Facts),
        place=place,
    )


def read_step(connection: Connection, input_id: str, stage: Stage) -> Step | None:
    """The current step of a stage, as it was put; None where there is none."""
    current = read_outputs(connection, [input_id]).get(input_id, {}).get(stage)
    if current is None:
        return None
    records = parse_output(read_content(connection, "output", current.sha256))
    layers = read_layers(connection, records) if stage is Stage.TEXT else ()
    return Step(stage=stage, input_id=input_id, key=current.key, records=records, layers=layers)


def read_outputs(connection: Connection, input_ids: Iterable[str]) -> dict[str, dict[Stage, Output]]:
    """Key and hash of the current output of each stage of the inputs named; withdrawn ones are left out."""
    rows = connection.execute(
        """SELECT a.input_id, s.stage, s.key, s.output
        FROM json_each(?) j JOIN arrival a ON a.input_id = j.value JOIN current_step s ON s.arrival = a.seq
        WHERE s.key <> ?""",
        (json.dumps(list(input_ids)), WITHDRAWN),
    )
    found: dict[str, dict[Stage, Output]] = {}
    for input_id, stage, key, output in rows:
        found.setdefault(input_id, {})[msgspec.convert(stage, Stage)] = Output(key=key, sha256=output)
    return found
