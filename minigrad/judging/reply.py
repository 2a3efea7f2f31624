"""Reads what a worker replies. A learner's code runs there, so it may be anything."""

import json
from typing import Any

import numpy as np

from minigrad.judging.cases import unpack

LONGEST = 4000  # characters of a text in a reply; an honest one is far shorter
LARGEST = 16 * 2**20  # bytes of a reply; an honest one holds a few arrays
MOST_PARTS = 250_000  # lists and objects in a reply, each far larger than its two bytes
MOST_SHAPES = 20  # names that an error may tell of
GARBLED: dict = {"garbled": True}  # what stands for a reply that is none


def parsed(line: bytes) -> dict:
    """The reply in a line: a JSON object, its texts made harmless; an error in it is whole."""
    try:
        if len(line) > LARGEST or line.count(b"[") + line.count(b"{") > MOST_PARTS:
            raise ValueError
        text = line.decode().strip()
        reply = json.loads(text)
        if not isinstance(reply, dict):
            raise TypeError  # pairs would make a dict, too
        if "\\" in text or not text.isprintable():
            reply = _harmless(reply)
        if "ended" in reply:
            raise ValueError  # only the guard says so
        if "error" in reply:
            error = reply["error"]
            error["type"], error["message"] = _text(error["type"]), _text(error["message"])
            error["advice"] = _text(error.get("advice", ""))
            shapes = error.get("shapes", [])[:MOST_SHAPES]
            error["shapes"] = [(_text(name), _text(of)) for name, of in shapes]
            error["lines"] = [[int(number or 0), _text(text)] for number, text in error["lines"]]
        return dict(reply)
    except (KeyError, TypeError, ValueError, RecursionError, OverflowError):
        return GARBLED


def checked(reply: dict) -> dict:
    """A reply about a case, with its arrays; or what stands for one that is not such a reply."""
    try:
        found = {
            "seconds": float(reply["seconds"]),
            "printed": _text(reply["printed"]),
            "printed_more": max(int(reply["printed_more"]), 0),
            "borrowed": reply.get("borrowed") is True,
        }
        if "error" in reply:
            error = reply["error"]
            return found | {"error": error | {"output": _array(error.get("output"))}}
        answer = reply["found"]
        return found | {"found": answer and {k: _array(packed) for k, packed in answer.items()}}
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return GARBLED


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value[:LONGEST]


def _array(packed: dict | None) -> np.ndarray | None:
    """The array that was packed; of texts, none that takes much more memory than they do."""
    values = packed.get("values") if packed else None
    if values and isinstance(values[0], str | bool):  # else all must be numbers
        longest = max(len(value) if isinstance(value, str) else 1 for value in values)
        if longest * len(values) > 1000 * LONGEST:
            raise ValueError
    array = unpack(packed)
    if array is not None and array.dtype.kind not in "fUb":
        raise ValueError
    return array


def _harmless(value: Any) -> Any:
    """The same, but for characters that a terminal obeys or cannot show: as in "\\x1b"."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dict):
        return {harmless(key): _harmless(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_harmless(one) for one in value]
    return value


def harmless(text: str) -> str:
    """A text without characters that a terminal obeys or cannot show: "\\x1b" stands for escape."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in "\n\t" else c.encode("unicode_escape").decode() for c in text
    )
