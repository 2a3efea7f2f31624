import numpy as np

from minigrad import Tensor


def relu(self):
    """Keep the positive elements, and replace all others with 0: `x.relu()`.

    Returns a Tensor of x's shape.

    By hand: x = [-2, 0, 3] gives [0, 0, 3]. Nudge the 3 up by 0.1: the result
    goes up by 0.1 too. Nudge the -2: the result is 0 before and after. So if
    the upstream gradient is [10, 20, 30], the 3 gets all of its 30, and the -2
    gets nothing of its 10.

    The 0 in x is at a corner: the slope is 0 to the left of it, and 1 to the
    right. Both are possible choices. PyTorch takes 0 there, and so must you.
    The same is true of -0.0.

    The gradient needs the upstream gradient, and it needs to know which
    elements were kept. The result tells you that as well as x does. The VJP can
    use everything that you computed on the way forward, so you need not compute
    it again.

    Watch out for: minus infinity, where relu is 0 (and what is 0 times
    infinity?); an empty tensor. Do not change x or the upstream gradient: write
    into new arrays.
    """
    data = np.maximum(self.data, 0)

    # Two straight lines: slope 1 where x is positive, 0 where it is not. At the
    # corner, a line with any slope from 0 to 1 stays below the curve, so any of
    # them would do. The strict > chooses PyTorch's 0.
    def vjp(grad):
        return (grad * (self.data > 0),)

    return Tensor.from_op("relu", data, (self,), vjp)
