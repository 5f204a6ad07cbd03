"""The engine on Spark: the digest of a local build, also when a worker dies in the middle."""

import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from tools.spark_cluster import Cluster, standalone

from sayso import app
from sayso.engines.stages import Plan
from sayso.ledger import Ledger
from sayso.records import ConfigError, StoreError

pytestmark = pytest.mark.enable_socket  # PySpark talks to its Java process over loopback
MASTER = "local[2,4]"


def need_spark() -> None:
    """Skip where Spark or Java is missing."""
    missing = shutil.which("java") is None
    try:
        import pyspark  # noqa: F401
    except ImportError:
        missing = True
    if missing:
        pytest.skip("install Java 17 and sayso[spark] to test the engine on Spark")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for number in range(24):
        words = f"Ana Ruiz said on Monday that {number + 2} ships will sail. "
        (folder / f"{number:02}.txt").write_text(words * (1 + number % 3), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def local(news: Path) -> app.BuildSummary:
    return app.build([news], news.parent / "local.ledger", app.BuildOptions(extractor="rules"))


def test_spark_gives_the_digest_of_a_local_build(news: Path, local: app.BuildSummary, tmp_path: Path) -> None:
    need_spark()
    options = app.BuildOptions(extractor="rules", spark=app.spark_run("spark", tmp_path / "run", MASTER))
    summary = app.build([news], tmp_path / "spark.ledger", options)
    assert summary.digest == local.digest
    loaded = app.load(tmp_path / "run", tmp_path / "loaded.ledger")
    assert loaded.read == 24
    assert loaded.digest == local.digest
    assert [failure.code for failure in loaded.failures] == ["empty"]
    with Ledger.open(tmp_path / "spark.ledger") as ledger:
        assert list(app.verify(ledger)) == []
    with pytest.raises(StoreError, match="run_exists"):
        again = tmp_path / "again.ledger"
        app.build([news], again, options)


def test_a_killed_worker_costs_nothing(
    news: Path, local: app.BuildSummary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first task to begin kills its own Python process; Spark does it anew."""
    need_spark()
    from pyspark import cloudpickle

    from sayso.engines import spark

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    deadly = tmp_path / "once"
    deadly.touch()
    monkeypatch.setattr(spark, "ROWS_A_FILE", 6)
    monkeypatch.setattr(spark, "do_files", partial(killing, str(deadly)))
    options = app.BuildOptions(extractor="rules", spark=app.spark_run("spark", tmp_path / "run", MASTER))
    summary = app.build([news], tmp_path / "x.ledger", options)
    assert not deadly.exists()
    assert summary.digest == local.digest
    assert summary.read == 24


def killing(deadly: str, batches, run: str, plan: Plan):
    """Does files of jobs, but ends its process while the file is there, which it removes first."""
    from sayso.engines.spark import do_files

    for batch in batches:
        if Path(deadly).exists():
            Path(deadly).unlink()
            os._exit(9)
        yield from do_files(iter([batch]), run, plan)


def test_a_run_is_written_under_an_address_too(news: Path, local: app.BuildSummary, tmp_path: Path) -> None:
    need_spark()
    run = (tmp_path / "desk" / "run").as_uri()
    options = app.BuildOptions(extractor="rules", spark=app.spark_run("spark", run, MASTER))
    assert app.build([news], tmp_path / "x.ledger", options).digest == local.digest
    assert sorted(path.name for path in (tmp_path / "desk" / "run").iterdir()) == ["manifest.json", "read"]
    assert app.load(run, tmp_path / "loaded.ledger").digest == local.digest
    assert app.build([news], tmp_path / "x.ledger", app.BuildOptions(extractor="rules")).read == 0


@pytest.mark.parametrize(
    ("engine", "run", "code"),
    [("flink", None, "unknown_engine"), ("local", Path("x"), "run_without_spark"), ("spark", None, "no_run_named")],
)
def test_options_that_do_not_go_together_are_refused(engine: str, run: Path | None, code: str) -> None:
    with pytest.raises(ConfigError, match=code):
        app.spark_run(engine, run, MASTER)


def test_a_standalone_cluster_that_loses_an_executor_gives_the_digest_of_a_local_build(
    news: Path, local: app.BuildSummary, tmp_path: Path
) -> None:
    """A master with two workers; an executor dies whole, with its Java process, while its Python works."""
    need_spark()
    with standalone(tmp_path) as cluster:
        running = build_on(cluster, news, tmp_path / "run", tmp_path / "x.ledger")
        killed = kill_an_executor(cluster, running)
        told, _ = running.communicate(timeout=600)
    assert killed, told
    assert f"digest {local.digest}" in told
    assert app.load(tmp_path / "run", tmp_path / "loaded.ledger").digest == local.digest


def build_on(cluster: Cluster, news: Path, run: Path, ledger: Path) -> subprocess.Popen[str]:
    """A build from the command line on a cluster; nothing of this process is in it."""
    command = [sys.executable, "-m", "sayso", "build", str(news), "-l", str(ledger), "--extractor", "rules"]
    command += ["--engine", "spark", "--run", str(run), "--master", cluster.master]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def kill_an_executor(cluster: Cluster, running: subprocess.Popen[str]) -> bool:
    """Kill the first executor that works; whether it was done while the build was running."""
    while running.poll() is None:
        for executor in cluster.busy_executors():
            os.kill(executor, signal.SIGKILL)
            return running.poll() is None
        time.sleep(0.02)
    return False


def test_a_session_on_another_cluster_is_not_used_unseen(news: Path, local: app.BuildSummary, tmp_path: Path) -> None:
    need_spark()
    from sayso.engines.spark import open_session

    open_session(MASTER)
    options = app.BuildOptions(extractor="rules", spark=app.spark_run("spark", tmp_path / "run", "local[1]"))
    with pytest.raises(ConfigError, match="other_master"):
        app.build([news], tmp_path / "x.ledger", options)
