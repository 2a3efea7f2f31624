import numpy as np


class SGD:
    """Move parameters against their gradients: `SGD(net.parameters(), lr=0.1)`.

    params: the Tensors to move, in a list or any other iterable. A generator is
        one too: it can be gone through only once.
    lr: the learning rate, by which each gradient is multiplied
    momentum, weight_decay: as told below; both are off at 0
    Raises when there is nothing in params, and when one of the three numbers is
        negative.

    Training goes round and round: `zero_grad()`, then `loss.backward()`, which
    gives the parameters their gradients, then `step()`, which moves them.

    A step by hand: a parameter at 1, with gradient 2 and lr 0.1, goes to 0.8.
    With a weight_decay of 0.5, half of the parameter is added to its gradient
    first, which pulls it towards 0: 2.5 instead of 2, and so to 0.75.

    With momentum, a parameter has a velocity, 0 at first, and moves by lr times
    its velocity. Each step first makes a new one: momentum times the old, plus
    the gradient (what weight_decay adds included). Momentum 0.9, and gradient 2
    at each step, give velocities 2, 3.8 and 5.42, so from 1 it goes to 0.8,
    then 0.42, then -0.122.

    To think of: a parameter whose `.grad` is None stays where it is, whatever
    momentum and weight_decay say, and its velocity waits for its next gradient.
    A step sets a parameter's `.data`, and leaves its `.grad` as it is. Each
    optimiser has velocities of its own, and each parameter in it.
    """

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        raise NotImplementedError

    def step(self):
        """Move every parameter that has a gradient."""
        raise NotImplementedError

    def zero_grad(self):
        """Set the gradient of every parameter to None."""
        raise NotImplementedError
