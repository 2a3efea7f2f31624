import numpy as np


class SGD:
    """Move parameters against their gradients: `SGD(net.parameters(), lr=0.1)`.

    params: the Tensors to move, in a list or any other iterable. It may be a
        generator, and you can loop over a generator only once.
    lr: the learning rate. Each gradient is multiplied by it. It is the attribute
        `lr`, which may be changed between two steps.
    momentum, weight_decay: see below. 0 turns them off.
    Raises when params is empty, and when one of the three numbers is negative.

    Training repeats three calls: `zero_grad()`, then `loss.backward()`, which
    gives the parameters their gradients, then `step()`, which moves them.

    A step by hand: a parameter at 1, with gradient 2 and lr 0.1, goes to 0.8.
    With a weight_decay of 0.5, half of the parameter is added to its gradient
    first: the gradient is 2.5 instead of 2, and the parameter goes to 0.75.
    This pulls the parameter towards 0.

    With momentum, a parameter has a velocity, 0 at first, and moves by lr times
    its velocity. Each step first computes the new velocity: momentum times the
    old one, plus the gradient (with the weight_decay part added). With momentum
    0.9 and gradient 2 at each step, the velocities are 2, 3.8 and 5.42. So the
    parameter goes from 1 to 0.8, then 0.42, then -0.122.

    Watch out for: a parameter whose `.grad` is None does not move, whatever
    momentum and weight_decay are. Its velocity waits for its next gradient. A
    step sets a parameter's `.data`, and does not change its `.grad`. Each
    optimiser has its own velocities, one for each parameter.
    """

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        raise NotImplementedError

    def step(self):
        """Move every parameter that has a gradient."""
        raise NotImplementedError

    def zero_grad(self):
        """Set the gradient of every parameter to None."""
        raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, momentum, weight decay,
# both of them, no gradient, other uses, must raise.
