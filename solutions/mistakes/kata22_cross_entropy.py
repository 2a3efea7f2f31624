"""Wrong answers that people give to kata 22. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    outside_the_graph,
    slip,
    upstream_ignored,
    upstream_squared,
)

from minigrad import Tensor, nn

ignored = slip(nn.cross_entropy, upstream_ignored)
squared = slip(nn.cross_entropy, upstream_squared)
outside = outside_the_graph(nn.cross_entropy)


def _check_shapes(logits, labels):
    if logits.ndim != 2 or labels.shape != logits.shape[:1]:
        raise ValueError("other shapes")


def _check_labels(logits, labels):
    if ((labels < 0) | (labels >= logits.shape[1])).any():
        raise ValueError("no such class")


def _check(logits, labels):
    """The numbers of the rows. Raises where PyTorch raises."""
    _check_shapes(logits, labels)
    _check_labels(logits, labels)
    return np.arange(len(labels))


def _log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _softmax(scores):
    return np.exp(_log_softmax(scores))


def _one_hot(logits, labels):
    return np.eye(logits.shape[1])[labels]


def _losses(logits, labels):
    return -_log_softmax(logits.data)[_check(logits, labels), labels]


def _slopes(logits, labels):
    """The slopes of the sum of the losses."""
    return _softmax(logits.data) - _one_hot(logits, labels)


def _made(logits, data, slopes):
    return Tensor.from_op("cross_entropy", data, (logits,), lambda grad: (grad * slopes,))


def sum_for_mean(logits, labels):
    """the losses are added up, not averaged

    Twice as many rows must not make the loss twice as large. Divide by the number of rows.
    """
    return _made(logits, _losses(logits, labels).sum(), _slopes(logits, labels))


def not_averaged(logits, labels):
    """it returns one loss for each row, not their mean

    The result is one number, without axes, so that `backward` can start from it.
    """
    losses, slopes = _losses(logits, labels), _slopes(logits, labels)

    def vjp(grad):
        return (grad[:, None] * slopes,)

    return Tensor.from_op("cross_entropy", losses, (logits,), vjp)


def one_hot_forgotten(logits, labels):
    """the gradient does not use the labels

    Your gradient is the softmax, whichever class is right. But nudge the right class's score up:
    the loss goes down. So its slope is negative.
    """
    slopes = _softmax(logits.data) / len(labels)
    return _made(logits, _losses(logits, labels).mean(), slopes)


def softmax_forgotten(logits, labels):
    """the softmax is missing from the gradient

    You have the gradient of minus the right class's score alone. But the sum of the exps depends on
    every score, so every score has a slope. Did you compute the sum from `.data`, outside the
    graph?
    """
    slopes = -_one_hot(logits, labels) / len(labels)
    return _made(logits, _losses(logits, labels).mean(), slopes)


def only_the_right_class(logits, labels):
    """only the right class's score gets a gradient

    The other scores are in the sum of the exps. Nudge one of them up: the right class's probability
    goes down, and the loss goes up.
    """
    slopes = _slopes(logits, labels) * _one_hot(logits, labels) / len(labels)
    return _made(logits, _losses(logits, labels).mean(), slopes)


def of_the_probabilities(logits, labels):
    """the gradient is that of the probabilities, not the scores

    -1/p is the slope of -log p in the probability p. One step back is missing: from the
    probabilities, through the softmax, to the scores.
    """
    slopes = -_one_hot(logits, labels) / _softmax(logits.data) / len(labels)
    return _made(logits, _losses(logits, labels).mean(), slopes)


def upstream_in_one_part(logits, labels):
    """the 1 is not multiplied by the upstream gradient

    The upstream gradient multiplies the whole slope: the softmax, and the 1 that is subtracted from
    it.
    """
    rows, p = _check(logits, labels), _softmax(logits.data)

    def vjp(grad):
        slopes = grad * p
        slopes[rows, labels] -= 1
        return (slopes / len(labels),)

    return Tensor.from_op("cross_entropy", _losses(logits, labels).mean(), (logits,), vjp)


def one_added(logits, labels):
    """the 1 is added to the softmax, not subtracted

    The slopes of a row add up to 0: what the right class gains, the others lose. Nudge the right
    class's score up: the loss goes down.
    """
    slopes = (_softmax(logits.data) + _one_hot(logits, labels)) / len(labels)
    return _made(logits, _losses(logits, labels).mean(), slopes)


def softmax_changed(logits, labels):
    """the VJP changes the softmax in place, but needs it again

    A graph can be walked twice, so a VJP must find the same numbers each time. Make a copy before
    you subtract the 1 in place.
    """
    rows, p = _check(logits, labels), _softmax(logits.data)

    def vjp(grad):
        p[rows, labels] -= 1
        return (grad * p / len(labels),)

    return Tensor.from_op("cross_entropy", _losses(logits, labels).mean(), (logits,), vjp)


def upstream_changed(logits, labels):
    """the upstream gradient is changed in place

    The array that arrives is not yours: others may still need it. Compute a new array with `a / b`,
    not with `a /= b`.
    """
    losses, slopes = _losses(logits, labels), _slopes(logits, labels)

    def vjp(grad):
        grad /= len(labels)
        return (grad * slopes,)

    return Tensor.from_op("cross_entropy", losses.mean(), (logits,), vjp)


def logits_changed(logits, labels):
    """the logits are changed in place

    `-=` writes into the array that the Tensor holds. Use `a - b`: the shifted scores need a new
    array.
    """
    _check(logits, labels)
    logits.data -= logits.data.max(axis=1, keepdims=True)
    return _made(logits, _losses(logits, labels).mean(), _slopes(logits, labels) / len(labels))


def overflow(logits, labels):
    """the exp of a large score overflows

    exp(1000) is infinite in float64, and infinity divided by infinity is NaN. With very low scores,
    all exps of a row may be 0. What happens to the softmax if you subtract the same number from all
    scores of a row?
    """
    exps = np.exp(logits.data)
    p = exps / exps.sum(axis=1, keepdims=True)
    losses = -np.log(p[_check(logits, labels), labels])
    return _made(logits, losses.mean(), (p - _one_hot(logits, labels)) / len(labels))


def log_of_zero(logits, labels):
    """it takes the log of a probability that was rounded to 0

    exp(-2000) is 0 in float64, and log 0 is minus infinity. But log(exp(-2000)) should be -2000.
    Work out the logarithm on paper first: of a fraction, and of an exp.
    """
    p = _softmax(logits.data)
    losses = -np.log(p[_check(logits, labels), labels])
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def shifted_once(logits, labels):
    """the sum of the exps is shifted, but the score is not

    A shift cancels when it is in both. Either take the right class's score from the shifted scores
    too, or add the shift back to the logarithm of the sum.
    """
    x = logits.data
    sums = np.exp(x - x.max(axis=1, keepdims=True)).sum(axis=1)
    losses = np.log(sums) - x[_check(logits, labels), labels]
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def epsilon(logits, labels):
    """a small epsilon is added inside the log

    It keeps the logarithm finite. But the loss of a very bad guess is then far too small, and its
    slope no longer fits. There is an exact way: work out log(exp(a) / s) on paper. Many people make
    this mistake.
    """
    return _with_epsilon(1e-12)(logits, labels)


def _with_epsilon(epsilon):
    def cross_entropy(logits, labels):
        p = _softmax(logits.data)
        losses = -np.log(p[_check(logits, labels), labels] + epsilon)
        return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))

    return cross_entropy


def cut_off(logits, labels):
    """the probabilities are clipped, so that none is 0

    It keeps the logarithm finite. But the loss of a very bad guess is then far too small, and its
    slope no longer fits. There is an exact way: work out log(exp(a) / s) on paper.
    """
    return _cut_off_at(1e-12)(logits, labels)


def _cut_off_at(epsilon, top=1.0):
    def cross_entropy(logits, labels):
        p = np.clip(_softmax(logits.data), epsilon, top)
        losses = -np.log(p[_check(logits, labels), labels])
        return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))

    return cross_entropy


def wrong_axis(logits, labels):
    """the softmax goes down the columns, not along the rows

    The probabilities of a row add up to 1. With axis=0 those of a class add up to 1, over rows that
    have nothing to do with each other.
    """
    p = _softmax(logits.data.T).T
    losses = -_log_softmax(logits.data.T).T[_check(logits, labels), labels]
    return _made(logits, losses.mean(), (p - _one_hot(logits, labels)) / len(labels))


def wrong_axis__forward(logits, labels):
    losses = -_log_softmax(logits.data.T).T[_check(logits, labels), labels]
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def wrong_axis__backward(logits, labels):
    slopes = _softmax(logits.data.T).T - _one_hot(logits, labels)
    return _made(logits, _losses(logits, labels).mean(), slopes / len(labels))


def keepdims_forgotten(logits, labels):
    """each column is divided by the sum of a row

    Without keepdims, the N sums have shape (N,). Broadcasting lines them up with the columns, or it
    fails. With as many rows as classes it fits, and the numbers are wrong.
    """
    rows, x = _check(logits, labels), logits.data
    exps = np.exp(x - x.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=1)
    slopes = p.copy()
    slopes[rows, labels] -= 1
    return _made(logits, -np.log(p[rows, labels]).mean(), slopes / len(labels))


def softmax_twice(logits, labels):
    """softmax is applied twice

    Take the logarithm of the probabilities as they are. They are not scores any more.
    """
    _check(logits, labels)
    exps = (logits - logits.data.max(axis=1, keepdims=True)).exp()
    p = exps / exps.sum(axis=1, keepdims=True)
    return (p.exp().sum(axis=1).log() - (p * _one_hot(logits, labels)).sum(axis=1)).mean()


def no_softmax(logits, labels):
    """the softmax is missing: scores are used as log p

    Minus the right class's score is the loss only if the softmax and its logarithm have been taken
    already. Here the scores can be any numbers.
    """
    losses = -logits.data[_check(logits, labels), labels]
    return _made(logits, losses.mean(), -_one_hot(logits, labels) / len(labels))


def logits_for_probabilities(logits, labels):
    """the softmax is missing: scores are used as p

    Scores can be any numbers, even negative ones, and they need not add up to 1. The softmax comes
    first.
    """
    rows = _check(logits, labels)
    slopes = -_one_hot(logits, labels) / logits.data / len(labels)
    return _made(logits, -np.log(logits.data[rows, labels]).mean(), slopes)


def every_label(logits, labels):
    """each row uses the labels of all rows

    `x[:, labels]` takes N columns from each of the N rows. But each row has one label. A row's
    number and its label go together, as two arrays of indices.
    """
    _check(logits, labels)
    p, losses = _softmax(logits.data), -_log_softmax(logits.data)[:, labels]
    p[:, labels] -= 1
    return _made(logits, losses.mean(), p / len(labels))


def labels_not_checked(logits, labels):
    """a label that is not a class is accepted

    A label must be one of 0 to C - 1. NumPy takes -1 as the last column, and a comparison finds no
    class at all. Both hide an error in the data.
    """
    _check_shapes(logits, labels)
    losses = -_log_softmax(logits.data)[np.arange(len(labels)), labels]
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def shapes_not_checked(logits, labels):
    """shapes that do not fit together are accepted

    Broadcasting stretches one label to all rows, or a column of labels to a square. Rows without a
    label may be left out without an error. Check the shapes first: (N, C) and (N,).
    """
    _check_labels(logits, labels)
    losses = -_log_softmax(logits.data)[np.arange(len(logits.data)), labels]
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(logits.data))
