"""How wrong names and truth values relate to PyTorch's: what numbers tell, these do not."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from minigrad.judging.judge import Result

FEW, LONG = 4, 130  # cases that are worth a sentence; its characters
Names = list[str]

# What may have been done to each name; of what each list then is made.
EDITS: dict[str, Callable[[str], str]] = {
    "without their dots": lambda name: name.replace(".", ""),
    "with a dot in front": lambda name: f".{name}",
    "without their numbers": lambda name: re.sub(r"(^|\.)\d+(?=\.)", "", name).lstrip("."),
    "with numbers that are 1 too high": lambda name: re.sub(
        r"\d+", lambda number: str(int(number[0]) + 1), name
    ),
    "without their first part": lambda name: name.split(".", 1)[-1],
    "without all but their last part": lambda name: name.rsplit(".", 1)[-1],
}


def words(results: Sequence[Result]) -> str:
    """A sentence about the lists of names that are wrong, or else about the truth values."""
    first = next((r.problem for r in results if r.problem and r.found), None)
    if first and first.theirs is not None and first.theirs.dtype.kind == "b":
        return _of_truth(results) or _of_names(results)
    return _of_names(results) or _of_truth(results)


def _of_names(results: Sequence[Result]) -> str:
    """The first kind of wrong list, and the one that is found most often beside it."""
    wrong = [both for _, *both in _both(results, "U") if both[0] != both[1]]
    kinds = Counter(kind for yours, theirs in wrong if (kind := kind_of(yours, theirs)))
    if not kinds:
        return ""
    first = next(iter(kinds))
    count, more = kinds.pop(first), kinds.most_common(1)
    of = "your wrong list" if len(wrong) == 1 else f"{count} of your {len(wrong)} wrong lists"
    if count == len(wrong) > 1:
        of = "both your wrong lists" if count == 2 else f"all your {count} wrong lists"
    said = f"In {of} of names, {first}."
    return said + "".join(
        f" In {f'{n} others' if n > 1 else 'another one'}, {kind}." for kind, n in more
    )


def kind_of(yours: Names, theirs: Names) -> str:
    """What is wrong with a list of names; empty where it is nothing simple."""
    mine, right = Counter(yours), Counter(theirs)
    if mine == right:
        return "the names are right, but in another order"
    if not yours:
        return "there are no names at all"
    if mine < right:
        return "some names are missing, and the others are right"
    if right < mine:
        twice = mine.keys() == right.keys()
        more = "some are there more than once" if twice else "there are others too"
        return f"all names are there, but {more}"
    for words, edit in EDITS.items():
        if set(yours) == {edit(name) for name in theirs}:
            return f"the names are PyTorch's {words}"
    return ""


def _of_truth(results: Sequence[Result]) -> str:
    """Of the truth value that is wrong most often: where it must be True, and where False."""
    names: dict[str, dict[tuple[bool, bool], list[str]]] = {}
    asked = Counter(both for result in results if result.ran for both in _asked(result))
    for result in results:
        for label, yours, theirs in _both([result], "b"):
            both = all(yours), all(theirs)
            names.setdefault(label, {}).setdefault(both, []).append(f"'{result.case.name}'")

    def wrong(label: str) -> int:
        return sum(len(some) for (yours, theirs), some in names[label].items() if yours != theirs)

    label = max(names, key=wrong, default="")
    if not label or not wrong(label) or sum(map(len, names[label].values())) < FEW:
        return ""
    said = []
    for mine in (False, True):
        failing, of = names[label].get((mine, not mine), []), asked[label, not mine]
        if failing:
            every = f"{len(failing)} of the {of}" if len(failing) < of else "all"
            told = f"{label} is {mine} in {every} cases where it must be {not mine}"
            said.append(f"{told}: {_listed(failing, LONG - len(told))}.")
    return " ".join(said)


def _asked(result: Result) -> list[tuple[str, bool]]:
    """The truth values that a case asks for, also where the answer raises."""
    told = [
        (label, theirs) for label, theirs in (result.theirs or {}).items() if theirs is not None
    ]
    return [(label, bool(theirs.all())) for label, theirs in told if theirs.dtype.kind == "b"]


def _listed(names: Sequence[str], room: int) -> str:
    """As many names as there is room for, but one at least."""
    shown = [
        *names[:1],
        *(n for k, n in enumerate(names) if k and len(", ".join(names[: k + 1])) < room),
    ]
    return ", ".join(shown) + (", …" if len(shown) < len(names) else "")


def _both(results: Sequence[Result], kind: str) -> Iterator[tuple[str, list, list]]:
    """Your arrays of one kind beside PyTorch's, as lists, by label."""
    for result in results:
        for label, theirs in (result.theirs or {}).items():
            yours = (result.found or {}).get(label)
            if yours is not None and theirs is not None and theirs.size:
                if theirs.dtype.kind == kind and (yours.dtype.kind == kind or not yours.size):
                    yield label, np.ravel(yours).tolist(), np.ravel(theirs).tolist()
