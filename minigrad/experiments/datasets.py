"""The data sets of the experiments and the exam, from scikit-learn, split into train and test.

scikit-learn is imported where it is used: who only asks for a network need not have it.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Dataset:
    """x: (N, features) float64; y: (N,) integers, the classes from 0. The test rows are held
    out: nothing is learned from them."""

    name: str
    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray

    @property
    def classes(self) -> int:
        return int(self.y_train.max()) + 1


def moons() -> Dataset:
    """400 points in two interleaving half circles."""
    from sklearn import datasets

    return _split("moons", *datasets.make_moons(400, noise=0.1, random_state=0))


def circles() -> Dataset:
    """400 points in two circles, one inside the other."""
    from sklearn import datasets

    return _split("circles", *datasets.make_circles(400, noise=0.1, factor=0.5, random_state=0))


def digits() -> Dataset:
    """1797 handwritten digits, 8 by 8 pixels from 0 to 1, each a row of 64."""
    from sklearn import datasets

    x, y = datasets.load_digits(return_X_y=True)
    return _split("digits", x / 16, y)


DATASETS = {"moons": moons, "circles": circles, "digits": digits}


def _split(name: str, x: np.ndarray, y: np.ndarray) -> Dataset:
    """Three quarters to learn from, a quarter held out; the same ones every time."""
    rows = np.random.default_rng(0).permutation(len(x))
    train, test = np.split(rows, [3 * len(x) // 4])
    return Dataset(name, x[train], y[train], x[test], y[test])
