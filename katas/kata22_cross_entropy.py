import numpy as np

from minigrad import Tensor


def cross_entropy(logits, labels):
    """Measure how bad guesses of a class are: `cross_entropy(logits, labels)`.

    logits: a Tensor of shape (N, C): in each of N rows, one score for each of C
        classes. Scores may be any numbers; the highest is the best guess.
    labels: a NumPy array of N integers, the right class of each row.
    Returns a Tensor without axes: the mean of the N rows' losses. Raises when
        the shapes are others, or a label is not one of 0 to C - 1. Check them:
        NumPy takes -1 as an index, and may stretch shapes.

    The softmax makes a row's scores into probabilities: the exp of each score,
    divided by the sum of the row's exps. The row's loss is minus the logarithm
    of the right class's probability: 0 for a probability of 1, 2.3 for 0.1.

    By hand: the row [0, log 3] has the exps 1 and 3, so the probabilities 1/4
    and 3/4. If class 1 is right, the loss is -log(3/4), about 0.2877. Nudge the
    first score up by 0.01, and the loss goes up by 0.0025; nudge the second,
    and it goes down by as much.

    The gradient is made of the softmax, the labels, N, and the upstream
    gradient, which is one number. Compose the loss of other methods, or make it
    with one `Tensor.from_op`, whose VJP is shorter than you may fear.

    To think of: exp(1000) is infinite, exp(-1000) is 0, and log 0 is minus
    infinity; yet the loss of such scores is an ordinary number. No rows: the
    mean of nothing is NaN. A VJP is called again when a graph is walked again.
    """
    raise NotImplementedError
