"""Wrong answers that people give to kata 22. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import (
    outside_the_graph,
    sign_flipped,
    slip,
    upstream_ignored,
    upstream_squared,
)

from minigrad import Tensor, nn

ignored = slip(nn.cross_entropy, upstream_ignored)
squared = slip(nn.cross_entropy, upstream_squared)
flipped = slip(nn.cross_entropy, sign_flipped)
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


def gradient_not_averaged(logits, labels):
    """the gradient is not divided by the number of rows

    The loss is a mean of N rows, so each row counts only 1/N in it. The same is true for the
    gradient.
    """
    return _made(logits, _losses(logits, labels).mean(), _slopes(logits, labels))


def averaged_over_everything(logits, labels):
    """the mean is taken over rows and classes

    `np.mean` of an array of N rows and C columns divides by N times C. But there is only one loss
    per row: the zeros in the other columns do not count.
    """
    count = logits.size
    return _made(logits, _losses(logits, labels).sum() / count, _slopes(logits, labels) / count)


def divided_by_classes(logits, labels):
    """it divides by the number of classes, not of rows

    The mean is over the rows. `len(x)` or `x.shape[0]` counts them.
    """
    count = logits.shape[1]
    return _made(logits, _losses(logits, labels).sum() / count, _slopes(logits, labels) / count)


def not_averaged(logits, labels):
    """it returns one loss for each row, not their mean

    The result is one number, without axes, so that `backward` can start from it.
    """
    losses, slopes = _losses(logits, labels), _slopes(logits, labels)

    def vjp(grad):
        return (grad[:, None] * slopes,)

    return Tensor.from_op("cross_entropy", losses, (logits,), vjp)


def minus_forgotten(logits, labels):
    """the minus in front of the logarithm is missing

    The logarithm of a probability is negative. A loss is large for a bad guess, and 0 for a perfect
    one.
    """
    return _made(logits, -_losses(logits, labels).mean(), -_slopes(logits, labels) / len(labels))


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


def of_the_probabilities__indexed(logits, labels):
    rows, p = _check(logits, labels), _softmax(logits.data)
    slopes = np.zeros(p.shape)
    slopes[rows, labels] = -1 / p[rows, labels] / len(labels)
    return _made(logits, _losses(logits, labels).mean(), slopes)


def softmax_slope_twice(logits, labels):
    """the gradient has an extra factor p * (1 - p)

    The guessed probabilities minus the right ones are already the slopes in the scores. The slope
    of the softmax is in there: it has cancelled with the slope of the logarithm.
    """
    p = _softmax(logits.data)
    slopes = _slopes(logits, labels) * p * (1 - p) / len(labels)
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


def one_not_divided(logits, labels):
    """the 1 is not divided by the number of rows

    The whole slope is divided: the softmax, and the 1 that is subtracted from it.
    """
    slopes = _softmax(logits.data) / len(labels) - _one_hot(logits, labels)
    return _made(logits, _losses(logits, labels).mean(), slopes)


def _changing(p, logits, labels, epsilon=0.0, one=1):
    """The loss, computed from the softmax p, with a VJP that changes p."""
    rows = _check(logits, labels)

    def vjp(grad):
        p[rows, labels] -= one
        return (grad * p / len(labels),)

    data = -np.log(p[rows, labels] + epsilon).mean()
    return Tensor.from_op("cross_entropy", data, (logits,), vjp)


def one_added(logits, labels):
    """the 1 is added to the softmax, not subtracted

    The slopes of a row add up to 0: what the right class gains, the others lose. Nudge the right
    class's score up: the loss goes down.
    """
    slopes = (_softmax(logits.data) + _one_hot(logits, labels)) / len(labels)
    return _made(logits, _losses(logits, labels).mean(), slopes)


def one_added__in_place(logits, labels):
    rows, p = _check(logits, labels), _softmax(logits.data)

    def vjp(grad):
        p[rows, labels] += 1
        return (grad * p / len(labels),)

    return Tensor.from_op("cross_entropy", _losses(logits, labels).mean(), (logits,), vjp)


def one_added__log_of_zero(logits, labels):
    p = _softmax(logits.data)
    losses = -np.log(p[_check(logits, labels), labels])
    return _made(logits, losses.mean(), (p + _one_hot(logits, labels)) / len(labels))


def one_added__log_of_zero_in_place(logits, labels):
    return _changing(_softmax(logits.data), logits, labels, one=-1)


def one_added__overflow(logits, labels):
    exps = np.exp(logits.data)
    p = exps / exps.sum(axis=1, keepdims=True)
    losses = -np.log(p[_check(logits, labels), labels])
    return _made(logits, losses.mean(), (p + _one_hot(logits, labels)) / len(labels))


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


def overflow__one_hot(logits, labels):
    _check(logits, labels)
    right, exps = _one_hot(logits, labels), np.exp(logits.data)
    p = exps / exps.sum(axis=1, keepdims=True)
    losses = -(right * np.log(p)).sum(axis=1)
    return _made(logits, losses.mean(), (p - right) / len(labels))


def overflow__and_softmax_changed(logits, labels):
    exps = np.exp(logits.data)
    p = exps / exps.sum(axis=1, keepdims=True)
    return _changing(p, logits, labels)


def overflow__logsumexp(logits, labels):
    sums = np.exp(logits.data).sum(axis=1, keepdims=True)
    losses = np.log(sums[:, 0]) - logits.data[_check(logits, labels), labels]
    slopes = np.exp(logits.data) / sums - _one_hot(logits, labels)
    return _made(logits, losses.mean(), slopes / len(labels))


def overflow__composed(logits, labels):
    _check(logits, labels)
    exps = logits.exp()
    p = exps / exps.sum(axis=1, keepdims=True)
    return -(p.log() * _one_hot(logits, labels)).sum(axis=1).mean()


def log_of_zero(logits, labels):
    """it takes the log of a probability that was rounded to 0

    exp(-2000) is 0 in float64, and log 0 is minus infinity. But log(exp(-2000)) should be -2000.
    Work out the logarithm on paper first: of a fraction, and of an exp.
    """
    p = _softmax(logits.data)
    losses = -np.log(p[_check(logits, labels), labels])
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def log_of_zero__and_softmax_changed(logits, labels):
    return _changing(_softmax(logits.data), logits, labels)


def log_of_zero__one_hot(logits, labels):
    _check(logits, labels)
    losses = -(_one_hot(logits, labels) * np.log(_softmax(logits.data))).sum(axis=1)
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def log_of_zero__composed(logits, labels):
    _check(logits, labels)
    exps = (logits - logits.data.max(axis=1, keepdims=True)).exp()
    p = exps / exps.sum(axis=1, keepdims=True)
    return -(p.log() * _one_hot(logits, labels)).sum(axis=1).mean()


def one_shift_for_all(logits, labels):
    """one shift is used for all rows

    You subtract the largest of all scores from every row. If a row's own scores are far lower, all
    its exps become 0. Each row needs its own shift.
    """
    shifted = logits.data - logits.data.max()
    sums = np.exp(shifted).sum(axis=1, keepdims=True)
    losses = np.log(sums[:, 0]) - shifted[_check(logits, labels), labels]
    slopes = np.exp(shifted) / sums - _one_hot(logits, labels)
    return _made(logits, losses.mean(), slopes / len(labels))


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


epsilon__7, epsilon__8, epsilon__9, epsilon__10, epsilon__15, epsilon__16 = map(
    _with_epsilon, (1e-7, 1e-8, 1e-9, 1e-10, 1e-15, 1e-16)
)


def epsilon__and_softmax_changed(logits, labels):
    return _changing(_softmax(logits.data), logits, labels, 1e-12)


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


cut_off__7, cut_off__8, cut_off__9, cut_off__10, cut_off__15 = (
    _cut_off_at(e, 1 - e) for e in (1e-7, 1e-8, 1e-9, 1e-10, 1e-15)
)


def wrong_axis(logits, labels):
    """the softmax goes down the columns, not along the rows

    The probabilities of a row add up to 1. With axis=0 those of a class add up to 1, over rows that
    have nothing to do with each other.
    """
    p = _softmax(logits.data.T).T
    losses = -_log_softmax(logits.data.T).T[_check(logits, labels), labels]
    return _made(logits, losses.mean(), (p - _one_hot(logits, labels)) / len(labels))


def wrong_axis__composed(logits, labels):
    _check(logits, labels)
    shifted = logits - logits.data.max(axis=0)
    log_p = shifted - shifted.exp().sum(axis=0).log()
    return -(log_p * _one_hot(logits, labels)).sum(axis=1).mean()


def wrong_axis__log_of_zero(logits, labels):
    p = _softmax(logits.data.T).T
    losses = -np.log(p[_check(logits, labels), labels])
    return _made(logits, losses.mean(), (p - _one_hot(logits, labels)) / len(labels))


def wrong_axis__log_of_zero_in_place(logits, labels):
    return _changing(_softmax(logits.data.T).T, logits, labels)


def wrong_axis__overflow(logits, labels):
    exps = np.exp(logits.data)
    p = exps / exps.sum(axis=0)
    losses = -np.log(p[_check(logits, labels), labels])
    return _made(logits, losses.mean(), (p - _one_hot(logits, labels)) / len(labels))


def wrong_axis__overflow_composed(logits, labels):
    _check(logits, labels)
    exps = logits.exp()
    p = exps / exps.sum(axis=0)
    return -(p.log() * _one_hot(logits, labels)).sum(axis=1).mean()


def wrong_axis__of_the_sum(logits, labels):
    rows, x = _check(logits, labels), logits.data
    shifted = x - x.max(axis=1, keepdims=True)
    sums = np.exp(shifted).sum(axis=0)
    losses = -(shifted - np.log(sums))[rows, labels]
    slopes = np.exp(shifted) / sums - _one_hot(logits, labels)
    return _made(logits, losses.mean(), slopes / len(labels))


def wrong_axis__of_the_sum_log_of_zero(logits, labels):
    rows, x = _check(logits, labels), logits.data
    exps = np.exp(x - x.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=0)
    losses = -np.log(p[rows, labels])
    return _made(logits, losses.mean(), (p - _one_hot(logits, labels)) / len(labels))


def _logsumexp_down(logits, labels):
    """The losses, with the logarithm of a column's sum in place of a row's."""
    scores = logits.data[_check(logits, labels), labels]
    return np.logaddexp.reduce(logits.data, axis=0) - scores


def wrong_axis__logsumexp(logits, labels):
    losses = _logsumexp_down(logits, labels)
    slopes = _softmax(logits.data.T).T - _one_hot(logits, labels)
    return _made(logits, losses.mean(), slopes / len(labels))


def wrong_axis__logsumexp_forward(logits, labels):
    losses = _logsumexp_down(logits, labels)
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def wrong_axis__logsumexp_composed(logits, labels):
    _check(logits, labels)
    right = (logits * _one_hot(logits, labels)).sum(axis=1)
    return (logits.exp().sum(axis=0).log() - right).mean()


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


def keepdims_forgotten__one_hot(logits, labels):
    _check(logits, labels)
    x, right = logits.data, _one_hot(logits, labels)
    exps = np.exp(x - x.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=1)
    losses = -(np.log(p) * right).sum(axis=1)
    return _made(logits, losses.mean(), (p - right) / len(labels))


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


def every_label__forward(logits, labels):
    _check(logits, labels)
    losses = -_log_softmax(logits.data)[:, labels]
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def every_label__backward(logits, labels):
    p = _softmax(logits.data)
    p[:, labels] -= 1
    return _made(logits, _losses(logits, labels).mean(), p / len(labels))


def yes_or_no(logits, labels):
    """the wrong classes add losses of their own

    -log(1 - p) for the other classes belongs to yes-or-no questions, each with its own probability.
    Here one class is right, and the row's loss is one logarithm.
    """
    _check(logits, labels)
    right = _one_hot(logits, labels)
    exps = (logits - logits.data.max(axis=1, keepdims=True)).exp()
    p = exps / exps.sum(axis=1, keepdims=True)
    return -(right * p.log() + (1 - right) * (1 - p).log()).sum(axis=1).mean()


def base_two(logits, labels):
    """the logarithm has base 2

    That measures the loss in bits. Here, and in PyTorch, it is the natural logarithm: its base is
    the same as that of exp.
    """
    losses = _losses(logits, labels) / np.log(2)
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def no_rows_give_zero(logits, labels):
    """with no rows, the loss is 0, not NaN

    The mean of no numbers is 0 divided by 0. That is NaN, here and in PyTorch. A loss of 0 would
    mean that all guesses were perfect.
    """
    count = max(len(labels), 1)
    return _made(logits, _losses(logits, labels).sum() / count, _slopes(logits, labels) / count)


def labels_not_checked(logits, labels):
    """a label that is not a class is accepted

    A label must be one of 0 to C - 1. NumPy takes -1 as the last column, and a comparison finds no
    class at all. Both hide an error in the data.
    """
    _check_shapes(logits, labels)
    losses = -_log_softmax(logits.data)[np.arange(len(labels)), labels]
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(labels))


def labels_not_checked__compared(logits, labels):
    _check_shapes(logits, labels)
    right = labels[:, None] == np.arange(logits.shape[1])
    losses = -(_log_softmax(logits.data) * right).sum(axis=1)
    return _made(logits, losses.mean(), (_softmax(logits.data) - right) / len(labels))


def shapes_not_checked(logits, labels):
    """shapes that do not fit together are accepted

    Broadcasting stretches one label to all rows, or a column of labels to a square. Rows without a
    label may be left out without an error. Check the shapes first: (N, C) and (N,).
    """
    _check_labels(logits, labels)
    losses = -_log_softmax(logits.data)[np.arange(len(logits.data)), labels]
    return _made(logits, losses.mean(), _slopes(logits, labels) / len(logits.data))


def shapes_not_checked__rows_of_the_labels(logits, labels):
    _check_labels(logits, labels)
    p = _softmax(logits.data)
    rows = np.arange(len(labels))
    losses = -_log_softmax(logits.data)[rows, labels]
    p[rows, labels] -= 1
    return _made(logits, losses.mean(), p / len(labels))


def shapes_not_checked__one_hot(logits, labels):
    _check_labels(logits, labels)
    right, count = _one_hot(logits, labels), len(logits.data)
    data = -(_log_softmax(logits.data) * right).sum() / count
    return _made(logits, data, (_softmax(logits.data) - right) / count)
