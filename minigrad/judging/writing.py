"""Writes files whole or not at all: a full disk, or Ctrl-C, leaves what was there."""

import os
from pathlib import Path


def put(path: Path, content: str | bytes) -> None:
    """Put a file in a path's place. A link that is there is replaced, not written through."""
    new = path.with_name(f".{path.stem}.{os.getpid()}.new")
    try:
        new.write_bytes(content.encode() if isinstance(content, str) else content)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
