"""Grading on a real Dask cluster, whose workers are processes: one of them is killed half-way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from minigrad import layers
from minigrad.grading import examiner
from minigrad.grading.cluster import Cluster
from minigrad.grading.grade import Grade
from minigrad.grading.run import grade_all
from minigrad.kata import ROOT, SOLUTIONS

pytestmark = pytest.mark.skipif(
    layers.is_missing("distributed") or sys.platform == "win32", reason="needs Dask, and signals"
)
STUDENTS = 10


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A scheduler and two workers, each a process of its own."""
    where = tmp_path / "scheduler.json"

    def started(*words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "distributed.cli.dask_scheduler", *words]
        if words[0] == "worker":
            command = [sys.executable, "-m", "distributed.cli.dask_worker", *words[1:]]
        with (tmp_path / f"{words[0]}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)

    options = ("--no-dashboard", "--host", "127.0.0.1")
    scheduler = started("--scheduler-file", str(where), "--port", "0", *options)
    end = time.monotonic() + 60
    while not where.exists() and time.monotonic() < end:
        time.sleep(0.1)
    file = ("--scheduler-file", str(where), "--nthreads", "1", "--no-nanny")
    workers = [
        started("worker", *file, *options, "--local-directory", str(tmp_path / str(number)))
        for number in range(2)
    ]
    from distributed import Client

    with Client(scheduler_file=str(where)) as client:
        client.wait_for_workers(2, timeout=120)
        address = client.scheduler.address
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_a_worker_that_is_killed_loses_nothing(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen]]
) -> None:
    address, workers = cluster
    text = (SOLUTIONS / "kata03_sum.py").read_text("utf-8")
    for number in range(STUDENTS):
        folder = tmp_path / "in" / f"student{number}"
        folder.mkdir(parents=True)
        wrong = "" if number % 2 else "\n\ndef sum(self): return self\n"
        (folder / "kata03_sum.py").write_text(f"{text}{wrong}# {number}\n")
    told: list[int] = []

    def tell(done: int, of: int) -> None:
        if done != (told[-1] if told else -1):
            told.append(done)
        if done == 3 and workers[0].poll() is None:
            os.kill(workers[0].pid, signal.SIGKILL)

    how = examiner.new()
    grades = grade_all(tmp_path / "in", tmp_path / "out", how, Cluster(address), tell)
    assert workers[0].poll() is not None and workers[1].poll() is None
    assert [grade.student for grade in grades] == [f"student{i}" for i in range(STUDENTS)]
    assert [grade.total for grade in grades] == [i % 2 for i in range(STUDENTS)]
    assert told == list(range(STUDENTS + 1)), "each counted once"
    saved = [Grade.from_json(p.read_bytes()) for p in (tmp_path / "out" / "results").iterdir()]
    assert len(saved) == STUDENTS and all(grade.digest for grade in saved)


def test_an_address_where_nobody_answers_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "in" / "ann").mkdir(parents=True)
    (tmp_path / "in" / "ann" / "kata03_sum.py").write_text("sum = 3")
    command = [sys.executable, "-m", "minigrad", "grade", str(tmp_path / "in")]
    command += [str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and "No Dask scheduler answers" in done.stderr
    assert "Traceback" not in done.stderr
