from minigrad import Tensor


def reshape(self, *shape):
    """Put the same elements into another shape: `x.reshape(2, 3)`, `x.reshape(-1)`.

    shape: the new lengths, as several ints or as one tuple:
        `x.reshape((2, 3))`. (Here, `shape` is then (2, 3) or ((2, 3),).) One
        length may be -1. It is then computed from the others.
    Returns a Tensor of the new shape, which must have as many elements as x.
        They are read row by row and written row by row. NumPy's call for this
        takes the lengths as one tuple: `np.reshape(self.data, (2, 3))`.

    By hand: x = [[1, 2, 3], [4, 5, 6]] reshaped to (3, 2) is [[1, 2], [3, 4],
    [5, 6]]. The 4 was first in its row and is now second, after the 3. (This is
    not a transpose, which would put the 1 and the 4 side by side.) If the
    upstream gradient is [[10, 20], [30, 40], [50, 60]], the gradient of the 4
    is 40.

    The gradient needs only the upstream gradient. Its numbers do not change,
    and they keep their order. They are only cut into other rows. Which shape
    must the gradient have, and where do you find that shape? (The new shape,
    which the caller asked for, does not help, least of all with a -1 in it.)

    Watch out for: x.reshape(-1) and x.reshape(2, -1); the shape (), which a
    tensor of one element can take; an empty tensor; a shape that does not have
    as many elements as x, or has -1 twice, which must raise an error. Do not
    change the shape of x or of the upstream gradient themselves.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, with -1, more axes, edges,
# in a graph, must raise.
