"""What is put is there, once, and earlier outputs are superseded by later ones."""

import pytest

from sayso.ledger import DocumentQuery, Ledger
from sayso.records import Facts, ReadOriginal, Stage, StoreError
from tests.ledger.making import article, made


def put(ledger, *batch):
    ledger.put(ledger.begin_run({}), batch)


def kept(ledger, read, stage):
    return ledger.step(read.original.input_id, stage)


@pytest.mark.parametrize("stage", Stage)
def test_a_step_comes_back_as_it_was_put(ledger, stage):
    read = made("a.txt", article(2018))
    put(ledger, read)
    assert kept(ledger, read, stage) == next(step for step in read.steps if step.stage is stage)


def test_an_original_comes_back_as_it_was_put(ledger):
    read = made("a.txt", article(2018), Facts(outlet="The Tower"), data=b"\x00\xff\n" * 9, place="news/a.txt")
    put(ledger, read)
    assert ledger.original(read.original.input_id) == read.original
    assert ledger.original("unknown") is None


def test_a_file_keeps_what_memory_keeps(path, ledger):
    batch = [made("a.txt", article(2018)), made("b.txt", article(2019))]
    put(ledger, *batch)
    with Ledger.open(path, "create") as on_disk:
        put(on_disk, *batch)
    with Ledger.open(path) as again:
        assert again.digest() == ledger.digest()
        assert list(again.statements()) == list(ledger.statements())


def test_putting_again_adds_nothing(ledger):
    read = made("a.txt", article(2018))
    put(ledger, read)
    before = ledger.digest(), ledger.counts().inputs, ledger.counts().statements
    put(ledger, read, read)
    assert (ledger.digest(), ledger.counts().inputs, ledger.counts().statements) == before
    assert list(ledger.verify()) == []


def test_text_with_null_characters_and_any_script_comes_back(ledger):
    text = "Ana\0 Ruiz said \u202eשלום \U0001f600 é\0 in year 2018."
    read = made("a.txt", text)
    put(ledger, read)
    assert kept(ledger, read, Stage.TEXT).layers == (text, text)
    assert next(ledger.statements()).content == text[15:-1]
    assert list(ledger.verify()) == []


def test_a_new_output_supersedes_the_old_one(ledger):
    old, new = made("a.txt", article(2018)), made("a.txt", article(2018), version="2")
    put(ledger, old)
    put(ledger, ReadOriginal(original=new.original, steps=(new.steps[2],)))
    assert kept(ledger, new, Stage.RESOLVE).records[0].resolver_version == "2"
    assert kept(ledger, new, Stage.TEXT) == old.steps[0]


def test_an_upgraded_ledger_has_the_digest_of_a_fresh_one(ledger):
    put(ledger, made("a.txt", article(2018)))
    put(ledger, made("a.txt", article(2018), version="2"))
    with Ledger.in_memory() as fresh:
        put(fresh, made("a.txt", article(2018), version="2"))
        assert fresh.digest() == ledger.digest()


def test_an_old_output_can_become_current_again(ledger):
    first, second = made("a.txt", article(2018)), made("a.txt", article(2018), version="2")
    put(ledger, first)
    digest = ledger.digest()
    put(ledger, second)
    put(ledger, first)
    assert ledger.digest() == digest
    assert list(ledger.verify()) == []


def test_a_failed_stage_withdraws_what_was_made_of_its_earlier_output(ledger):
    read = made("a.txt", article(2018))
    put(ledger, read)
    failed = made("a.txt", article(2018), version="2").steps[0]
    alone = ReadOriginal(original=read.original, steps=(type(failed)(**_without_records(failed)),))
    put(ledger, alone)
    assert kept(ledger, read, Stage.EXTRACT) is None
    assert ledger.counts().statements == 0
    with Ledger.in_memory() as fresh:
        put(fresh, alone)
        assert fresh.digest() == ledger.digest()
    assert list(ledger.verify()) == []


def _without_records(step):
    return {"stage": step.stage, "input_id": step.input_id, "key": "failed", "records": step.records[2:]}


def test_outputs_tell_key_and_hash_of_every_stage(ledger):
    read = made("a.txt", article(2018))
    put(ledger, read)
    outputs = ledger.outputs([read.original.input_id, "unknown"])
    assert {s: (o.key, o.sha256) for s, o in outputs[read.original.input_id].items()} == {
        step.stage: (step.key, step.output_sha256) for step in read.steps
    }
    assert "unknown" not in outputs


def test_equal_bytes_under_two_keys_share_one_original(ledger):
    put(ledger, made("a.txt", article(2018)), made("b.txt", article(2018)))
    assert (ledger.counts().originals, ledger.counts().documents) == (1, 2)
    assert [d.key for d in ledger.diagnostics("shared_original")] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_current_version_is_the_latest_published_whatever_came_first(ledger, order):
    versions = [
        made("a.txt", article(2018), Facts(published="2018-01-03")),
        made("a.txt", article(2019), Facts(published="2018-02")),
        made("a.txt", article(2020)),
    ]
    for n in order:
        put(ledger, versions[n])
    assert [d.published for d in ledger.documents()] == ["2018-02"]
    assert len(list(ledger.documents(DocumentQuery(superseded=True)))) == 3
    assert [s.said for s in ledger.statements()] == ["2019"]
    assert len(list(ledger.diagnostics("new_version"))) == 3
    assert list(ledger.verify()) == []


def test_a_document_that_loses_its_date_gives_way_to_another_version(ledger):
    put(ledger, made("a.txt", article(2018), published="2018-05-01"), made("a.txt", article(2019), published="2018-04"))
    put(ledger, made("a.txt", article(2018), version="2"))
    assert [d.published for d in ledger.documents()] == ["2018-04"]
    assert list(ledger.verify()) == []


def test_a_batch_that_fails_leaves_nothing_behind(ledger):
    put(ledger, made("a.txt", article(2018)))
    digest = ledger.digest()
    with pytest.raises(AttributeError):
        ledger.put(1, [made("b.txt", article(2018)), None])
    assert ledger.digest() == digest
    assert list(ledger.verify()) == []


def test_keys_and_noted_keys(ledger):
    put(ledger, made("a.txt", article(2018)))
    assert (ledger.keys(), ledger.noted_keys()) == ({"a.txt"}, set())


def test_a_ledger_opened_for_reading_takes_nothing(path):
    with Ledger.open(path, "create"):
        pass
    with Ledger.open(path) as opened, pytest.raises(StoreError, match="cannot_write"):
        put(opened, made("a.txt", article(2018)))
