from minigrad import Tensor


def reshape(self, *shape):
    """Put the same elements into another shape: `x.reshape(2, 3)`, `x.reshape(-1)`.

    shape: the new lengths, as several ints or as one tuple:
        `x.reshape((2, 3))`. One of them may be -1; it is then worked out from
        the others.
    Returns a Tensor of the new shape, which must have as many elements as x.
        They are read row by row and written row by row, as `np.reshape` does
        it.

    By hand: x = [[1, 2, 3], [4, 5, 6]] reshaped to (3, 2) is [[1, 2], [3, 4],
    [5, 6]]. The 4 was first in its row and is now second, with the 3 before it.
    (This is no transpose: the 1 and the 4 do not come to lie side by side.) If
    the upstream gradient there is [[10, 20], [30, 40], [50, 60]], the gradient
    of the 4 is 40.

    The gradient is made of the upstream gradient alone: its numbers stay as
    they are and in their order, only the rows they are cut into change. Which
    shape must the gradient have, and where is that shape to be found? (The
    shape that was asked for is of no use, least of all with a -1 in it.)

    To think of: x.reshape(-1) and x.reshape(2, -1); the shape (), which a
    tensor of one element can take; an empty tensor; a shape that x's elements
    do not fill, or that has -1 twice, which must be refused. Leave x and the
    upstream gradient in the shapes they have.
    """
    try:
        data = self.data.reshape(*shape)  # takes one tuple as well as several ints
    except ValueError:
        wanted = shape[0] if isinstance(shape[0], tuple | list) else shape
        raise ValueError(f"reshape: shape {self.shape} does not go into {wanted}") from None

    # The n-th element of x, read row by row, is the n-th of the result: slope
    # 1. So the n-th number of the upstream gradient is its gradient, and x's
    # shape says where it belongs.
    def vjp(grad):
        return (grad.reshape(self.shape),)

    return Tensor.from_op("reshape", data, (self,), vjp)
