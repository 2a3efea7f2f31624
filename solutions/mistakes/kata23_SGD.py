"""Wrong answers that people give to kata 23. A docstring is the mistake's name, then a nudge."""

from slips import rewritten


@rewritten("p.data = np", "p = np")
def a_new_tensor():
    """a new Tensor is moved, and the parameter stays

    `p = ...` only gives the name p to another Tensor. Set the `.data` of the one in the network.
    """


@rewritten("if self.momentum:", "if False:")
def momentum_forgotten():
    """momentum is not used

    With momentum, a step depends on the steps before it. Keep the velocity in `self`, from one call
    of `step` to the next.
    """


@rewritten("self.velocities[i] + change", "self.velocities[i] + (1 - self.momentum) * change")
def velocity_as_a_mean():
    """the gradient is multiplied by 1 - momentum

    Your velocity is a mean of gradients, as in Adam. Here, as in PyTorch, it is a sum: the whole
    new gradient is added.
    """


@rewritten("self.velocities[i] + change", "(self.velocities[i] + change)")
def gradient_slowed_too():
    """momentum multiplies the new gradient too

    momentum multiplies only the old velocity. The whole new gradient is added. So the first step is
    as long as it is without momentum.
    """


@rewritten(
    "self.momentum:", "True:", "self.velocities[i] + change", "(self.velocities[i] + change)"
)
def gradient_slowed_too__always(): ...


@rewritten(
    "change = self.momentum * self.velocities[i] + change",
    "change, self.velocities[i] = self.momentum * self.velocities[i] + change, change",
    "                self.velocities[i] = change\n",
    "",
)
def without_memory():
    """only the last gradient is kept, not the last velocity

    The old velocity contains all gradients before it. Keep the velocity, and the next step builds
    on it.
    """


@rewritten("momentum * self.", "")
def never_slower():
    """the old velocity is not multiplied by momentum

    Then the velocities only add up, and the first gradient counts for ever. In each step, momentum
    makes the old velocity smaller.
    """


@rewritten("self.momentum:", "True:", "momentum * self.", "")
def never_slower__always(): ...


OLD = (
    "change = self",
    "change, self.velocities[i] = self.velocities[i], self",
    "                self.velocities[i] = change\n",
    "",
)


@rewritten(*OLD)
def old_velocity():
    """the step uses the old velocity, not the new one

    First the new gradient goes into the velocity. Then the parameter moves. Otherwise the first
    step goes nowhere.
    """


@rewritten("self.momentum:", "True:", *OLD)
def old_velocity__always(): ...


@rewritten(
    "change = self",
    "velocity = self",
    "[i] = change",
    "[i] = velocity\n                change = change + self.momentum * velocity",
)
def nesterov():
    """it is Nesterov momentum, which looks one step ahead

    Nesterov adds the gradient once more, to momentum times the new velocity. Here the step is lr
    times the velocity, and nothing else.
    """


@rewritten(
    "[i] + change",
    "[i] + self.lr * change",
    "- self.lr * change",
    "- (change if self.momentum else self.lr * change)",
)
def scaled_in_the_velocity():
    """lr is inside the velocity, so a new lr counts too late

    A velocity is made of gradients alone. lr comes in when the parameter moves: so a new lr counts
    at once, for all of the velocity.
    """


@rewritten(
    "self.lr, self.momentum, self", "self.rate, self.momentum, self", "- self.lr", "- self.rate"
)
def lr_read_once():
    """a new lr has no effect

    Someone sets `opt.lr` between two steps, and the next step must use it. So it is `self.lr`.
    """


@rewritten("[i] + change", "[0] + change", "[i] = change", "[0] = change")
def one_velocity_for_all():
    """all parameters share one velocity

    Each parameter has its own velocity, of its own shape. Keep them in a list or a dictionary.
    """


@rewritten("enumerate(self.params):", "enumerate(p for p in self.params if p.grad is not None):")
def next_in_line():
    """if a parameter is skipped, others get the wrong velocity

    You count only the parameters that have a gradient. If one of them has none, the numbers of all
    later ones change. Count all parameters.
    """


@rewritten(
    "change = self.momentum * self.velocities[i] + change",
    "if self.velocities[i].any():\n"
    "                    self.velocities[i] *= self.momentum\n"
    "                    change = np.add(self.velocities[i], change, out=self.velocities[i])",
)
def gradient_made_velocity():
    """velocity and gradient are one array, changed in place

    `v = p.grad` makes no copy. `v *= momentum` then changes the gradient too, and others may still
    need it. Make a new array at each step.
    """


@rewritten(
    "                continue",
    "                self.velocities[i] = np.zeros(p.shape)\n                continue",
)
def velocity_lost():
    """the velocity is lost in a step without a gradient

    If a parameter's gradient is None, leave the parameter alone, and its velocity too. It goes on
    from there when the next gradient comes.
    """


@rewritten(
    "if p.grad is None:\n                continue\n            change = p",
    "change = np.zeros(p.shape) if p.grad is None else p",
)
def none_taken_for_zero():
    """a gradient of None is treated as 0

    Then momentum and weight decay still move the parameter. None says that the parameter took no
    part: leave it alone.
    """


@rewritten("if p.grad is None:", "if p.grad is None or not p.grad.any():")
def zero_taken_for_none():
    """a gradient of 0 is treated as None

    With a gradient of 0, momentum goes on, and weight decay still pulls. Only None says that a
    parameter took no part. Test for that, with `is None`.
    """


@rewritten("                continue", "                break")
def ends_at_the_first_none():
    """the step ends at the first parameter without a gradient

    `return` and `break` skip all later parameters too. `continue` skips only this one.
    """


@rewritten("if self.weight_decay:", "if False:")
def no_decay():
    """weight_decay is not used

    With weight_decay, even a parameter with a gradient of 0 moves: towards 0.
    """


@rewritten(
    "self.weight_decay:", "False:", "lr * change", "lr * (change + self.weight_decay * p.data)"
)
def decay_outside_momentum():
    """weight decay does not go into the velocity

    That is the decoupled weight decay of AdamW. In SGD, weight decay is added to the gradient
    before momentum, so it goes into the velocity too.
    """


@rewritten(
    "self.weight_decay:", "False:", "lr * change", "lr * change - self.weight_decay * p.data"
)
def decay_not_scaled():
    """weight decay is not multiplied by lr

    Weight decay is added to the gradient, so lr multiplies it too.
    """


@rewritten("change = change + self", "change = change - self")
def decay_away_from_zero():
    """weight decay has the wrong sign

    It should pull a parameter towards 0. Work out a step by hand: from 4, with a gradient of 0.
    """


@rewritten("change = change + self", "change += self")
def gradient_changed():
    """step changes the gradient

    `p.grad += ...` writes into the gradient. What you add this time is still there the next time.
    Compute a new array, and leave `.grad` as it is.
    """


@rewritten("(p.data - self.lr * change)", "(p.data - self.lr * change)\n            p.grad = None")
def gradient_forgotten():
    """step clears the gradients

    That is the job of `zero_grad`, which the training loop calls. Until then the gradients stay, so
    that you can look at them, or add more to them.
    """


@rewritten("p.grad = None", "p.grad = np.zeros(p.shape)")
def zeros_for_none():
    """zero_grad sets zeros, not None

    With a gradient of 0, weight decay and momentum still move a parameter. None says that there has
    been no gradient since `zero_grad`.
    """


@rewritten("p.grad = None", "pass")
def nothing_forgotten():
    """zero_grad does not clear the gradients

    `backward` adds to the gradients that are there. `zero_grad` sets each parameter's `.grad` to
    None, so that the next round starts again from nothing.
    """


@rewritten("list(params)", "params")
def used_up():
    """a generator of parameters is empty after its first use

    You can go through a generator only once. After that there is nothing to move. Make a list of
    it, once, in `__init__`.
    """
