import numpy as np

from minigrad import Tensor


def relu(self):
    """Keep what is positive and put 0 for the rest, element by element: `x.relu()`.

    Returns a Tensor of x's shape.

    By hand: x = [-2, 0, 3] gives [0, 0, 3]. Nudge the 3 up by 0.1: the result
    goes up by 0.1 as well. Nudge the -2: the result is 0 before and after. So
    if the upstream gradient is [10, 20, 30], the 3 gets all of its 30, and the
    -2 gets nothing of its 10.

    The 0 in x stands on a corner: to the left of it the slope is 0, to the
    right of it 1. Either would do; PyTorch takes 0 there, and so must you.
    Likewise for -0.0.

    The gradient is made of the upstream gradient and of which elements were let
    through. The result tells which as well as x does: whatever you computed on
    the way forward is still there in the VJP, and need not be computed again.

    To think of: minus infinity, where relu is 0 (and what is 0 times
    infinity?); an empty tensor. Leave x and the upstream gradient as they are:
    write into arrays of your own.
    """
    raise NotImplementedError
