"""What a green kata has just made possible: a network that now runs on it."""

import functools
import sys
from collections.abc import Collection

import numpy as np

from minigrad import kata
from minigrad.dojo import memory
from minigrad.dojo.verdict import command
from minigrad.experiments import train
from minigrad.experiments.datasets import Dataset

EVERY = "digits"  # its network calls every kata, as a test checks


def payoff(stem: str) -> str:
    """How much of the smallest network that calls a green kata is the learner's by now."""
    name, needed = "moons", calls("moons")
    if stem not in needed:
        name, needed = EVERY, {*kata.stems()}
    yours = needed & {stem, *memory.greens()}
    said = f"yours ({len(yours)} of {len(needed)} katas)"
    if yours == needed:
        said = "your code alone"
    return f"A network now trains on {said}: {command('train', data=name)}"


def uncalled(name: str, yours: Collection[str]) -> str:
    """What there is to say where a network calls none of the katas that are the learner's."""
    if name == EVERY or calls(name) & {*yours}:
        return ""
    return f"This network calls none of yours. Another does: {command('train', data=EVERY)}"


@functools.cache
def calls(name: str) -> set[str]:
    """The katas that training on a data set calls, as seen in one step on a few random numbers."""
    features = 64 if name == EVERY else 2
    numbers, labels = np.random.default_rng(0).random((4, features)), np.arange(4) % 2
    data, plan = Dataset(name, numbers, labels, numbers, labels), train.PLANS[name]
    kata.install_folder(kata.SOLUTIONS)  # whatever MINIGRAD_KATAS names
    files: set[str] = set()
    before = sys.gettrace()
    sys.settrace(lambda frame, event, argument: files.add(frame.f_code.co_filename))
    try:
        next(train.train(train.network(data, plan), data, plan))
    finally:
        sys.settrace(before)
    return {stem for stem in kata.stems() if str(kata.SOLUTIONS / f"{stem}.py") in files}
