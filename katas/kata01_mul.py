from minigrad import Tensor, unbroadcast


def mul(self, other):
    """Multiply element by element, with broadcasting: `x * y`, `x * 2`, `2 * x`.

    other: a Tensor, number, list or NumPy array; `Tensor.wrap` makes a Tensor
        of any of them. Its shape need not be `self.shape`: the two must
        broadcast together.
    Returns a Tensor of the broadcast shape, made with `Tensor.from_op`.

    By hand: x = [2, 3] and y = [5, 7] give [10, 21]. Nudge x[0] up by 0.1: the
    result moves by 0.5, five times the nudge, for 5 is what x[0] is multiplied
    by. If the loss downstream falls by 4 for each unit that this result rises
    (that number, -4, is the upstream gradient), what does it do for each unit
    that x[0] rises?

    The gradient of each side is made of the upstream gradient and the *other*
    side. Where a side was stretched by broadcasting, each of its elements was
    used several times, and its gradient must come back in that side's own
    shape: see `unbroadcast`, and how `add` in minigrad/tensor.py uses it.

    To think of: `x * x`; a side that is a plain number; a side of shape () or
    (1, 3).
    """
    raise NotImplementedError
