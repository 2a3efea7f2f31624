"""Does something for each of many things, in several processes at once. One of them that dies loses
nothing: what it was at is done again by another."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from minigrad.judging import guard

T = TypeVar("T")
R = TypeVar("R")
TRIES = 2  # that a thing is worth


class Lost(Exception):
    """Why there is no result: the process died at it, each time, or raised."""


class Pool(Generic[T, R]):
    """Processes that call a function. Closing the pool ends them, whatever they are at."""

    def __init__(self, function: Callable[[T], R], last: Callable[[], None], count: int) -> None:
        self._function, self._last, self._count = function, last, count
        self._workers: dict[Connection, BaseProcess] = {}
        # A fork has imported all already. Elsewhere it is not safe.
        self._context: Any = multiprocessing.get_context("fork" if guard.FORKS else "spawn")

    def map(self, things: Sequence[T], look: float = 0.2) -> Iterator[tuple[T, R | Lost] | None]:
        """Each thing, and what the function gives for it, as they come. None each time that nothing
        has come for so many seconds."""
        left = [(thing, 1) for thing in reversed(things)]
        at: dict[Connection, tuple[T, int]] = {}
        idle: list[Connection] = []
        try:
            while left or at:
                while left and len(at) < self._count:
                    worker = idle.pop() if idle else self._start()
                    at[worker] = left.pop()
                    worker.send(at[worker][0])
                if not (ready := wait(at, look)):
                    yield None
                for worker in [one for one in at if one in ready]:
                    thing, tries = at.pop(worker)
                    try:
                        found = worker.recv()
                    except (EOFError, OSError):
                        self._workers.pop(worker).join()
                        worker.close()
                        if tries < TRIES:
                            left.append((thing, tries + 1))
                        else:
                            yield thing, Lost("the process that was at it died, twice")
                    else:
                        idle.append(worker)
                        yield thing, found
        finally:
            self.close()

    def close(self) -> None:
        for connection, process in self._workers.items():
            process.kill()
            connection.close()
        self._workers = {}

    def _start(self) -> Connection:
        ours, theirs = self._context.Pipe()
        others = [*self._workers, ours] if guard.FORKS else []
        arguments = theirs, others, self._function, self._last
        process = self._context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        theirs.close()
        self._workers[ours] = process
        return ours


def _serve(
    connection: Connection,
    others: Sequence[Connection],
    function: Callable[[Any], Any],
    last: Callable[[], None],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which ends us
    guard.die_with_parent()
    for other in others:
        other.close()
    try:
        while True:
            thing = connection.recv()
            try:
                found = function(thing)
            except Exception as error:
                found = Lost(f"{type(error).__name__}: {error}")
            connection.send(found)
    except (EOFError, OSError):
        pass
    last()
    sys.stdout.flush()
    os._exit(0)
