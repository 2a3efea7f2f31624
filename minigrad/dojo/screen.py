"""Standard output and error that never raise: what cannot be written (to a full disk, or to a
reader that is gone) is lost, and the exit status is still the verdict's."""

import io
import sys
from typing import Any


class Lossy(io.FileIO):
    """A file that takes whatever is written to it."""

    lost = False

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError:
            self.lost = True
            return len(data)


def forgive() -> None:
    """Make standard output and error such files; and what they cannot spell becomes a ?."""
    sys.stdout, sys.stderr = _forgiving(sys.stdout), _forgiving(sys.stderr)


def _forgiving(stream: Any) -> Any:
    if stream.isatty():  # takes all that is written; on Windows in a way of its own
        stream.reconfigure(errors="replace")
        return stream
    file = Lossy(stream.fileno(), "w", closefd=False)
    buffer = io.BufferedWriter(file)
    return io.TextIOWrapper(buffer, stream.encoding, "replace", line_buffering=True)


def is_read() -> bool:
    """Whether what was written to standard output arrived so far."""
    sys.stdout.flush()
    raw = getattr(sys.stdout.buffer, "raw", None)
    return not (isinstance(raw, Lossy) and raw.lost)
