from minigrad import Tensor


def neg(self):
    """Flip the sign of every element: `-x`.

    Takes only x, and returns a Tensor of x's shape.

    By hand: [2, -3] gives [-2, 3]. Nudge the 2 up by 0.1: the -2 goes down by
    0.1. Now suppose that the loss goes up by 10 for each unit that this -2 goes
    up. (That number, 10, is the upstream gradient.) How much does the loss move
    for each unit that the 2 goes up?

    The gradient needs only the upstream gradient, because -x has the same slope
    for every x. It has x's shape.

    There are two right ways to write this. One is an operation of its own, with
    `Tensor.from_op` and a VJP. The other is to compose -x from operations that
    you have. Their VJPs then do the work for you. Which earlier kata can make
    -x? (Use earlier katas only. In the exam all your katas run together, and
    two katas that call each other never stop.)

    Watch out for: `-x + x`, whose gradient is 0. Do not change the upstream
    gradient: make a new array.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, short axes, odd numbers, in
# a graph.
