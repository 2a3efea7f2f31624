"""Answers to kata 23: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import Tensor


class with_velocities_by_identity_and_in_place:
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.params, self.velocity = tuple(params), {}
        if not self.params or min(lr, momentum, weight_decay) < 0:
            raise ValueError("cannot be")
        self.lr, self.settings = lr, (momentum, weight_decay)

    def step(self):
        momentum, weight_decay = self.settings
        for p in self.params:
            if p.grad is None:
                continue
            change = p.grad.copy()
            change += weight_decay * p.data
            if momentum:
                if id(p) in self.velocity:
                    change += momentum * self.velocity[id(p)]
                self.velocity[id(p)] = change
            p.data -= self.lr * change

    def zero_grad(self):
        for p in self.params:
            p.grad = None


class with_tensors:
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.params = [p for p in params]
        if len(self.params) == 0:
            raise ValueError("nothing to move")
        for number in (lr, momentum, weight_decay):
            if not number >= 0:
                raise ValueError("negative")
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
        self.velocities = [Tensor(np.zeros_like(p.data)) for p in self.params]

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is not None:
                still = p.detach()
                self.velocities[i] = (
                    self.velocities[i] * self.momentum + p.grad + still * self.weight_decay
                )
                p.data = (still - self.velocities[i] * self.lr).data

    def zero_grad(self):
        [p.zero_grad() for p in self.params]


class with_all_past_gradients:
    """No velocity at all: the sum that it stands for."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.pasts = [(p, []) for p in params]
        if not self.pasts or lr < 0 or momentum < 0 or weight_decay < 0:
            raise ValueError("cannot be")
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay

    def step(self):
        for p, past in self.pasts:
            if p.grad is None:
                continue
            past.append(p.grad + self.weight_decay * p.data)
            total = sum(self.momentum**k * g for k, g in enumerate(reversed(past)))
            p.data = p.data - self.lr * total

    def zero_grad(self):
        for p, _ in self.pasts:
            p.grad = None


class with_a_generator_for_each_parameter:
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        if any(np.sign(number) == -1 for number in (lr, momentum, weight_decay)):
            raise ValueError("negative")
        self.lr = lr

        def mover(p):
            velocity = 0
            while True:
                velocity = momentum * velocity + p.grad + weight_decay * p.data
                p.data = p.data - self.lr * velocity
                yield

        self.movers = {p: mover(p) for p in params}
        if not self.movers:
            raise ValueError("nothing to move")

    def step(self):
        for p, mover in self.movers.items():
            if p.grad is not None:
                next(mover)

    def zero_grad(self):
        for p in self.movers:
            p.grad = None
