"""Grades on a Dask cluster that is there already. Each of its machines needs a clone of this
repository, at the same version, and bubblewrap."""

import time
from collections.abc import Iterator
from typing import Any

from minigrad import layers
from minigrad.dojo.command import Stop
from minigrad.grading import examiner
from minigrad.grading.examiner import How
from minigrad.grading.grade import Grade
from minigrad.grading.run import lost
from minigrad.grading.submissions import Submission

LOOK = 0.2  # seconds between looks at whether somebody presses Ctrl-C
ANSWER = 10  # seconds that the scheduler may take to answer


class Cluster:
    """Grades with the workers of a scheduler's address, such as tcp://192.168.0.1:8786."""

    def __init__(self, address: str) -> None:
        if layers.is_missing("distributed"):
            raise Stop(f"--scheduler needs Dask; this installs it: {layers.install('grading')}")
        self._address = address

    def __call__(
        self, submissions: list[Submission], how: How
    ) -> Iterator[tuple[Submission, Grade] | None]:
        from distributed import Client, as_completed

        try:
            client: Any = Client(self._address, timeout=ANSWER)
        except (OSError, ValueError) as error:
            raise Stop(f"No Dask scheduler answers at {self._address}: {error}") from None
        with client:
            # A worker that is lost loses nothing: Dask has another one do its work.
            at = {client.submit(examiner.grade, one, how, pure=False): one for one in submissions}
            left = as_completed(at, raise_errors=False)
            while not left.is_empty():
                ready = left.next_batch(block=False)
                for future in ready:
                    submission = at.pop(future)
                    known = future.status == "finished"
                    found = future.result() if known else lost(submission, how, future.exception())
                    yield submission, found
                if not ready:
                    yield None
                    time.sleep(LOOK)
