"""The lines that come through a pipe, read by a thread, so that waiting for one can end."""

import math
import queue
import threading
from typing import IO


class Lines:
    """The lines of a pipe, as they come.

    most: bytes that are read; who writes more than that is heard no further
    """

    def __init__(self, pipe: IO[bytes], most: float = math.inf) -> None:
        self._pipe, self._left = pipe, most
        self._found: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def too_many(self) -> bool:
        return self._left <= 0

    def next(self, seconds: float) -> bytes | None:
        """The next line; empty at the end; None when none came within the time."""
        try:
            return self._found.get(timeout=max(seconds, 0))
        except queue.Empty:
            return None

    def _read(self) -> None:
        line = b" "
        while line and self._left > 0:
            try:
                line = self._pipe.readline(-1 if self._left == math.inf else int(self._left))
            except (OSError, ValueError):  # closed by us
                line = b""
            self._left -= len(line)
            self._found.put(b"" if self.too_many else line)
