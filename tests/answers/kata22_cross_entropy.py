"""Answers to kata 22: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor


def composed_of_methods(logits, labels):
    n, c = logits.shape
    assert labels.shape == (n,) and set(labels.tolist()) <= set(range(c))
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    log_p = shifted - shifted.exp().sum(axis=1, keepdims=True).log()
    return -(log_p * np.eye(c)[labels]).sum(axis=1).mean()


def composed_with_the_largest_in_the_graph(logits, labels):
    n, c = logits.shape
    if labels.shape != (n,) or ((labels < 0) | (labels >= c)).any():
        raise ValueError("does not fit")
    largest = np.argmax(logits.data, axis=1)
    top = logits @ np.ones(c) if c == 1 else (logits * np.eye(c)[largest]).sum(axis=1)
    totals = (logits - top.reshape(n, 1)).exp().sum(axis=1).log() + top
    return (totals - (logits * np.eye(c)[labels]).sum(axis=1)).mean()


def with_logaddexp(logits, labels):
    n, c = logits.shape
    if np.shape(labels) != (n,) or np.any(labels >= c) or np.any(labels < 0):
        raise IndexError("does not fit")
    right = labels[:, None] == np.arange(c)
    log_p = logits.data - np.logaddexp.reduce(logits.data, axis=1, keepdims=True)
    return Tensor.from_op(
        "nll",
        np.mean(-log_p[right]),
        [logits],
        lambda grad: [grad * (np.exp(log_p) - right) / n],
    )


def row_by_row(logits, labels):
    rows = logits.data.tolist()
    if logits.ndim != 2 or labels.ndim != 1 or len(rows) != len(labels):
        raise ValueError("does not fit")
    losses, slopes = [], []
    for row, label in zip(rows, labels.tolist(), strict=True):
        if label not in range(len(row)):
            raise ValueError("no such class")
        others = [np.exp(score - max(row)) for score in row]
        losses.append(np.log(sum(others)) + max(row) - row[label])
        slopes.append([e / sum(others) - (j == label) for j, e in enumerate(others)])

    def vjp(grad):
        return [grad.item() * np.array(slopes).reshape(logits.shape) / len(rows)]

    return Tensor.from_op("", np.mean(losses), (logits,), vjp)


def by_flat_indices(logits, labels):
    n, c = logits.shape
    assert labels.shape == (n,) and all(labels >= 0) and all(labels < c)
    at = np.arange(n) * c + labels
    shifted = logits.data - np.max(logits.data, axis=-1)[:, np.newaxis]
    odds = np.exp(shifted)
    sums = np.einsum("nc->n", odds)
    data = np.mean(np.log(sums) - shifted.take(at))

    def vjp(grad):
        slopes = (odds.T / sums).T.ravel()
        slopes[at] -= 1.0
        slopes *= grad / n
        return (slopes.reshape(n, c),)

    return Tensor.from_op("cross_entropy", data, (logits,), vjp)


def nearest_pair_by_pair(logits, labels):
    """log sum_k exp(x_k - x_label): the differences to the right class's score."""
    n, c = logits.shape
    assert labels.shape == (n,) and np.isin(labels, np.arange(c)).all()
    picked = np.take_along_axis(logits.data, labels[:, None], axis=1)
    losses = np.logaddexp.reduce(logits.data - picked, axis=1)

    def vjp(grad):
        slopes = np.exp(logits.data - picked - losses[:, None])
        np.put_along_axis(slopes, labels[:, None], np.expm1(-losses)[:, None], axis=1)
        return (grad * slopes / max(n, 1),)

    return Tensor.from_op("cross_entropy", losses.mean(), (logits,), vjp)


def _asserted(logits, labels):
    n, c = logits.shape
    assert labels.shape == (n,)
    assert all(0 <= label < c for label in labels)
    return n, c


def _log_p(x):
    """By way of logaddexp, unlike the mistakes."""
    return x - np.logaddexp.reduce(x, axis=1, keepdims=True)


def outside__2(logits, labels):
    n, c = _asserted(logits, labels)
    picked = [_log_p(logits.data)[i, label] for i, label in enumerate(labels)]
    return Tensor(-np.mean(picked), requires_grad=True)
