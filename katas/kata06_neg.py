from minigrad import Tensor


def neg(self):
    """Flip the sign of every element: `-x`.

    Takes x alone, and returns a Tensor of x's shape.

    By hand: [2, -3] gives [-2, 3]. Nudge the 2 up by 0.1, and the -2 goes down
    by 0.1. If the loss downstream rises by 10 for each unit that this -2 rises
    (that number, 10, is the upstream gradient), what does it do for each unit
    that the 2 rises?

    The gradient is made of the upstream gradient alone: how steep -x is does
    not depend on where x is. It has x's shape.

    There are two ways to write this, and both are right. One is an operation of
    its own, with `Tensor.from_op` and a VJP. The other is to compose it of
    operations you have, whose VJPs then do the work for you: which of the katas
    before this one can make -x? (Compose of earlier katas only. One day all of
    your katas run together, and two that are made of each other never come to
    an end.)

    To think of: `-x + x`, whose gradient is 0; and that the upstream gradient
    is not yours to change, so make a new array.
    """
    raise NotImplementedError
