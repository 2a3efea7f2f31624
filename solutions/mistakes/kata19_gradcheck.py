"""Wrong answers that people give to kata 19. A docstring is the mistake's name, then a nudge.

Each replaces one right part by a wrong one. Slopes are matrices: a row for each output element,
a column for each element of one input.
"""

import numpy as np

from minigrad import GradcheckError, Tensor


def _fresh(inputs):
    return [Tensor(x.data, x.requires_grad) for x in inputs]


def _backward(f, inputs, i):
    size = f(*_fresh(inputs)).size
    rows = []
    for one in np.eye(size):
        fresh = _fresh(inputs)
        out = f(*fresh)
        if out.requires_grad:
            out.backward(one.reshape(out.shape))
        rows.append(np.zeros(fresh[i].size) if fresh[i].grad is None else fresh[i].grad.ravel())
    return np.array(rows).reshape(size, inputs[i].size)


def _backward_from_ones(f, inputs, i):
    fresh = _fresh(inputs)
    out = f(*fresh)
    if out.requires_grad:
        out.backward()
    return np.zeros(fresh[i].size) if fresh[i].grad is None else fresh[i].grad.ravel()


def _differences(f, inputs, i, eps, up=1.0, down=1.0, gap=2.0):
    def run(nudge):
        fresh = _fresh(inputs)
        fresh[i].data += nudge.reshape(fresh[i].shape)
        return f(*fresh).data.ravel()

    nudges = eps * np.eye(inputs[i].size)
    columns = [(run(up * nudge) - run(-down * nudge)) / (gap * eps) for nudge in nudges]
    return np.transpose(columns or [[]])


def _agree(a, n, atol, rtol):
    return np.all(abs(a - n) <= atol + rtol * abs(n))


def _check(
    f,
    inputs,
    eps,
    atol,
    rtol,
    backward=_backward,
    differences=_differences,
    agree=_agree,
    which=all,
):
    """The reference in parts, so that one can be wrong. which: picks some of the inputs' numbers"""
    needing = [i for i, x in enumerate(inputs) if x.requires_grad]
    if not needing:
        raise ValueError("none needs a gradient")
    for i in needing if which is all else which(needing):
        a, n = backward(f, inputs, i), differences(f, inputs, i, eps)
        if a is not None and not agree(a, n, atol, rtol):
            raise GradcheckError(f"input {i}")
    return True


# The differences.


def forward_difference(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """elements are nudged up only

    With one nudge, the error grows with eps, and with how strongly the curve bends. Nudge both
    ways, and this error cancels.
    """

    def differences(f, inputs, i, eps):
        return _differences(f, inputs, i, eps, down=0, gap=1)

    return _check(f, inputs, eps, atol, rtol, differences=differences)


def divided_by_eps(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """divided by eps, but the two points are 2 * eps apart

    One point is eps below the start, and the other is eps above it. How far apart are they?
    """

    def differences(f, inputs, i, eps):
        return _differences(f, inputs, i, eps, gap=1)

    return _check(f, inputs, eps, atol, rtol, differences=differences)


def multiplied_by_eps(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """d / 2 * eps is not d / (2 * eps)

    Python divides and multiplies from left to right, so your code multiplies by eps. All slopes
    come out close to 0.
    """

    def differences(f, inputs, i, eps):
        return _differences(f, inputs, i, eps, gap=2 / eps**2)

    return _check(f, inputs, eps, atol, rtol, differences=differences)


def down_to_the_start(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """the nudge down only undoes the nudge up

    After `+= eps`, a `-= eps` takes you back to the start. The second nudge must end eps below the
    start.
    """

    def differences(f, inputs, i, eps):
        return _differences(f, inputs, i, eps, down=0)

    return _check(f, inputs, eps, atol, rtol, differences=differences)


def eps_ignored(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """the argument eps is not used

    The caller of gradcheck says how far an element is nudged. 1e-6 is only the default.
    """
    return _check(f, inputs, 1e-6, atol, rtol)


def output_not_copied(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """the second nudge changes the output of the first

    f may return an array that shares its memory with the input. If you then nudge the input in
    place, the output that you stored changes too. Copy one of them.
    """

    def differences(f, inputs, i, eps):
        fresh, columns = _fresh(inputs), []
        for k in np.ndindex(inputs[i].shape):
            fresh[i].data[k] += eps
            above = f(*fresh).data
            fresh[i].data[k] -= 2 * eps
            below = f(*fresh).data
            columns.append((above - below).ravel() / (2 * eps))
            fresh[i].data[k] = inputs[i].data[k]
        return np.transpose(columns or [[]])

    return _check(f, inputs, eps, atol, rtol, differences=differences)


# The backward pass.


def backward_from_nudged(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """backward is run on nudged inputs

    The slope must be that at the inputs as they are. Where the curve bends strongly, the slope at a
    point nearby is different.
    """

    def backward(f, inputs, i):
        return _backward(f, [Tensor(x.data + eps, x.requires_grad) for x in inputs], i)

    return _check(f, inputs, eps, atol, rtol, backward=backward)


def gradients_pile_up(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """gradients add up from one backward pass to the next

    A leaf adds a new gradient to the one that it has. Before the next output element, the old one
    must be gone.
    """

    def backward(f, inputs, i):
        return np.cumsum(_backward(f, inputs, i), axis=0)

    return _check(f, inputs, eps, atol, rtol, backward=backward)


def unreached_skipped(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """an input that backward does not reach is not checked

    No gradient at all means a slope of 0. The differences show whether that is true, or whether the
    input was left out of the parents.
    """

    def backward(f, inputs, i):
        fresh = _fresh(inputs)
        out = f(*fresh)
        if out.requires_grad:
            out.backward()
        return None if fresh[i].grad is None else _backward(f, inputs, i)

    return _check(f, inputs, eps, atol, rtol, backward=backward)


def outside_the_graph_passes(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """an output that needs no gradient is not checked

    Such an output says that it depends on no input that needs a gradient. The differences show
    whether that is true.
    """
    if any(x.requires_grad for x in inputs) and not f(*_fresh(inputs)).requires_grad:
        return True
    return _check(f, inputs, eps, atol, rtol)


# What is compared.


def outputs_summed(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """only the sum of the outputs is checked

    Errors in two output elements can cancel in their sum. Check the output elements one by one: an
    upstream gradient of 1 there, 0 elsewhere.
    """

    def agree(a, n, atol, rtol):
        return _agree(a, n.sum(axis=0), atol, rtol)

    return _check(f, inputs, eps, atol, rtol, backward=_backward_from_ones, agree=agree)


def all_nudged_at_once(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """all elements of an input are nudged at once

    That works only if each output element depends on just one input element, its own. In general,
    each input element can move every output element. Nudge them one by one.
    """

    def agree(a, n, atol, rtol):
        n = n.sum(axis=1)
        return a.shape == n.shape and _agree(a, n, atol, rtol)

    return _check(f, inputs, eps, atol, rtol, backward=_backward_from_ones, agree=agree)


def first_element_only(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """only the first element of each input is checked

    A VJP can be wrong in one element only, so every element must be nudged. Is a `return` or the
    comparison in the wrong place of the loop?
    """

    def agree(a, n, atol, rtol):
        return _agree(a[:, :1], n[:, :1], atol, rtol)

    return _check(f, inputs, eps, atol, rtol, agree=agree)


def first_output_only(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """only the first output element is checked

    The output of f can have any shape. Each of its elements has its own slopes.
    """

    def agree(a, n, atol, rtol):
        return _agree(a[:1], n[:1], atol, rtol)

    return _check(f, inputs, eps, atol, rtol, agree=agree)


def constants_checked(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """an input that needs no gradient is checked too

    Such an input gets no gradient. That is no error, even if the output depends on it.
    """
    return _check(f, inputs, eps, atol, rtol, which=lambda needing: range(len(inputs)))


# How it is compared.


def no_absolute_value(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """only gradients that are too large are found

    A difference far below 0 is as bad as one far above 0.
    """

    def agree(a, n, atol, rtol):
        return np.all(a - n <= atol + rtol * abs(n))

    return _check(f, inputs, eps, atol, rtol, agree=agree)


def no_rtol(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """rtol is not used

    The differences of large numbers have large rounding errors. So the steeper the slope, the
    larger the error may be.
    """
    return _check(f, inputs, eps, atol, 0)


def no_atol(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """atol is not used

    If the slope is 0, a tolerance relative to it is 0 too. But the rounding error is not 0.
    """
    return _check(f, inputs, eps, 0, rtol)


# The outcome, and the inputs afterwards.


def false_instead_of_raising(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """it returns False, but should raise an error

    Most people do not look at what a check returns. An error cannot be missed, and its message can
    say which element is wrong.
    """
    try:
        return _check(f, inputs, eps, atol, rtol)
    except GradcheckError:
        return False


def nothing_returned(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """nothing is returned

    A function that ends without `return` gives None. When all gradients are right, this one gives
    True.
    """
    _check(f, inputs, eps, atol, rtol)


def nothing_checked_passes(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """no error when no input needs a gradient

    If no input needs a gradient, somebody has forgotten to ask for one. That is worth an exception.
    """
    return not any(x.requires_grad for x in inputs) or _check(f, inputs, eps, atol, rtol)


def gradient_left_behind(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """the inputs still have the check's gradient at the end

    The inputs belong to the caller, and so does their `.grad`. Run backward on fresh Tensors, or
    put back what was there.
    """

    def backward(f, inputs, i):
        rows = _backward(f, inputs, i)
        out = f(*inputs)
        for x in inputs:
            x.zero_grad()
        if out.requires_grad and out.size:
            last = np.arange(1, out.size + 1) == out.size
            out.backward(last.reshape(out.shape))
        return rows

    return _check(f, inputs, eps, atol, rtol, backward=backward)


def _nudge_in_place(f, inputs, eps, atol, rtol, put_back):
    assert any(x.requires_grad for x in inputs)
    for i, x in enumerate(inputs):
        for k, place in enumerate(np.ndindex(x.shape) if x.requires_grad else ()):
            before = x.data[place]
            a, n = _backward(f, inputs, i)[:, k], _differences(f, inputs, i, eps)[:, k]
            x.data[place] = before - eps  # after the nudge up and the nudge down
            if not _agree(a, n, atol, rtol):
                raise GradcheckError(f"input {i}, element {k}")
            if put_back:
                x.data[place] = before
    return True


def nudged_when_it_raises(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """when it raises an error, an input stays nudged

    `raise` leaves the function at once, and the line that puts the element back never runs. Put it
    back before you compare, or in `finally`, or nudge a copy.
    """
    return _nudge_in_place(f, inputs, eps, atol, rtol, put_back=True)


def nudged_afterwards(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    """the inputs stay nudged at the end

    After the nudge down, the element is eps below its start. Put back what was there, or nudge a
    copy.
    """
    return _nudge_in_place(f, inputs, eps, atol, rtol, put_back=False)
