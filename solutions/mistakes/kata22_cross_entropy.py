"""Wrong answers that people give to kata 22. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, rewritten, slip, upstream_ignored

from minigrad import nn

ignored = slip(nn.cross_entropy, upstream_ignored)
outside = outside_the_graph(nn.cross_entropy)
LOSSES = "np.log(sums[:, 0]) - shifted[rows, labels]"
LOG_OF_P = "-np.log((exps / sums)[rows, labels])"
_reference = nn.cross_entropy  # because the mistake will stand in its place


@rewritten("- shifted[rows, labels]", "- logits.data[rows, labels]")
def largest_not_added_back():
    """the largest score is subtracted from some scores only

    The logarithm of the sum is of smaller scores now. Use them for the right class's score, too.
    """


@rewritten("losses.sum() / count", "losses", "grad * slopes / count", "grad[:, None] * slopes")
def not_averaged():
    """it returns one loss for each row, not their mean

    The result is one number, without axes, so that `backward` can start from it.
    """


@rewritten("slopes[rows, labels] -= 1", "pass")
def one_hot_forgotten():
    """the gradient does not use the labels

    Your gradient is the softmax, whichever class is right. But nudge the right class's score up:
    the loss goes down. So its slope is negative.
    """


@rewritten("slopes = exps / sums", "slopes = np.zeros(logits.shape)")
def softmax_forgotten():
    """the softmax is missing from the gradient

    You have the gradient of minus the right class's score alone. But the sum of the exps depends on
    every score, so every score has a slope. Did you compute the sum from `.data`, outside the
    graph?
    """


@rewritten(
    "exps / sums\n        slopes[rows, labels] -= 1", "-np.eye(classes)[labels] * sums / exps"
)
def of_the_probabilities():
    """the gradient is that of the probabilities, not the scores

    -1/p is the slope of -log p in the probability p. One step back is missing: from the
    probabilities, through the softmax, to the scores.
    """


@rewritten("labels] -= 1", "labels] += 1")
def one_added():
    """the 1 is added to the softmax, not subtracted

    The slopes of a row add up to 0: what the right class gains, the others lose. Nudge the right
    class's score up: the loss goes down.
    """


@rewritten(
    "def vjp(grad):\n        slopes = exps / sums", "slopes = exps / sums\n\n    def vjp(grad):"
)
def softmax_changed():
    """the VJP changes the softmax in place, but needs it again

    A graph can be walked twice, so a VJP must find the same numbers each time. Make a copy before
    you subtract the 1 in place.
    """


@rewritten("slopes = exps", "grad /= count\n        slopes = exps", "slopes / count", "slopes")
def upstream_changed():
    """the upstream gradient is changed in place

    The array that arrives is not yours: others may still need it. Compute a new array with `a / b`,
    not with `a /= b`.
    """


@rewritten(
    "shifted = logits.data - logits.data.max(axis=1, keepdims=True)",
    "logits.data -= logits.data.max(axis=1, keepdims=True)\n    shifted = logits.data",
)
def logits_changed():
    """the logits are changed in place

    `-=` writes into the array that the Tensor holds. Use `a - b`: the shifted scores need a new
    array.
    """


@rewritten("data - logits.data.max(axis=1, keepdims=True)", "data", LOSSES, LOG_OF_P)
def overflow():
    """the exp of a large score overflows

    exp(1000) is infinite in float64, and infinity divided by infinity is NaN. With very low scores,
    all exps of a row may be 0. What happens to the softmax if you subtract the same number from all
    scores of a row?
    """


@rewritten(LOSSES, LOG_OF_P)
def log_of_zero():
    """it takes the log of a probability that was rounded to 0

    exp(-2000) is 0 in float64, and log 0 is minus infinity. But log(exp(-2000)) should be -2000.
    Work out the logarithm on paper first: of a fraction, and of an exp.
    """


def log_of_zero__composed(logits, labels):
    exps = (logits - logits.data.max(axis=1, keepdims=True)).exp()
    p = exps / exps.sum(axis=1, keepdims=True)
    _reference(logits, labels)  # which checks them
    return -(p.log() * np.eye(logits.shape[1])[labels]).sum(axis=1).mean()


@rewritten(LOSSES, "-np.log((exps / sums)[rows, labels] + 1e-12)")
def epsilon():
    """a small epsilon is added inside the log

    It keeps the logarithm finite. But the loss of a very bad guess is then far too small, and its
    slope no longer fits. There is an exact way: work out log(exp(a) / s) on paper.
    """


epsilon__7, epsilon__8, epsilon__9, epsilon__10, epsilon__15, epsilon__16 = (
    rewritten(LOSSES, f"-np.log((exps / sums)[rows, labels] + {small})")(epsilon)
    for small in ("1e-7", "1e-8", "1e-9", "1e-10", "1e-15", "1e-16")
)


@rewritten(LOSSES, "-np.log(np.maximum((exps / sums)[rows, labels], 1e-12))")
def cut_off():
    """the probabilities are clipped, so that none is 0

    It keeps the logarithm finite. But the loss of a very bad guess is then far too small, and its
    slope no longer fits. There is an exact way: work out log(exp(a) / s) on paper.
    """


@rewritten("max(axis=1, keepdims=True)", "max(axis=0)")
def largest_of_each_column():
    """the largest score of each column is subtracted, not of each row

    What is subtracted must be the same for all scores of a row: `axis=1, keepdims=True`.
    """


@rewritten(
    "logits.data.max(axis=1",
    "logits.data.max(axis=0",
    "exps.sum(axis=1",
    "exps.sum(axis=0",
    "sums[:, 0]",
    "sums[0, labels]",
)
def wrong_axis():
    """the softmax goes down the columns, not along the rows

    The probabilities of a row add up to 1. With axis=0 those of a class add up to 1, over rows that
    have nothing to do with each other.
    """


@rewritten("sum(axis=1, keepdims=True)", "sum(axis=1)", LOSSES, LOG_OF_P)
def keepdims_forgotten():
    """each column is divided by the sum of a row

    Without keepdims, the N sums have shape (N,). Broadcasting lines them up with the columns, or it
    fails. With as many rows as classes it fits, and the numbers are wrong.
    """


def softmax_twice(logits, labels):
    """softmax is applied twice

    Take the logarithm of the probabilities as they are. They are not scores any more.
    """
    exps = (logits - logits.data.max(axis=1, keepdims=True)).exp()
    return _reference(exps / exps.sum(axis=1, keepdims=True), labels)


@rewritten("np.log(sums[:, 0]) - shifted", "-logits.data", "exps / sums", "np.zeros(logits.shape)")
def no_softmax():
    """the softmax is missing: scores are used as log p

    Minus the right class's score is the loss only if the softmax and its logarithm have been taken
    already. Here the scores can be any numbers.
    """


@rewritten(
    LOSSES,
    "-np.log(logits.data[rows, labels])",
    "exps / sums\n        slopes[rows, labels] -= 1",
    "-np.eye(classes)[labels] / logits.data",
)
def logits_for_probabilities():
    """the softmax is missing: scores are used as p

    Scores can be any numbers, even negative ones, and they need not add up to 1. The softmax comes
    first.
    """


@rewritten(
    "(sums[:, 0]) - shifted[rows, labels]",
    "(sums) - shifted[:, labels]",
    "sum() / count",
    "mean()",
    "rows, labels",
    ":, labels",
)
def every_label():
    """each row uses the labels of all rows

    `x[:, labels]` takes N columns from each of the N rows. But each row has one label. A row's
    number and its label go together, as two arrays of indices.
    """


@rewritten("if ((labels < 0) | (labels >= classes)).any():", "if False:")
def labels_not_checked():
    """a label that is not a class is accepted

    A label must be one of 0 to C - 1. NumPy takes -1 as the last column, and a comparison finds no
    class at all. Both hide an error in the data.
    """
