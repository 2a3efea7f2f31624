"""Wrong answers that people give to kata 23. A docstring is the mistake's name, then a nudge."""

from collections import defaultdict

import numpy as np

from minigrad import Tensor, optim


class _Stepwise(optim.SGD):
    """The reference in parts. A mistake gets one of them wrong."""

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                self.without_gradient(i, p)
            else:
                self.move(p, self.lr * self.change(i, self.decayed(p)))

    def without_gradient(self, i, p):
        pass

    def decayed(self, p):
        return p.grad + self.weight_decay * p.data

    def change(self, i, gradient):
        self.velocities[i] = self.momentum * self.velocities[i] + gradient
        return self.velocities[i]

    def move(self, p, by):
        p.data = np.asarray(p.data - by)


class uphill(_Stepwise):
    """the step goes uphill, along the gradient

    The gradient points to where the loss grows. In the opposite direction, the loss shrinks.
    """

    def move(self, p, by):
        p.data = np.asarray(p.data + by)


class not_scaled(_Stepwise):
    """lr is not used

    A gradient says which way to go, and how steep it is there. lr says how far to go.
    """

    def move(self, p, by):
        super().move(p, by / self.lr if self.lr else 0)


class a_new_tensor(_Stepwise):
    """a new Tensor is moved, and the parameter stays

    `p = p - ...` gives the name p to something new. The network still holds the old Tensor. That
    Tensor must get the new values, in its `.data`.
    """

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is not None:
                change = self.change(i, self.decayed(p))
                self.params[i] = Tensor(p.data - self.lr * change, requires_grad=True)


class momentum_forgotten(_Stepwise):
    """momentum is not used

    With momentum, a step depends on the steps before it. Keep the velocity in `self`, from one call
    of `step` to the next.
    """

    def change(self, i, gradient):
        return gradient


class velocity_as_a_mean(_Stepwise):
    """the gradient is multiplied by 1 - momentum

    Your velocity is a mean of gradients, as in Adam. Here, as in PyTorch, it is a sum: the whole
    new gradient is added.
    """

    def change(self, i, gradient):
        return super().change(i, (1 - self.momentum) * gradient)


class gradient_slowed_too(_Stepwise):
    """momentum multiplies the new gradient too

    momentum multiplies only the old velocity. The whole new gradient is added. So the first step is
    as long as it is without momentum.
    """

    def change(self, i, gradient):
        if self.momentum:
            gradient = self.momentum * gradient
        return super().change(i, gradient)


class gradient_slowed_too__always(_Stepwise):
    def change(self, i, gradient):
        self.velocities[i] = self.momentum * (self.velocities[i] + gradient)
        return self.velocities[i]


class without_memory(_Stepwise):
    """only the last gradient is kept, not the last velocity

    The old velocity contains all gradients before it. Keep the velocity, and the next step builds
    on it.
    """

    def change(self, i, gradient):
        change = self.momentum * self.velocities[i] + gradient
        self.velocities[i] = gradient
        return change


class never_slower(_Stepwise):
    """the old velocity is not multiplied by momentum

    Then the velocities only add up, and the first gradient counts for ever. In each step, momentum
    makes the old velocity smaller.
    """

    def change(self, i, gradient):
        if not self.momentum:
            return gradient
        self.velocities[i] = self.velocities[i] + gradient
        return self.velocities[i]


class never_slower__always(_Stepwise):
    def change(self, i, gradient):
        self.velocities[i] = self.velocities[i] + gradient
        return self.velocities[i]


class old_velocity(_Stepwise):
    """the step uses the old velocity, not the new one

    First the new gradient goes into the velocity. Then the parameter moves. Otherwise the first
    step goes nowhere.
    """

    def change(self, i, gradient):
        old = self.velocities[i]
        new = super().change(i, gradient)
        return old if self.momentum else new


class old_velocity__always(_Stepwise):
    def change(self, i, gradient):
        old = self.velocities[i]
        super().change(i, gradient)
        return old


class nesterov(_Stepwise):
    """it is Nesterov momentum, which looks one step ahead

    Nesterov adds the gradient once more, to momentum times the new velocity. Here the step is lr
    times the velocity, and nothing else.
    """

    def change(self, i, gradient):
        return gradient + self.momentum * super().change(i, gradient)


class scaled_twice(_Stepwise):
    """the step is multiplied by lr twice

    lr belongs in the velocity or in the step, but not in both.
    """

    def change(self, i, gradient):
        return super().change(i, self.lr * gradient if self.momentum else gradient)


class scaled_twice__always(_Stepwise):
    def change(self, i, gradient):
        return super().change(i, self.lr * gradient)


class scaled_in_the_velocity(_Stepwise):
    """lr is in the velocity, so a new lr changes only what comes

    A velocity is made of gradients alone. lr comes in when the parameter moves: so a new lr counts
    at once, for all of the velocity.
    """

    def change(self, i, gradient):
        return super().change(i, self.lr * gradient) / (self.lr or 1)


class one_velocity_for_all(_Stepwise):
    """all parameters share one velocity

    Each parameter has its own velocity, of its own shape. Keep them in a list or a dictionary.
    """

    def change(self, i, gradient):
        self.velocities[0] = self.momentum * self.velocities[0] + gradient
        return self.velocities[0]


class on_the_parameter(_Stepwise):
    """the velocity is kept on the parameter

    A second optimiser of the same parameter finds it there, and goes on with it. Keep the velocity
    in the optimiser that it belongs to.
    """

    def change(self, i, gradient):
        p = self.params[i]
        p.velocity = self.momentum * getattr(p, "velocity", 0) + gradient
        return p.velocity


class next_in_line(_Stepwise):
    """if a parameter is skipped, others get the wrong velocity

    You count only the parameters that have a gradient. If one of them has none, the numbers of all
    later ones change. Count all parameters.
    """

    def step(self):
        moving = [p for p in self.params if p.grad is not None]
        for i, p in enumerate(moving):
            self.move(p, self.lr * self.change(i, self.decayed(p)))


class gradient_made_velocity(_Stepwise):
    """velocity and gradient are one array, changed in place

    `v = p.grad` makes no copy. `v *= momentum` then changes the gradient too, and others may still
    need it. Make a new array at each step.
    """

    def decayed(self, p):
        return super().decayed(p) if self.weight_decay else p.grad

    def change(self, i, gradient):
        if not self.momentum:
            return gradient
        if self.velocities[i].any():
            self.velocities[i] *= self.momentum
            self.velocities[i] += gradient
        else:
            self.velocities[i] = gradient
        return self.velocities[i]


class velocity_lost(_Stepwise):
    """the velocity is lost in a step without a gradient

    If a parameter's gradient is None, leave the parameter alone, and its velocity too. It goes on
    from there when the next gradient comes.
    """

    def without_gradient(self, i, p):
        self.velocities[i] = np.zeros(p.shape)


class none_taken_for_zero(_Stepwise):
    """a gradient of None is treated as 0

    Then momentum and weight decay still move the parameter. None says that the parameter took no
    part: leave it alone.
    """

    def without_gradient(self, i, p):
        zero = self.weight_decay * p.data
        self.move(p, self.lr * self.change(i, zero))


class coasting(_Stepwise):
    """without a gradient, the velocity still moves the parameter

    If a parameter's gradient is None, leave the parameter alone, and its velocity too.
    """

    def without_gradient(self, i, p):
        self.move(p, self.lr * self.change(i, 0))


class zero_taken_for_none(_Stepwise):
    """a gradient of 0 is treated as None

    With a gradient of 0, momentum goes on, and weight decay still pulls. Only None says that a
    parameter took no part. Test for that, with `is None`.
    """

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is not None and p.grad.any():
                self.move(p, self.lr * self.change(i, self.decayed(p)))


class ends_at_the_first_none(_Stepwise):
    """the step ends at the first parameter without a gradient

    `return` and `break` skip all later parameters too. `continue` skips only this one.
    """

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                break
            self.move(p, self.lr * self.change(i, self.decayed(p)))


class no_decay(_Stepwise):
    """weight_decay is not used

    With weight_decay, even a parameter with a gradient of 0 moves: towards 0.
    """

    def decayed(self, p):
        return p.grad


class decay_outside_momentum(_Stepwise):
    """weight decay does not go into the velocity

    That is the decoupled weight decay of AdamW. In SGD, weight decay is added to the gradient
    before momentum, so it goes into the velocity too.
    """

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is not None:
                decay = self.weight_decay * p.data
                self.move(p, self.lr * (self.change(i, p.grad) + decay))


class decay_not_scaled(_Stepwise):
    """weight decay is not multiplied by lr

    Weight decay is added to the gradient, so lr multiplies it too.
    """

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is not None:
                decay = self.weight_decay * p.data
                self.move(p, self.lr * self.change(i, p.grad) + decay)


class decay_after_the_step(_Stepwise):
    """weight decay uses the parameter from after the step

    Weight decay is added to the gradient. So it uses the parameter as it was before the step.
    """

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is not None:
                self.move(p, self.lr * self.change(i, p.grad))
                self.move(p, self.lr * self.weight_decay * p.data)


class gradient_changed(_Stepwise):
    """step changes the gradient

    `p.grad += ...` writes into the gradient. What you add this time is still there the next time.
    Compute a new array, and leave `.grad` as it is.
    """

    def decayed(self, p):
        p.grad += self.weight_decay * p.data
        return p.grad


class gradient_forgotten(_Stepwise):
    """step clears the gradients

    That is the job of `zero_grad`, which the training loop calls. Until then the gradients stay, so
    that you can look at them, or add more to them.
    """

    def step(self):
        super().step()
        self.zero_grad()


class zeros_for_none(_Stepwise):
    """zero_grad sets zeros, not None

    With a gradient of 0, weight decay and momentum still move a parameter. None says that there has
    been no gradient since `zero_grad`.
    """

    def zero_grad(self):
        for p in self.params:
            p.grad = np.zeros(p.shape)


class nothing_forgotten(_Stepwise):
    """zero_grad does not clear the gradients

    `backward` adds to the gradients that are there. `zero_grad` sets each parameter's `.grad` to
    None, so that the next round starts again from nothing.
    """

    def zero_grad(self):
        pass


class velocity_forgotten(_Stepwise):
    """zero_grad clears the velocities too

    `zero_grad` is called in every round, but the velocity must go on from round to round. Clear
    only the gradients.
    """

    def zero_grad(self):
        super().zero_grad()
        self.velocities = [np.zeros(p.shape) for p in self.params]


class used_up(_Stepwise):
    """a generator of parameters is empty after its first use

    You can go through a generator only once. After that there is nothing to move. Make a list of
    it, once, in `__init__`.
    """

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        super().__init__([Tensor(0)] if params else [], lr, momentum, weight_decay)
        self.params, self.velocities = params, defaultdict(float)


class none_is_enough(_Stepwise):
    """an optimiser without parameters is accepted

    It would train nothing, and nobody would know. An empty generator does not count as false: make
    a list of it first.
    """

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        params = list(params)
        super().__init__(params or [Tensor(0)], lr, momentum, weight_decay)
        self.params = params


class negative_accepted(_Stepwise):
    """a negative lr, momentum or weight_decay is accepted

    A negative lr goes uphill. A negative momentum or weight_decay makes no sense either. Refuse all
    three.
    """

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        super().__init__(params, abs(lr), abs(momentum), abs(weight_decay))
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
