"""Answers to kata 19: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import numpy as np

from minigrad import GradcheckError, Tensor, no_grad


def nudging_in_place(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    before = [(x.data.copy(), x.grad) for x in inputs]
    assert any(x.requires_grad for x in inputs)
    try:
        for x in inputs:
            if x.requires_grad:
                for k in np.ndindex(x.shape):
                    _one_element(f, inputs, x, k, eps, atol, rtol)
        return True
    finally:
        for x, (data, grad) in zip(inputs, before, strict=True):
            x.data, x.grad = data, grad


def _one_element(f, inputs, x, k, eps, atol, rtol):
    old = x.data[k]
    x.data[k] = old + eps
    above = np.array(f(*inputs).data)
    x.data[k] = old - eps
    below = np.array(f(*inputs).data)
    x.data[k] = old
    out = f(*inputs)
    for j in np.ndindex(out.shape):
        for one in inputs:
            one.zero_grad()
        if out.requires_grad:
            out.backward(
                np.arange(out.size).reshape(out.shape) == np.ravel_multi_index(j, out.shape)
            )
        slope = 0.0 if x.grad is None else x.grad[k]
        if not np.isclose(slope, (above[j] - below[j]) / eps / 2, rtol, atol):
            raise GradcheckError(f"element {k} of {x}, output element {j}")


def with_matrices(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """Whole Jacobians, one input after the other."""

    def at(i, data):
        return [Tensor(data if i == j else x.data, x.requires_grad) for j, x in enumerate(inputs)]

    checked = 0
    for i, x in enumerate(inputs):
        if x.requires_grad:
            checked += 1
            there = at(i, x.data)
            out = f(*there)
            a = np.zeros((out.size, x.size))
            for row, one in zip(a, np.eye(out.size), strict=True):
                there[i].grad = None
                if out.requires_grad:
                    out.backward(one.reshape(out.shape))
                row[:] = 0 if there[i].grad is None else there[i].grad.flat
            n = np.zeros_like(a)
            with no_grad():
                for column, step in zip(n.T, eps * np.eye(x.size), strict=True):
                    step = step.reshape(x.shape)
                    up, down = f(*at(i, x.data + step)), f(*at(i, x.data - step))
                    column[:] = ((up.data - down.data) / (2 * eps)).ravel()
            if not np.allclose(a, n, rtol, atol):
                raise GradcheckError(f"input {i}, element {np.argwhere(abs(a - n) > atol)}")
    if not checked:
        raise GradcheckError("no input needs a gradient")
    return True


def with_one_long_vector(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """All inputs as one long vector, and a function of that; the way back from each output."""
    sizes = np.cumsum([x.size for x in inputs])[:-1]
    wanted = np.concatenate([np.full(x.size, x.requires_grad) for x in inputs])
    if not any([x.requires_grad for x in inputs]):
        raise TypeError

    def unpacked(flat):
        parts = np.split(flat, sizes)
        return [
            Tensor(part.reshape(x.shape), requires_grad=x.requires_grad)
            for part, x in zip(parts, inputs, strict=True)
        ]

    def slopes(j):
        leaves = unpacked(start)
        out = f(*leaves)
        if out.requires_grad:
            upstream = np.zeros(out.size)
            upstream[j] = 1
            out.backward(upstream.reshape(out.shape))
        return np.concatenate(
            [np.zeros(x.size) if x.grad is None else x.grad.ravel() for x in leaves]
        )

    start = np.concatenate([x.data.ravel() for x in inputs])
    for k in np.flatnonzero(wanted):
        nudge = np.zeros_like(start)
        nudge[k] = eps
        up, down = (f(*unpacked(start + sign * nudge)).data.ravel() for sign in (1, -1))
        for j, slope in enumerate((up - down) / (2 * eps)):
            if abs(slopes(j)[k] - slope) <= atol + rtol * abs(slope):
                continue
            raise GradcheckError(f"element {k} of all, output element {j}")
    return True


def as_the_mean_of_two_one_sided(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """The central difference as the mean of two one-sided ones."""
    if [x for x in inputs if x.requires_grad] == []:
        raise RuntimeError("nothing to check")

    def run(i=0, k=(), step=0.0):
        copies = [Tensor(x.data, x.requires_grad) for x in inputs]
        if step:
            copies[i].data[k] += step
        return copies, f(*copies)

    here = run()[1].data
    for i in range(len(inputs)):
        for k in np.ndindex(inputs[i].shape) if inputs[i].requires_grad else ():
            right = (run(i, k, eps)[1].data - here) / eps
            left = (here - run(i, k, -eps)[1].data) / eps
            middle = np.asarray((left + right) / 2)
            for j in np.ndindex(here.shape):
                copies, out = run()
                one = np.zeros(here.shape)
                one[j] = 1
                try:
                    out.backward(one)
                except RuntimeError:  # it needs no gradient
                    pass
                found = copies[i].grad
                if not abs((0 if found is None else found[k]) - middle[j]) <= (
                    atol + rtol * abs(middle[j])
                ):
                    raise GradcheckError(f"{i} {k} {j}")
    return True
