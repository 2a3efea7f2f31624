import numpy as np

from minigrad import GradcheckError, Tensor


def gradcheck(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """Check gradients by central differences: `gradcheck(lambda x: x + x, [x])`.

    f: a function that takes Tensors and returns one
    inputs: a list or tuple of Tensors. Those that need a gradient are checked.
    eps: how far an element is nudged, up and down
    atol, rtol: two numbers a (from backward) and n (from nudging) agree when
        the distance between them is at most atol + rtol * abs(n)
    Returns True, or raises GradcheckError, whose message should say which input
        and which element. When no input needs a gradient, there is nothing to
        check: that raises too.

    By hand: f(x) = x * x at 3. Nudged up, 3.000001 gives 9.000006000001. Nudged
    down, 2.999999 gives 8.999994000001. These results are 0.000012 apart, and
    the nudged inputs 0.000002. So the slope is 6, and `backward` should say so
    too. (Nudge both ways: one nudge would give 6.000001. Its error shrinks with
    eps, the error of two nudges with the square of eps.)

    With several outputs, each output element has a slope for each input
    element: compare them all. A sum over the outputs can hide two errors that
    cancel. For the slopes of one output element, go back with an upstream
    gradient of 1 there and 0 elsewhere.

    Afterwards the inputs must have the same `.data` and `.grad` as before, also
    when gradcheck raises. One way is to make new Tensors from their data.

    Watch out for: an input that needs no gradient; one that f does not use, so
    its slope is 0; an output that needs no gradient, or is the input itself;
    inputs without axes; a VJP that is wrong in one element only, or gives NaN.
    """
    raise NotImplementedError


# Its cases come in parts, from plain to odd: right gradients, wrong gradients,
# tolerances, earlier gradients, must raise.
