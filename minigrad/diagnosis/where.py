"""Where an answer is wrong: what the failing cases have in common, and no others."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from minigrad.diagnosis.features import (
    LOOKS,
    TOGETHER,
    Feature,
    Features,
    features,
    look_at_values,
)
from minigrad.diagnosis.which import ELSEWHERE, is_compared, judged_labels
from minigrad.judging.compare import same
from minigrad.judging.judge import Result

FEW, LONG = 5, 160  # cases of which the names are listed; characters of the list
CHANCE = 0.05  # that among so many features one parts the cases so well by accident
CLEAR = 0.1  # the same, where it parts them without an error


Judged = list[list[tuple[str, bool]]]  # by label, whether it is right, in each case
Seen = dict[int, Features]  # the features of each result's case, by the result's id


@dataclass(frozen=True)
class Split:
    """Some cases, each failing or not, and what is said of them.

    heads: what comes before "where", if they fail there, and if they pass there
    seen: the features of each case
    telling: whether a case would show a failure: what is empty never does
    asked: whether a case asks for a gradient
    """

    heads: tuple[str, str]
    seen: list[Features]
    failing: np.ndarray
    telling: np.ndarray
    asked: np.ndarray
    fail: str = "cases fail"
    passes: str = "cases pass"


@dataclass(frozen=True)
class Part:
    """What parts failing from passing cases: they fail where it holds, or where it does not."""

    phrase: str
    holds: np.ndarray
    fails: bool
    errors: int
    rank: float


def where(results: Sequence[Result]) -> str:
    """Where the answers fail; empty where nothing parts failing from passing cases better than
    chance would."""
    seen = Seen(zip(map(id, results), features(results), strict=True))
    usual = [r for r in results if r.ran and not r.case.refused]
    wrong = [r for r in usual if r.problem and r.found]
    raising = [r for r in usual if r.problem and not r.found]
    if not (wrong or raising):
        return _said(_split(seen, "It raises as it must", [r for r in results if r.case.refused]))
    answered = [r for r in usual if r.found]
    of_raising = of_answers = ""
    if wrong and raising:
        of_raising = _said(_raises(_split(seen, "", usual), usual))
    only_gradients = all(_only_gradients(result) for result in wrong)
    if wrong and only_gradients:
        of_answers = _of_gradients(seen, answered)
        if 4 * len(raising) <= len(wrong):
            return " ".join(filter(None, [of_raising, of_answers]))
    if said := _said(_split(seen, "Right", usual)):
        return said
    if not (wrong and raising):
        return of_answers
    if not only_gradients:
        of_answers = _said(_split(seen, "Where it answers, it is right", answered))
    return " ".join(filter(None, [of_raising, of_answers]))


def few(results: Sequence[Result]) -> str:
    """The names of the cases that fail, where these are few, and short enough to read."""
    names = [f"'{r.case.name}'" for r in results if r.problem]
    if not 1 < len(names) <= FEW or len(names) > sum(r.passed for r in results):
        return ""
    said = f"Only these cases fail: {', '.join(names[:-1])} and {names[-1]}."
    return said if len(said) <= LONG else ""


def _of_gradients(seen: Seen, results: list[Result]) -> str:
    """The same where only gradients are wrong: in the cases that ask for them."""
    judged = judged_labels(results)
    labels = {label for one in judged for label, right in one if not right}
    wrong = sorted(labels - {ELSEWHERE})
    if not wrong:
        every = {label for one in judged for label, _ in one if label.startswith("gradient of ")}
        return _said(_gradients(seen, results, judged, sorted(every)))
    splits = [_gradients(seen, results, judged, [label]) for label in wrong]
    joint = _gradients(seen, results, judged, sorted(labels))
    if len(wrong) > 1 and max(split.failing.mean() for split in splits) < 0.9:
        if (best := _best(joint)) and best.errors == 0:
            return _sentence(joint, best)
    each = [_said(split) for split in splits[:2]]
    return " ".join(filter(None, each)) or _said(joint)


def _gradients(seen: Seen, results: list[Result], judged: Judged, labels: list[str]) -> Split:
    one = len(labels) == 1 and ELSEWHERE not in labels
    said = f"The {labels[0]} is right" if one else "Every gradient is right"
    about = [[right for label, right in one if label in labels] for one in judged]
    split = _split(seen, said, [r for r, right in zip(results, about, strict=True) if right])
    failing = np.array([not all(right) for right in about if right], bool)
    if one:
        split = replace(split, fail="gradients are wrong", passes="gradients are right")
    return replace(split, failing=failing)


def _raises(split: Split, results: list[Result]) -> Split:
    """The same cases, but which of them raise."""
    heads, failing = ("It raises", "It raises, except"), [not result.found for result in results]
    split = replace(split, heads=heads, fail="cases raise", passes="cases give an answer")
    return replace(split, failing=np.array(failing, bool))


def _split(seen: Seen, right: str, results: list[Result]) -> Split:
    failing = np.array([r.problem is not None for r in results], bool)
    telling = np.array([bool(r.case.refused or r.problem or _shows(r)) for r in results], bool)
    asked = np.array([_asks(r) for r in results], bool)
    looked = [seen[id(r)] for r in results]
    if any(map(_raises_forward, results)):  # which has to do with no gradient
        looked = [{f: rank for f, rank in one.items() if not _is_of_gradients(f)} for one in looked]
    return Split(
        (f"{right}, except", f"{right} only"),
        looked,
        failing,
        telling,
        asked,
    )


def _only_gradients(result: Result) -> bool:
    """Whether gradients are wrong, and nothing else."""
    found, theirs = result.found or {}, result.theirs or {}
    wrong = [label for label in found if not same(found[label], theirs.get(label))]
    return bool(wrong) and all(label.startswith("gradient of ") for label in wrong)


def _raises_forward(result: Result) -> bool:
    """Whether a line of the learner's raises, and not on the way back."""
    problem = result.problem
    return bool(problem and problem.raised and problem.lines and not problem.in_vjp)


def _is_of_gradients(feature: Feature) -> bool:
    words = "backward is called", "a gradient is needed", "needs a gradient"
    return any(word in feature.yes or word in feature.no for word in words)


def _shows(result: Result) -> bool:
    theirs = result.theirs or {}
    told = [array for label, array in theirs.items() if is_compared(label) and array is not None]
    return all(array.size for array in told[:1])  # an empty output has no gradients to speak of


def _asks(result: Result) -> bool:
    theirs = result.theirs or {}
    return theirs.get("upstream gradient", True) is not None


def _said(split: Split) -> str:
    """A sentence, if there is one. Where what needs no gradient never fails it shows nothing."""
    if not split.failing[~split.asked].any():
        if best := _best(replace(split, telling=split.telling & split.asked)):
            return _sentence(split, best)
    best = _best(split)
    return _sentence(split, best) if best else ""


def _best(split: Split) -> Part | None:
    """What parts the cases best: a feature, or two together; else one that all failures share."""
    fail = int(split.failing[split.telling].sum())
    few = min(fail, int(split.telling.sum()) - fail)
    if few < 2:
        return None
    columns = _columns(split.seen)
    if not columns:
        return None
    alone = [_part(split, one.yes, holds, rank) for one, (holds, rank) in columns.items()]
    clear = [part for part in alone if _beats_chance(part, split, len(alone))]
    if found := [part for part in clear if part.errors <= few / 6]:
        return min(found, key=_order)
    close = [_part(split, *pair) for pair in _pairs(split, columns, few / 3)]
    tried = 3 * math.comb(len(columns), 2)
    both = [part for part in close if _beats_chance(part, split, tried)]
    found = [part for part in both if part.errors <= few / 10 and (part.fails or few >= 6)]
    found = found or [part for part in clear if _covers(split, part)]
    found = found or [part for part in clear if part.errors <= few / 3 and part.fails]
    found = found or [part for part in both if part.fails and _all_fail(part, split)]
    return min(found, key=_order, default=None)


def _order(part: Part) -> tuple:
    return part.errors, part.rank, not part.fails


def _columns(seen: list[Features]) -> dict[Feature, tuple[np.ndarray, float]]:
    """In which cases each feature holds, and its rank: of two that part them alike the first."""
    ranks: Features = {}
    for one in seen:
        ranks = {**one, **ranks}
    found: dict[bytes, tuple[Feature, np.ndarray, float]] = {}
    for feature in sorted(ranks, key=lambda feature: ranks[feature]):
        holds = np.array([feature in one for one in seen])
        if 0 < holds.sum() < len(holds):
            found.setdefault(holds.tobytes(), (feature, holds, ranks[feature]))
    return {feature: (holds, rank) for feature, holds, rank in found.values()}


def _pairs(
    split: Split, columns: dict[Feature, tuple[np.ndarray, float]], limit: float
) -> Iterator[tuple[str, np.ndarray, float]]:
    """Two features together, or one without another, that part the cases with few errors."""
    values = LOOKS.index(look_at_values)
    together = {LOOKS.index(look) for look in TOGETHER}
    holds = np.array([holds for holds, _ in columns.values()])
    ranks = [rank for _, rank in columns.values()]
    both, without = _pair_errors(split, holds)
    for i, j in np.argwhere((both <= limit) | (without <= limit)):
        if i == j or (values in (ranks[i], ranks[j]) and not {ranks[i], ranks[j]} <= together):
            continue
        one, other = list(columns)[i], list(columns)[j]
        rank = ranks[i] + ranks[j]
        if i < j and both[i, j] <= limit:
            yield f"{one.yes} and {other.yes}", holds[i] & holds[j], rank
        if without[i, j] <= limit:
            yield f"{one.yes} and {other.no}", holds[i] & ~holds[j], rank + 0.3


def _pair_errors(split: Split, holds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many errors each two features make together, and the one without the other."""
    told, failing = holds[:, split.telling].astype(int), split.failing[split.telling].astype(int)
    count, fail = len(failing), failing.sum()
    size, inside = told.sum(axis=1)[:, None], (told @ failing)[:, None]
    both, both_inside = told @ told.T, (told * failing) @ told.T
    errors = []
    for drawn, hits in ((both, both_inside), (size - both, inside - both_inside)):
        same = hits + (count - drawn - fail + hits)
        errors.append(np.minimum(same, count - same))
    return errors[0], errors[1]


def _part(split: Split, phrase: str, holds: np.ndarray, rank: float) -> Part:
    same = np.count_nonzero((holds == split.failing) & split.telling)
    count = np.count_nonzero(split.telling)
    return Part(phrase, holds, bool(2 * same >= count), int(min(same, count - same)), rank)


def _all_fail(part: Part, split: Split) -> bool:
    return bool(split.failing[part.holds & split.telling].all())


def _covers(split: Split, part: Part) -> bool:
    """Whether nearly all failures are among these cases, are half of them, and these at most
    half."""
    failing, holds = split.failing[split.telling], part.holds[split.telling]
    within = int(failing[holds].sum())
    all_in = 10 * within >= 9 * failing.sum()
    return part.fails and all_in and 2 * within >= holds.sum() and 2 * holds.sum() <= len(holds)


def _beats_chance(part: Part, split: Split, tried: int) -> bool:
    """Whether cases drawn blindly would hardly ever be parted so well by one of the features."""
    failing, holds = split.failing[split.telling], part.holds[split.telling]
    if not part.fails:
        holds = ~holds
    count, fail, drawn = len(failing), int(failing.sum()), int(holds.sum())
    both = int((failing & holds).sum())
    ways = sum(
        math.comb(fail, k) * math.comb(count - fail, drawn - k)
        for k in range(both, min(fail, drawn) + 1)
    )
    limit = CHANCE if part.errors or not part.fails else CLEAR
    return tried * ways / math.comb(count, drawn) < limit


def _sentence(split: Split, part: Part) -> str:
    such = split.failing[part.holds] == part.fails
    others = int((split.failing[~part.holds] == part.fails).sum())
    word = "all" if such.all() else f"{such.sum()} of"
    more = f", and {others} other{'s' if others > 1 else ''}" if others else ""
    head = split.heads[0 if part.fails else 1]
    end = split.fail if part.fails else split.passes
    return f"{head} where {part.phrase}: {word} {len(such)} such {end}{more}."
