"""How wrong answers relate to PyTorch's: a relation that holds in all of a kind, or in most.

Nothing is guessed: a relation was tested on every array of which it is said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from minigrad.diagnosis.arguments import dependence, moved, simple_slopes, slopes
from minigrad.diagnosis.arrays import Pair, close, pairs_of, read
from minigrad.diagnosis.elements import conditions, precision
from minigrad.diagnosis.matrices import matrix_products
from minigrad.diagnosis.relations import (
    OTHER_SIDE,
    Pairs,
    Relation,
    constants,
    factors,
    formulas,
    functions,
    functions_of_upstream,
    gradients,
    of_other_side,
    own_product,
    steps,
    values,
)
from minigrad.diagnosis.shapes import formed, orders, sums
from minigrad.diagnosis.terms import sums_of_two
from minigrad.judging.compare import is_numeric
from minigrad.judging.judge import Result

ENOUGH = 0.3  # of the wrong answers, of which a sentence must say something
LONG = 150  # characters of a sentence that is better cut in two
PLAIN = 2.5  # the cost of a relation, up to which no other is looked for

Sentence = tuple[str, str, str]  # its subject, "is" or "are", and the rest


@dataclass(frozen=True)
class Seen:
    """A relation, and of which arrays it holds."""

    relation: Relation
    label: str
    held: Pairs
    wrong: Pairs
    scope: str  # all, all where the operation stands "alone", all that are "wrong", or "some"


def how(results: Sequence[Result]) -> str:
    """A sentence or two about all the wrong arrays together; empty where nothing stands out."""
    answered = [result for result in results if result.problem and result.found and result.theirs]
    with np.errstate(all="ignore"):  # a learner's numbers may be anything
        kinds = _kinds(results)
        swapped = _swapped(kinds)
        rest = [pairs for pairs in kinds if not (swapped and pairs[0].label in OTHER_SIDE)]
        seen = swapped + [one for pairs in rest for one in _seen_of(pairs)]
    if any(pairs[0].label == "output" and not all(p.right for p in pairs) for pairs in kinds):
        seen = list(map(_of_theirs, seen))
    if any(read(result.case).alone for result in results if not result.case.refused):
        # Where operations are combined, a relation may be another's effect.
        seen = [one for one in seen if any(pair.read.alone for pair in one.held)]
    together: dict[tuple[str, str], list[Seen]] = {}
    for one in seen:
        kind = one.label.partition(" of ")[0]
        together.setdefault((kind, one.relation.words), []).append(one)
    told = [some for some in together.values() if _held(some) >= ENOUGH * len(answered)]
    told = sorted(told, key=lambda some: (some[0].label != "output", -_held(some)))[:2]
    told.sort(key=lambda some: seen.index(some[0]))
    if len(told) == 2 and _both(told):
        told = [[*told[0], *told[1]]]
    # What is said of operations that stand alone is said in one sentence.
    said: dict[str, list[Sentence]] = {}
    for some in told:
        scope, (subject, be, words) = _sentence(some)
        parts = said.setdefault(scope, [])
        if parts and parts[-1][2] == words:
            subject, be = f"{parts.pop()[0]} and {subject[0].lower()}{subject[1:]}", "are"
        parts.append((subject, be, words))
    return " ".join(_joined(scope, list(map(" ".join, parts))) for scope, parts in said.items())


def _joined(scope: str, parts: Sequence[str]) -> str:
    if not scope:
        return ". ".join(parts) + "."
    together = f"{scope}, {', and '.join(parts)}."
    return together if len(together) <= LONG else f"{scope}, {'. There, '.join(parts)}."


def _of_theirs(one: Seen) -> Seen:
    """The same, where the learner's own output is another than the one that is spoken of."""
    words = re.sub("(?<! of )the output", "PyTorch's output", one.relation.words)
    return replace(one, relation=replace(one.relation, words=words))


def _swapped(kinds: Sequence[Pairs]) -> list[Seen]:
    """The gradients of two sides where each is the other's; empty elsewhere."""
    found = []
    for pairs in kinds:
        label = pairs[0].label
        wrong = [pair for pair in pairs if not pair.right]
        if wrong and label in OTHER_SIDE:
            relation = replace(of_other_side(wrong, OTHER_SIDE[label]), words="swapped")
            held = _holding(relation, wrong)
            flipped = all(close(pair.yours, -pair.theirs) for pair in held)  # which is simpler
            if not flipped and _is_evidence(held, wrong, relation) and _share(held, wrong) > 0.75:
                right = [pair for pair in pairs if pair.right and pair.theirs.size]
                found.append(
                    Seen(relation, label, held, wrong, _scope(relation, held, wrong, right))
                )
    return found if len(found) == 2 else []


def _both(told: Sequence[Sequence[Seen]]) -> bool:
    """Whether the same holds of the output and of gradients, in all they could be said of."""
    seen = [one for some in told for one in some]
    return len({one.relation.words for one in seen}) == 1 and {one.scope for one in seen} <= {
        "all",
        "alone",
    }


def _held(some: Sequence[Seen]) -> int:
    return sum(len(one.held) for one in some)


def _kinds(results: Sequence[Result]) -> list[list[Pair]]:
    """The arrays of numbers: outputs, the gradients of x, of y, or all results of some lines."""
    kinds: dict[str, list[Pair]] = {}
    for pair in pairs_of(results):
        if is_numeric(pair.yours, pair.theirs):
            of_one = pair.label.startswith(("output", "gradient of"))
            kinds.setdefault(pair.label if of_one else "results", []).append(pair)
    return list(kinds.values())


def _seen_of(pairs: Pairs) -> list[Seen]:
    """What holds of the wrong among some arrays; or else of those that have one name."""
    if one := _seen(pairs):
        return [one]
    named: dict[str, list[Pair]] = {}
    for pair in pairs:
        named.setdefault(pair.label, []).append(pair)
    found = [one for some in named.values() if (one := _seen(some))] if len(named) > 1 else []
    return [one for one in found if len(one.wrong) >= 3]


def _seen(pairs: Pairs) -> Seen | None:
    """What holds of the wrong among the arrays of one kind."""
    wrong = [pair for pair in pairs if not pair.right]
    best = _best(wrong, pairs) if wrong else None
    if best is None:
        return None
    relation, held = best
    labels = {pair.label for pair in wrong}
    label = labels.pop() if len(labels) == 1 else "result"
    if any(pair.label != pair.called for pair in held):
        label += f" (the {'left' if label.endswith('x') else 'right'} side)"
    right = [pair for pair in pairs if pair.right and pair.theirs.size]
    return Seen(relation, label, held, wrong, _scope(relation, held, wrong, right))


def _scope(relation: Relation, held: Pairs, wrong: Pairs, right: Pairs) -> str:
    """Of which arrays a relation may be said."""
    against = [pair for pair in right if relation.applies(pair) and not relation.holds(pair)]
    beside = [*(set(wrong) - set(held)), *against]
    if not beside:
        return "all"
    alone = sum(pair.read.alone for pair in held)
    if alone >= 3 and not any(pair.read.alone for pair in beside):
        return "alone"
    return "wrong" if len(held) == len(wrong) else "some"


def _stages(wrong: Pairs, pairs: Pairs) -> Iterator[Iterator[Relation]]:
    """What may hold, from simple to odd."""
    own = own_product(pairs)
    yield moved(wrong)
    yield functions(wrong)
    yield constants(wrong)
    yield formed(wrong, own)
    yield gradients(wrong)
    yield factors(wrong, own)
    yield values(wrong)
    yield steps(wrong)
    yield simple_slopes(wrong)
    yield sums(wrong, own)
    yield orders(wrong)
    yield functions_of_upstream(wrong)
    yield precision(wrong)
    yield conditions(wrong, pairs)
    yield matrix_products(wrong, pairs)
    yield formulas(wrong)
    yield sums_of_two(wrong, own)
    yield dependence(pairs)
    yield slopes(pairs)


def _best(wrong: Pairs, pairs: Pairs) -> tuple[Relation, Pairs] | None:
    """The relation that holds in the most wrong arrays, for its cost."""
    best: tuple[Relation, Pairs] | None = None
    most = -1.0
    for stage in _stages(wrong, pairs):
        for relation in stage:
            held = _holding(relation, wrong)
            if held and _is_evidence(held, wrong, relation):
                score = _share(held, wrong) - 0.04 * relation.cost
                if score > most + 1e-9:
                    best, most = (relation, held), score
                if best and _share(best[1], wrong) > 0.97 and best[0].cost <= PLAIN:
                    return best  # what comes later is no simpler
        if best and _share(best[1], wrong) >= 0.9 and best[0].cost <= PLAIN:
            return best
    return best


def _share(held: Pairs, wrong: Pairs) -> float:
    """In how many of the wrong arrays a relation holds. Where operations are combined, two effects
    may come together, so that these count little."""
    alone = sum(pair.read.alone for pair in wrong)
    share = len(held) / len(wrong)
    if alone < 3:
        return share
    return 0.9 * sum(pair.read.alone for pair in held) / alone + 0.1 * share


def _holding(relation: Relation, wrong: Pairs) -> Pairs:
    """The arrays in which a relation holds; none where these are too few."""
    held: list[Pair] = []
    alone = [pair for pair in wrong if pair.read.alone]
    first = alone if len(alone) >= 3 else wrong  # those that must hold
    for number, pair in enumerate(first):
        if relation.holds(pair):
            held.append(pair)
        elif number + 1 - len(held) > (1 - relation.share) * len(first):
            return []
    if first is not wrong and held:
        others = [pair for pair in wrong if not pair.read.alone and relation.holds(pair)]
        return [pair for pair in wrong if pair in held or pair in others]
    return held


def _is_evidence(held: Pairs, wrong: Pairs, relation: Relation) -> bool:
    """Whether so many numbers cannot agree by chance."""
    # Of numbers that are not there, everything could be said.
    there = [pair for pair in held if pair.yours.size or not pair.theirs.size]
    size = sum(max(pair.yours.size, pair.theirs.size) for pair in there)
    enough = len(there) >= 3 or (len(held) == len(wrong) and relation.cost <= 1.5)
    if relation.cost > 2 and len(held) < max(4, 0.6 * len(wrong)):
        return False
    return enough and size >= 2 + 2 * relation.cost


def _sentence(some: Sequence[Seen]) -> tuple[str, Sentence]:
    """Of what it is said, and what."""
    relation, count, wrong = some[0].relation, _held(some), sum(len(one.wrong) for one in some)
    names = " and ".join(one.label.removeprefix("gradient of ") for one in some)
    kind = "gradient" if some[0].label.startswith("gradient") else some[0].label
    one, many = (f"{k} of {names}" if kind == "gradient" else k for k in (kind, f"{kind}s"))
    if kind not in ("output", "gradient", "result"):
        many = f"values of {kind}"
    be, subject = ("are", many) if len(some) > 1 or kind == "result" else ("is", one)
    if kind == "output" and len(some) > 1:
        sides = [one.label.removeprefix("gradient of ") for one in some[1:]]
        gradients = "gradient" if len(sides) == 1 else "gradients"
        subject = f"output and your {gradients} of {' and '.join(sides)}"
    words = f"wrong only {relation.words}" if relation.elements else relation.words
    scopes = {one.scope for one in some}
    if scopes == {"all"}:
        return "", (f"Your {subject}", be, words)
    if scopes <= {"all", "alone"}:
        return "Where the operation stands alone", (f"your {subject}", be, words)
    if wrong == 1:
        return "", (f"Your one wrong {one}", "is", words)
    if count < wrong:
        return "", (f"{count} of your {wrong} wrong {many}", "are", words)
    all_of = "Both your" if wrong == 2 else f"All your {wrong}"
    return "", (f"{all_of} wrong {many}", "are", words)
