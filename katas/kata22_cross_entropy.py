import numpy as np

from minigrad import Tensor


def cross_entropy(logits, labels):
    """Measure how bad guesses of a class are: `cross_entropy(logits, labels)`.

    logits: a Tensor of shape (N, C): N rows, with one score for each of C
        classes. Scores may be any numbers. The highest is the best guess.
    labels: a NumPy array of N integers, the right class of each row.
    Returns a Tensor without axes: the mean of the N rows' losses. Raises when
        the shapes are others, or a label is not one of 0 to C - 1. Check both:
        NumPy takes -1 as an index, and may stretch shapes.

    The softmax turns a row's scores into probabilities: the exp of each score,
    divided by the sum of the row's exps. The row's loss is minus the logarithm
    of the right class's probability: 0 for a probability of 1, 2.3 for 0.1.

    By hand: the row [0, log 3] has the exps 1 and 3, so the probabilities are
    1/4 and 3/4. If class 1 is right, the loss is -log(3/4), about 0.2877. Nudge
    the first score up by 0.01: the loss goes up by 0.0025. Nudge the second:
    the loss goes down by as much.

    The gradient needs the softmax, the labels, N, and the upstream gradient,
    which is one number. A Tensor has no indexing and no max, but the array
    `logits.data` has both. So compute on the array, and make the loss with one
    `Tensor.from_op` (its VJP is short). Or compose Tensor methods: instead of
    indexing, multiply by a one-hot array of shape (N, C), with 1 at each row's
    label and 0 elsewhere.

    Watch out for: exp(1000) is infinite, exp(-1000) is 0, and log 0 is minus
    infinity, but the loss of such scores is an ordinary number. No rows: the
    mean of nothing is NaN. If a graph is walked twice, so is your VJP.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, large logits, edges, in a
# graph, must raise.
