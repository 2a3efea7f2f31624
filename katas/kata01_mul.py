from minigrad import Tensor, unbroadcast


def mul(self, other):
    """Multiply element by element, with broadcasting: `x * y`, `x * 2`, `2 * x`.

    other: a Tensor, number, list or NumPy array. `Tensor.wrap` turns any of
        them into a Tensor. Its shape may differ from `self.shape`, but the two
        shapes must broadcast together.
    Returns a Tensor of the broadcast shape, made with `Tensor.from_op`.

    By hand: x = [2, 3] and y = [5, 7] give [10, 21]. Nudge x[0] up by 0.1: the
    result goes up by 0.5, five times the nudge, because x[0] is multiplied by
    5. Now suppose that the loss goes down by 4 for each unit that this result
    goes up. (That number, -4, is the upstream gradient.) How much does the loss
    move for each unit that x[0] goes up?

    The gradient of each side needs the upstream gradient and the *other* side.
    If broadcasting stretched a side, each of its elements was used several
    times. Its gradient must still have that side's own shape: see
    `unbroadcast`, and how `add` in minigrad/tensor.py uses it.

    Watch out for: `x * x`; a side that is a plain number; a side of shape () or
    (1, 3).
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, broadcasting, constants,
# edges, in a graph, must raise.
