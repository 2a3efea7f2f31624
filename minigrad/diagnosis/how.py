"""How wrong answers relate to PyTorch's: a relation that holds in all of a kind, or in most.

Nothing is guessed. A relation was checked on every array of which it is said.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from minigrad.diagnosis.arrays import Pair, pairs_of
from minigrad.diagnosis.relations import Relation, relations
from minigrad.judging.compare import is_numeric
from minigrad.judging.judge import Result

SHARE = 0.6  # of the wrong arrays in which a relation must hold, to be said


@dataclass(frozen=True)
class Seen:
    """A relation, and in how many of the wrong arrays of which kind it holds."""

    label: str
    words: str
    count: int
    wrong: int
    throughout: bool  # whether it holds in those that are right, too


def how(results: Sequence[Result]) -> str:
    """A sentence or two about all the wrong arrays together; empty where nothing stands out."""
    kinds: dict[str, list[Pair]] = {}
    for pair in pairs_of(results):
        if is_numeric(pair.yours, pair.theirs):
            kind = pair.label if pair.label.startswith(("output", "gradient")) else "result"
            kinds.setdefault(kind, []).append(pair)
    seen: list[Seen] = []
    with np.errstate(all="ignore"):  # a learner's numbers may be anything
        for kind in sorted(kinds, key=lambda kind: kind != "output"):
            seen += _seen(kinds[kind])
    by_words: dict[str, list[Seen]] = {}
    for one in seen:
        by_words.setdefault(one.words, []).append(one)
    return " ".join([_sentence(some) for some in by_words.values()][:2])


def _seen(pairs: Sequence[Pair]) -> list[Seen]:
    """What holds of the wrong among the pairs of one kind."""
    wrong = [pair for pair in pairs if not pair.right]
    right = [pair for pair in pairs if pair.right and pair.theirs.size]
    found = _best(wrong, pairs) if wrong else None
    if found is None:
        return []
    best, held = found
    labels = {pair.label for pair in held}
    label = labels.pop() if len(labels) == 1 else "results"
    if any(pair.label != pair.called for pair in held):
        label += f" (the {'left' if label.endswith('x') else 'right'} side)"
    return [Seen(label, best.words, len(held), len(wrong), all(map(best.holds, right)))]


def _best(wrong: Sequence[Pair], pairs: Sequence[Pair]) -> tuple[Relation, list[Pair]] | None:
    """The relation that holds in most of the wrong pairs; of two, the simpler one."""
    best, most = None, SHARE * len(wrong)
    for relation in relations(wrong, pairs):
        least = most - 0.02 * len(wrong) * 0 if best is None else most
        held = _held(relation, wrong, least)
        if held is None or not _is_evidence(held, relation):
            continue
        if len(held) > most or best is None or relation.cost < best[0].cost:
            best, most = (relation, held), len(held)
            if len(held) == len(wrong) and relation.cost <= 1:
                break
    return best


def _held(relation: Relation, wrong: Sequence[Pair], least: float) -> list[Pair] | None:
    """The pairs in which a relation holds; None where these are fewer than wanted."""
    held, missed = [], 0
    for pair in wrong:
        if relation.holds(pair):
            held.append(pair)
        elif (missed := missed + 1) > len(wrong) - least:
            return None
    return held


def _is_evidence(held: Sequence[Pair], relation: Relation) -> bool:
    """Whether so many numbers cannot agree by chance."""
    return sum(max(pair.yours.size, pair.theirs.size) for pair in held) >= 2 + 2 * relation.cost


def _sentence(some: Sequence[Seen]) -> str:
    count, wrong = sum(one.count for one in some), sum(one.wrong for one in some)
    what = _listed([one.label for one in some])
    be = "are" if len(some) > 1 or what.endswith("s") else "is"
    if count < wrong:
        return f"In {count} of {wrong} wrong arrays, your {what} {be} {some[0].words}."
    if all(one.throughout for one in some):
        return f"Your {what} {be} {some[0].words}."
    it = "they are" if be == "are" else "it is"
    return f"Where {it} wrong, your {what} {be} {some[0].words}."


def _listed(labels: Sequence[str]) -> str:
    """ "gradient of x", or "gradients of x and y"."""
    if len(labels) == 1:
        return labels[0]
    if all(label.startswith("gradient of ") for label in labels):
        names = [label.removeprefix("gradient of ") for label in labels]
        return f"gradients of {', '.join(names[:-1])} and {names[-1]}"
    return " and ".join(labels)


del Counter
