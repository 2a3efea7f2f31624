from minigrad import Tensor, unbroadcast


def sub(self, other):
    """Subtract element by element, with broadcasting: `x - y`, `x - 2`, `2 - x`.

    other: a Tensor, number, list or NumPy array. The two shapes must broadcast
        together.
    Returns a Tensor of the broadcast shape. (For `2 - x` the engine turns the 2
        into a Tensor. Then `self` is the 2, and `other` is x.)

    By hand: x = [5, 7] and y = [2, 10] give [3, -3]. Nudge x[0] up by 0.1: the
    3 becomes 3.1. Nudge y[0] up by 0.1 instead: the 3 becomes 2.9. If the
    upstream gradient is [10, 20], what are the gradients of x[0] and of y[0]?

    Each side's gradient needs only the upstream gradient, but the two are not
    the same. If broadcasting stretched a side, its gradient must still have
    that side's own shape: see `unbroadcast`, and how `add` in
    minigrad/tensor.py uses it.

    There are two right ways: an operation of its own, with a VJP, or a
    composition of `add` and earlier katas. A composition must use Tensors all
    the way. If you compute a part from `other.data`, that part does not know
    where it came from, and no gradient gets back to `other`.

    Watch out for: `x - x`; a side that is a number or a list; a side of shape
    () or (3, 1).
    """
    other = Tensor.wrap(other)
    Tensor.check_broadcast("sub", self, other)

    # d(a - b)/da = 1 and d(a - b)/db = -1: the upstream gradient passes through
    # to both sides, to b with its sign flipped. In x - x the two gradients go
    # to the same tensor and cancel. The composition is `self + -other`, after
    # other has become a Tensor.
    def vjp(grad):
        return unbroadcast(grad, self.shape), -unbroadcast(grad, other.shape)

    return Tensor.from_op("sub", self.data - other.data, (self, other), vjp)
