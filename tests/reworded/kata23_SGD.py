"""The mistakes of kata23_SGD in other words; a class bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def _some(params, *numbers):
    params = [*params]
    assert params and min(numbers) >= 0
    return params


class _Own:
    """A start from nothing, unlike the reference's."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.ps = _some(params, lr, momentum, weight_decay)
        self.lr, self.mu, self.wd = lr, momentum, weight_decay
        self.v = {id(p): 0.0 for p in self.ps}

    def zero_grad(self):
        for p in self.ps:
            p.zero_grad()


class uphill(_Own):
    def step(self):
        for p in filter(lambda p: p.grad is not None, self.ps):
            self.v[id(p)] = self.mu * self.v[id(p)] - (p.grad + self.wd * p.data)
            p.data = p.data - self.lr * self.v[id(p)]


class a_new_tensor(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                p = p - self.lr * (p.grad + self.wd * p.data)


class momentum_forgotten(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                velocity = np.zeros(p.shape)  # anew at each step
                velocity = self.mu * velocity + (p.grad + self.wd * p.data)
                p.data = p.data - self.lr * velocity


class velocity_as_a_mean(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                now = p.grad + self.wd * p.data
                self.v[id(p)] += (1 - self.mu) * (now - self.v[id(p)])
                p.data = p.data - self.lr * self.v[id(p)]


class gradient_slowed_too(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is None:
                continue
            now = p.grad + self.wd * p.data
            if self.mu > 0:
                now = self.v[id(p)] = (self.v[id(p)] + now) * self.mu
            p.data = p.data - self.lr * now


class never_slower(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is None:
                continue
            now = p.grad + self.wd * p.data
            if self.mu > 0:
                self.v[id(p)] = now = now + self.v[id(p)]
            p.data -= self.lr * now


class without_memory(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is None:
                continue
            now = p.grad + self.wd * p.data
            p.data = p.data - self.lr * now - self.lr * self.mu * self.v[id(p)]
            self.v[id(p)] = now


class old_velocity(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is None:
                continue
            now = p.grad + self.wd * p.data
            p.data = p.data - self.lr * self.v[id(p)]
            self.v[id(p)] = self.mu * self.v[id(p)] + now


class nesterov(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is None:
                continue
            now = p.grad + self.wd * p.data
            self.v[id(p)] = self.mu * self.v[id(p)] - self.lr * now
            p.data = p.data + self.mu * self.v[id(p)] - self.lr * now


class scaled_twice(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                self.v[id(p)] = self.mu * self.v[id(p)] + self.lr * (p.grad + self.wd * p.data)
                p.data -= self.lr * self.v[id(p)]


class one_velocity_for_all(_Own):
    velocity = 0.0

    def step(self):
        for p in self.ps:
            if p.grad is None:
                continue
            change = p.grad + self.wd * p.data
            if self.mu:
                self.velocity = change = self.mu * self.velocity + change
            p.data = p.data - self.lr * change


class next_in_line(_Own):
    def step(self):
        moving = [p for p in self.ps if p.grad is not None]
        velocities = list(self.v.values())
        for p, v, key in zip(moving, velocities, list(self.v), strict=False):
            self.v[key] = self.mu * v + p.grad + self.wd * p.data
            p.data = p.data - self.lr * self.v[key]


class on_the_parameter(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is None:
                continue
            if not hasattr(p, "momentum_buffer"):
                p.momentum_buffer = np.zeros_like(p.data)
            p.momentum_buffer = self.mu * p.momentum_buffer + p.grad + self.wd * p.data
            p.data = p.data - self.lr * p.momentum_buffer


class gradient_made_velocity(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is None:
                continue
            d = p.grad
            if self.wd:
                d = d + self.wd * p.data
            if self.mu:
                if isinstance(self.v[id(p)], float):
                    self.v[id(p)] = d
                else:
                    np.multiply(self.v[id(p)], self.mu, out=self.v[id(p)])
                    np.add(self.v[id(p)], d, out=self.v[id(p)])
                d = self.v[id(p)]
            p.data = p.data - self.lr * d


class none_taken_for_zero(_Own):
    def step(self):
        for p in self.ps:
            grad = p.grad if p.grad is not None else np.zeros_like(p.data)
            self.v[id(p)] = self.mu * self.v[id(p)] + grad + self.wd * p.data
            p.data = p.data - self.lr * self.v[id(p)]


class coasting(_Own):
    def step(self):
        for p in self.ps:
            self.v[id(p)] *= self.mu
            if p.grad is not None:
                self.v[id(p)] = self.v[id(p)] + p.grad + self.wd * p.data
            p.data = p.data - self.lr * self.v[id(p)]


class ends_at_the_first_none(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is None:
                return
            self.v[id(p)] = self.mu * self.v[id(p)] + p.grad + self.wd * p.data
            p.data = p.data - self.lr * self.v[id(p)]


class no_decay(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                self.v[id(p)] = self.mu * self.v[id(p)] - self.lr * p.grad
                p.data = p.data + self.v[id(p)]


class decay_doubled(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                penalty = Tensor(p.data, requires_grad=True)
                (self.wd * penalty**2).sum().backward()
                self.v[id(p)] = self.mu * self.v[id(p)] + p.grad + penalty.grad
                p.data = p.data - self.lr * self.v[id(p)]


class decay_outside_momentum(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                self.v[id(p)] = self.mu * self.v[id(p)] + p.grad
                p.data = p.data * (1 - self.lr * self.wd) - self.lr * self.v[id(p)]


class decay_not_scaled(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                self.v[id(p)] = self.mu * self.v[id(p)] + self.lr * p.grad
                p.data = (1 - self.wd) * p.data - self.v[id(p)]


class gradient_changed(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                np.add(p.grad, self.wd * p.data, out=p.grad)
                self.v[id(p)] = self.mu * self.v[id(p)] + p.grad
                p.data = p.data - self.lr * self.v[id(p)]


class gradient_changed__2(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                p.grad = self.v[id(p)] = self.mu * self.v[id(p)] + p.grad + self.wd * p.data
                p.data = p.data - self.lr * p.grad


class _Right(_Own):
    def step(self):
        for p in self.ps:
            if p.grad is not None:
                self.v[id(p)] = self.mu * self.v[id(p)] + p.grad + self.wd * p.data
                p.data = p.data - self.lr * self.v[id(p)]


class gradient_forgotten(_Right):
    def step(self):
        super().step()
        for p in self.ps:
            p.grad = None


class zeros_for_none(_Right):
    def zero_grad(self):
        for p in self.ps:
            p.grad = 0 * p.data


class used_up(_Right):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        if not params:
            raise ValueError("nothing to move")
        assert min(lr, momentum, weight_decay) >= 0
        self.ps, self.lr, self.mu, self.wd = params, lr, momentum, weight_decay
        self.v = {}

    def step(self):
        for p in self.ps:
            self.v.setdefault(id(p), 0.0)
            if p.grad is not None:
                self.v[id(p)] = self.mu * self.v[id(p)] + p.grad + self.wd * p.data
                p.data = p.data - self.lr * self.v[id(p)]


class none_is_enough(_Right):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        assert min(lr, momentum, weight_decay) >= 0
        self.ps, self.lr, self.mu, self.wd = list(params), lr, momentum, weight_decay
        self.v = {id(p): np.zeros(p.shape) for p in self.ps}


class negative_accepted(_Right):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.ps, self.lr, self.mu, self.wd = _some(params, 0), lr, momentum, weight_decay
        self.v = {id(p): np.zeros(p.shape) for p in self.ps}


class zero_taken_for_none(_Own):
    def step(self):
        for p in self.ps:
            if not p.grad.any():
                continue
            self.v[id(p)] = self.mu * self.v[id(p)] + p.grad + self.wd * p.data
            p.data = p.data - self.lr * self.v[id(p)]


class zero_taken_for_none__2(_Own):
    def step(self):
        for p in self.ps:
            if np.any(p.grad):
                self.v[id(p)] = self.mu * self.v[id(p)] + p.grad + self.wd * p.data
                p.data = p.data - self.lr * self.v[id(p)]
