"""A fresh start: the stub again, with a copy of what was there."""

import itertools
import os
from pathlib import Path

from minigrad.judging.reading import refusal
from minigrad.judging.stubs import stub
from minigrad.judging.writing import put
from minigrad.kata import KATAS


def reset(stem: str) -> Path | None:
    """Put the stub in a kata's place. Returns where the old file is kept; None where there was
    no file, or just the stub."""
    KATAS.mkdir(exist_ok=True)
    return replace(KATAS / f"{stem}.py", stub(stem))


def replace(path: Path, text: str) -> Path | None:
    """Put a stub in the place of whatever is there, and keep that under another name."""
    if not path.is_symlink() and not refusal(path) and path.read_bytes() == text.encode():
        return None
    kept = keep_copy(path) if os.path.lexists(path) else None
    try:
        put(path, text)
    except BaseException:  # the disk is full, say
        if kept:
            kept.rename(path)
        raise
    return kept


def keep_copy(path: Path) -> Path:
    """Move a file aside, to the first free name: `kata03_sum.old1.py`."""
    places = (path.with_name(f"{path.stem}.old{i}.py") for i in itertools.count(1))
    kept = next(place for place in places if not os.path.lexists(place))
    path.rename(kept)
    return kept
