"""Two of a kind: submissions that are more alike than chance explains. For the teacher to look at;
no mark depends on it.

Small katas have few right answers, so two equal ones prove nothing. Two ways to come to equal
shapes are compared for each pair: each wrote alone, or one copied some of the katas. The class
itself says how often a shape is found alone. What nobody else wrote counts, what many wrote does
not, and the reference's own shape is left out.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from minigrad.grading.grade import Grade
from minigrad.grading.shapes import GRAM, Shape, answers, given, shape

CHANCE = 1  # of pairs in an honest class, how many may be listed by accident
COPIED = (0.1, 0.5, 0.9)  # shares of the katas that somebody may have copied


@dataclass
class Pair:
    """Two students, and by kata in how many other submissions the shape that they share is found.

    bits: how much likelier they are if one copied, as a power of 2
    """

    first: str
    second: str
    alike: dict[str, int]
    bits: float


def pairs(grades: Sequence[Grade]) -> list[Pair]:
    """The students whose katas are more alike than chance explains; the likeliest pair first."""
    size = len(grades)
    if size < 2:
        return []
    stems = [mark.stem for mark in grades[0].marks]
    bits = np.zeros((len(COPIED), size, size))
    owns: list[np.ndarray] = []
    others: list[list[int]] = []
    for k, stem in enumerate(stems):
        shapes = [_shape_of(grade, k) for grade in grades]
        count = Counter(one.tree for one in shapes if one)
        number = {tree: i for i, tree in enumerate(count)}
        own = np.array([number[one.tree] if one else -1 for one in shapes])
        others.append([count[one.tree] - 2 if one else 0 for one in shapes])
        chance = np.array(_chances(stem, shapes, count))
        both = (own >= 0)[:, None] & (own >= 0)[None, :]
        alike = both & (own[:, None] == own[None, :])
        owns.append(own)
        for share, sum_ in zip(COPIED, bits, strict=True):
            sum_ += np.where(alike, np.log2(share / chance + 1 - share)[:, None], 0)
            sum_ += np.where(both & ~alike, math.log2(1 - share), 0)
    best = np.triu(bits.max(axis=0), 1)
    enough = math.log2(size * (size - 1) / 2 / CHANCE)
    found = []
    for i, j in zip(*np.nonzero(best > enough), strict=True):
        same = [k for k, own in enumerate(owns) if own[i] == own[j] >= 0]
        katas = {stems[k]: others[k][i] for k in same}
        found.append(Pair(grades[i].student, grades[j].student, katas, float(best[i, j])))
    return sorted(found, key=lambda pair: -pair.bits)


def _shape_of(grade: Grade, k: int) -> Shape | None:
    """The shape of a kata that was written; None where there is none, or only a given one."""
    mark = grade.marks[k]
    found = shape(mark.code) if mark.state in ("green", "red") else None
    return None if found is None or found.tree in given(mark.stem) else found


def _chances(stem: str, shapes: Sequence[Shape | None], count: Counter) -> list[float]:
    """For each student's shape, how likely it is that somebody else writes the same alone.

    As often as the rest of the class does; the project's right answers count as one more of the
    class each. A shape that nobody else wrote is the less likely, the more of it is in no other.
    """
    known = answers(stem)
    by_tree = {one.tree: one for one in shapes if one}
    among = Counter(p for one in [*by_tree.values(), *known] for p in one.phrases)
    extra = Counter(one.tree for one in known)
    rest = max(sum(count.values()) - 2, 0) + 1
    likely = {}
    for tree, one in by_tree.items():
        new = sum(among[phrase] == 1 for phrase in one.phrases)
        likely[tree] = min((max(count[tree] - 2, 0) + extra[tree] + 2 ** (-new / GRAM)) / rest, 1)
    return [likely[one.tree] if one else 1 for one in shapes]
