import numpy as np

from minigrad import Tensor


def transpose(self, *axes):
    """Put the axes in another order: `x.transpose()`, `x.transpose(1, 2, 0)`.

    axes: a permutation of the axes, as several ints or as one tuple; negative
        ones count from the end. None at all reverses the order. Axis i of the
        result is axis axes[i] of x, as in `np.transpose`.
    Returns a Tensor with the same elements: x of shape (2, 3, 4) gives
        (4, 3, 2) for transpose() and (3, 4, 2) for transpose(1, 2, 0).

    By hand: x of shape (2, 3) has 7 at [0, 2]; x.transpose() has that 7 at
    [2, 0]. So the upstream gradient at [2, 0] is the gradient of the 7, and
    belongs at [0, 2].

    No number changes, only places; so it is with the gradient, which must go
    back to where each element came from. For two axes the way back is the same
    swap. For three it need not be: after transpose(1, 2, 0), doing
    transpose(1, 2, 0) again does not bring x back. Which permutation does?

    To think of: axes like (-1, 0, 1), where the minus sign says nothing about
    order; a tensor with one axis, or none; axes that are no permutation, which
    must be refused.
    """
    if len(axes) == 1 and isinstance(axes[0], tuple | list):
        axes = tuple(axes[0])
    order = axes or tuple(reversed(range(self.ndim)))
    data = self.data.transpose(order)

    # Axis i of the result came from axis order[i]. The inverse says, for each
    # axis of x, where it went: the i at which order holds it, which is what
    # argsort finds.
    inverse = np.argsort([axis % self.ndim for axis in order])

    def vjp(grad):
        return (grad.transpose(inverse),)

    return Tensor.from_op("transpose", data, (self,), vjp)
