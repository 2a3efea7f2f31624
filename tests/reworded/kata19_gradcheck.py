"""The mistakes of kata19_gradcheck in other words; a function bears the key of its mistake."""

import numpy as np

from minigrad import GradcheckError, Tensor


def _copies(inputs):
    return [Tensor(x.data.copy(), x.requires_grad) for x in inputs]


def _from_backward(f, inputs, i):
    """The slopes in input i, with the output's axes first."""
    size = f(*_copies(inputs)).size
    slopes = np.zeros((size, *inputs[i].shape))
    for j in range(size):
        leaves = _copies(inputs)
        out = f(*leaves)
        one = np.zeros(size)
        one[j] = 1
        if out.requires_grad:
            out.backward(one.reshape(out.shape))
        if leaves[i].grad is not None:
            slopes[j] = leaves[i].grad
    return slopes


def _from_nudges(f, inputs, i, eps):
    up, down = _copies(inputs), _copies(inputs)
    slopes = np.zeros((f(*up).size, *inputs[i].shape))
    for k in np.ndindex(inputs[i].shape):
        up[i].data[k] += eps
        down[i].data[k] -= eps
        slopes[:, *k] = (f(*up).data.ravel() - f(*down).data.ravel()) / (2 * eps)
        up[i].data[k] = down[i].data[k] = inputs[i].data[k]
    return slopes


def _pairs(f, inputs, i, eps):
    analytic, numeric = _from_backward(f, inputs, i), _from_nudges(f, inputs, i, eps)
    return zip(analytic.flat, numeric.flat, strict=True)


def _wanted(inputs):
    wanted = [i for i, x in enumerate(inputs) if x.requires_grad]
    if not wanted:
        raise GradcheckError("nothing to check")
    return wanted


def forward_difference(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    here = f(*_copies(inputs)).data
    for i in _wanted(inputs):
        found = _from_backward(f, inputs, i)
        for k in np.ndindex(inputs[i].shape):
            there = _copies(inputs)
            there[i].data[k] += eps
            slope = ((f(*there).data - here) / eps).ravel()
            if not np.allclose(found[:, *k], slope, rtol, atol):
                raise GradcheckError(f"{i} {k}")
    return True


def divided_by_eps(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        numeric = 2 * _from_nudges(f, inputs, i, eps)
        if not np.allclose(_from_backward(f, inputs, i), numeric, rtol=rtol, atol=atol):
            raise GradcheckError(i)
    return True


def multiplied_by_eps(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        analytic = _from_backward(f, inputs, i)
        for k in np.ndindex(inputs[i].shape):
            up, down = _copies(inputs), _copies(inputs)
            up[i].data[k] += eps
            down[i].data[k] -= eps
            numeric = (f(*up).data - f(*down).data).ravel() / 2 * eps
            if not np.allclose(analytic[:, *k], numeric, rtol, atol):
                raise GradcheckError(f"input {i}, element {k}")
    return True


def down_to_the_start(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        analytic = _from_backward(f, inputs, i)
        for k in np.ndindex(inputs[i].shape):
            leaves = _copies(inputs)
            leaves[i].data[k] += eps
            high = np.array(f(*leaves).data)
            leaves[i].data[k] -= eps
            low = np.array(f(*leaves).data)
            numeric = (high - low).ravel() / (2 * eps)
            if not np.all(np.abs(analytic[:, *k] - numeric) <= atol + rtol * np.abs(numeric)):
                raise GradcheckError(f"input {i}, element {k}")
    return True


def eps_ignored(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        numeric = _from_nudges(f, inputs, i, 1e-6)
        if not np.allclose(_from_backward(f, inputs, i), numeric, rtol=rtol, atol=atol):
            raise GradcheckError(i)
    return True


def output_not_copied(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        analytic = _from_backward(f, inputs, i)
        leaves = _copies(inputs)
        for k in np.ndindex(inputs[i].shape):
            leaves[i].data[k] = inputs[i].data[k] + eps
            high = f(*leaves)
            leaves[i].data[k] = inputs[i].data[k] - eps
            low = f(*leaves)
            leaves[i].data[k] = inputs[i].data[k]
            numeric = (high.data - low.data).ravel() / (2 * eps)
            if not np.all(np.abs(analytic[:, *k] - numeric) <= atol + rtol * np.abs(numeric)):
                raise GradcheckError(f"input {i}, element {k}")
    return True


def gradients_pile_up(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        numeric = _from_nudges(f, inputs, i, eps)
        leaves = _copies(inputs)
        out = f(*leaves)
        for j, one in enumerate(np.eye(out.size)):
            if out.requires_grad:
                out.backward(one.reshape(out.shape))
            found = 0 if leaves[i].grad is None else leaves[i].grad
            if not np.all(abs(found - numeric[j]) <= atol + rtol * abs(numeric[j])):
                raise GradcheckError(f"input {i}, output element {j}")
    return True


def gradients_pile_up__2(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    before = [x.grad for x in inputs]
    try:
        for x in inputs:
            x.zero_grad()
        for i in _wanted(inputs):
            numeric = _from_nudges(f, inputs, i, eps)
            for k in np.ndindex(inputs[i].shape):
                for j, slope in enumerate(numeric[:, *k]):
                    out = f(*inputs)
                    if out.requires_grad:
                        out.backward((np.arange(out.size) == j).reshape(out.shape))
                    found = 0 if inputs[i].grad is None else inputs[i].grad[k]
                    if not abs(found - slope) <= atol + rtol * abs(slope):
                        raise GradcheckError(f"input {i}, element {k}, output element {j}")
        return True
    finally:
        for x, grad in zip(inputs, before, strict=True):
            x.grad = grad


def unreached_skipped(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    leaves = _copies(inputs)
    out = f(*leaves)
    for i in _wanted(inputs):
        if out.requires_grad:
            leaves[i].zero_grad()
            out.backward(np.ones(out.shape))
        if leaves[i].grad is None:
            continue
        numeric = _from_nudges(f, inputs, i, eps)
        if not np.allclose(_from_backward(f, inputs, i), numeric, rtol, atol):
            raise GradcheckError(i)
    return True


def outside_the_graph_passes(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        if not f(*inputs).requires_grad:
            continue
        numeric = _from_nudges(f, inputs, i, eps)
        if not np.allclose(_from_backward(f, inputs, i), numeric, rtol, atol):
            raise GradcheckError(i)
    return True


def outputs_summed(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        leaves = _copies(inputs)
        out = f(*leaves)
        if out.requires_grad:
            out.backward(np.ones(out.shape))
        grad = np.zeros(inputs[i].shape) if leaves[i].grad is None else leaves[i].grad
        for k in np.ndindex(grad.shape):
            sums = []
            for step in (eps, -eps):
                leaves = _copies(inputs)
                leaves[i].data[k] += step
                sums.append(f(*leaves).data.sum())
            numeric = (sums[0] - sums[1]) / (2 * eps)
            if not np.isclose(grad[k], numeric, rtol=rtol, atol=atol):
                raise GradcheckError(f"input {i}, element {k}")
    return True


def all_nudged_at_once(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        up, down = _copies(inputs), _copies(inputs)
        up[i].data = up[i].data + eps
        down[i].data = down[i].data - eps
        numeric = np.ravel((f(*up).data - f(*down).data) / (2 * eps))
        leaves = _copies(inputs)
        out = f(*leaves)
        if out.requires_grad:
            out.backward()
        grad = np.zeros(inputs[i].size) if leaves[i].grad is None else leaves[i].grad.ravel()
        if len(grad) != len(numeric) or not np.allclose(grad, numeric, rtol, atol):
            raise GradcheckError(i)
    return True


def first_input_only(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        numeric = _from_nudges(f, inputs, i, eps)
        if not np.allclose(_from_backward(f, inputs, i), numeric, rtol, atol):
            raise GradcheckError(i)
        return True


def first_element_only(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        analytic, numeric = _from_backward(f, inputs, i), _from_nudges(f, inputs, i, eps)
        for k in np.ndindex(inputs[i].shape):
            if not np.allclose(analytic[:, *k], numeric[:, *k], rtol, atol):
                raise GradcheckError(f"{i} {k}")
            break
    return True


def first_output_only(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        analytic, numeric = _from_backward(f, inputs, i), _from_nudges(f, inputs, i, eps)
        for a, n in zip(analytic.flat, numeric.flat[: inputs[i].size], strict=False):
            if not np.isclose(a, n, rtol, atol):
                raise GradcheckError(i)
    return True


def constants_checked(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    _wanted(inputs)
    for i in range(len(inputs)):
        numeric = _from_nudges(f, inputs, i, eps)
        if not np.allclose(_from_backward(f, inputs, i), numeric, rtol, atol):
            raise GradcheckError(i)
    return True


def no_absolute_value(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        numeric = _from_nudges(f, inputs, i, eps)
        error = _from_backward(f, inputs, i) - numeric - rtol * np.abs(numeric)
        if not np.max(error, initial=0) <= atol:
            raise GradcheckError(i)
    return True


def nan_passes(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        for a, n in _pairs(f, inputs, i, eps):
            if abs(a - n) > atol + rtol * abs(n):
                raise GradcheckError(f"input {i}: {a} and {n}")
    return True


def no_rtol(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        error = np.abs(_from_backward(f, inputs, i) - _from_nudges(f, inputs, i, eps))
        if not np.max(error, initial=0) <= atol:
            raise GradcheckError(i)
    return True


def no_atol(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        if not all(abs(a - n) <= rtol * abs(n) for a, n in _pairs(f, inputs, i, eps)):
            raise GradcheckError(i)
    return True


def numpy_tolerances(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        if not np.allclose(_from_backward(f, inputs, i), _from_nudges(f, inputs, i, eps)):
            raise GradcheckError(i)
    return True


def relative_to_backward(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        numeric = _from_nudges(f, inputs, i, eps)
        if not np.allclose(numeric, _from_backward(f, inputs, i), rtol=rtol, atol=atol):
            raise GradcheckError(i)
    return True


def compared_as_a_whole(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        a, n = _from_backward(f, inputs, i), _from_nudges(f, inputs, i, eps)
        size = np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(n**2))
        if not np.sqrt(np.sum((a - n) ** 2)) <= atol + rtol * size:
            raise GradcheckError(i)
    return True


def false_instead_of_raising(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    return all(
        np.allclose(_from_backward(f, inputs, i), _from_nudges(f, inputs, i, eps), rtol, atol)
        for i in _wanted(inputs)
    )


def nothing_returned(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        numeric = _from_nudges(f, inputs, i, eps)
        if not np.allclose(_from_backward(f, inputs, i), numeric, rtol, atol):
            raise GradcheckError(i)


def nothing_checked_passes(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i, x in enumerate(inputs):
        if x.requires_grad:
            numeric = _from_nudges(f, inputs, i, eps)
            if not np.allclose(_from_backward(f, inputs, i), numeric, rtol, atol):
                raise GradcheckError(i)
    return True


def gradient_left_behind(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        numeric = _from_nudges(f, inputs, i, eps)
        out, found = f(*inputs), np.zeros(numeric.shape)
        for j, one in enumerate(np.eye(out.size)):
            for x in inputs:
                x.grad = None
            if out.requires_grad:
                out.backward(one.reshape(out.shape))
            found[j] = 0 if inputs[i].grad is None else inputs[i].grad
        if not np.allclose(found, numeric, rtol, atol):
            raise GradcheckError(i)
    return True


def gradient_forgotten(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    try:
        for i in _wanted(inputs):
            out = f(*inputs)
            numeric = _from_nudges(f, inputs, i, eps)
            for j in range(out.size):
                for x in inputs:
                    x.zero_grad()
                if out.requires_grad:
                    out.backward((np.arange(out.size) == j).reshape(out.shape))
                found = 0 if inputs[i].grad is None else inputs[i].grad
                if not np.allclose(found, numeric[j], rtol, atol):
                    raise GradcheckError(f"input {i}, output element {j}")
        return True
    finally:
        for x in inputs:
            x.zero_grad()


def nudged_when_it_raises(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        x, analytic = inputs[i], _from_backward(f, inputs, i)
        for k in np.ndindex(x.shape):
            x.data[k] += eps
            high = np.array(f(*inputs).data)
            x.data[k] -= 2 * eps
            low = np.array(f(*inputs).data)
            if not np.allclose(analytic[:, *k], (high - low).ravel() / (2 * eps), rtol, atol):
                raise GradcheckError(f"input {i}, element {k}")
            x.data[k] += eps
    return True


def nudged_afterwards(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for i in _wanted(inputs):
        x, analytic = inputs[i], _from_backward(f, inputs, i)
        for k in np.ndindex(x.shape):
            x.data[k] += eps
            high = np.array(f(*inputs).data)
            x.data[k] -= 2 * eps
            low = np.array(f(*inputs).data)
            if not np.allclose(analytic[:, *k], (high - low).ravel() / (2 * eps), rtol, atol):
                raise GradcheckError(f"input {i}, element {k}")
    return True


def gradient_left_behind__2(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """And of the sum of the outputs, on the inputs themselves."""
    _wanted(inputs)
    for x in inputs:
        x.zero_grad()
    f(*inputs).backward()
    for i, x in enumerate(inputs):
        for k in np.ndindex(x.shape if x.requires_grad else 0):
            before = x.data[k]
            x.data[k] = before + eps
            above = f(*inputs).data.sum()
            x.data[k] = before - eps
            below = f(*inputs).data.sum()
            x.data[k] = before
            analytic = 0 if x.grad is None else x.grad[k]
            numeric = (above - below) / (2 * eps)
            if not abs(analytic - numeric) <= atol + rtol * abs(numeric):
                raise GradcheckError(f"{i} {k}: {analytic}, {numeric}")
    return True


def gradient_left_behind__3(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """Only where it raises."""
    gradient_left_behind__2(f, inputs, eps, atol, rtol)
    for x in inputs:
        x.zero_grad()
    return True
