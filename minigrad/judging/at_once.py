"""Things that workers do, several at once, stopped as one."""

import os
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from minigrad.judging import supervisor

T = TypeVar("T")
LOOK = 0.1  # seconds between looks at whether the rest is still wanted


def at_once(
    function: Callable[[str], T], stems: Sequence[str], unless: Callable[[], bool] = bool
) -> Generator[T, None, None]:
    """What a function gives for each kata, in their order, as many at once as there are
    processors. Whoever closes this early, or presses Ctrl-C, ends the workers.

    unless: whether the rest is no longer wanted
    """
    pool = ThreadPoolExecutor(os.cpu_count())
    futures = [pool.submit(function, stem) for stem in stems]
    try:
        for future in futures:
            while not unless() and not wait([future], LOOK).done:
                pass
            if unless():
                return
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        while not all(future.done() for future in futures):
            supervisor.stop()
            time.sleep(0.02)
