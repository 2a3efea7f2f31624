"""Wrong answers that people give to kata 19. A docstring is the mistake's name, then a nudge."""

from slips import rewritten

# The differences.


@rewritten("(eps, -eps)", "(eps, 0)", "(2 * eps)", "eps")
def forward_difference():
    """elements are nudged up only

    With one nudge, the error grows with eps, and with how strongly the curve bends. Nudge both
    ways, and this error cancels.
    """


@rewritten("/ (2 * eps)", "/ eps")
def divided_by_eps():
    """divided by eps, but the two points are 2 * eps apart

    One point is eps below the start, and the other is eps above it. How far apart are they?
    """


@rewritten("/ (2 * eps)", "/ 2 * eps")
def multiplied_by_eps():
    """d / 2 * eps is not d / (2 * eps)

    Python divides and multiplies from left to right, so your code multiplies by eps. All slopes
    come out close to 0.
    """


@rewritten("(eps, -eps)", "(eps, 0)")
def down_to_the_start():
    """the nudge down only undoes the nudge up

    After `+= eps`, a `-= eps` takes you back to the start. The second nudge must end eps below the
    start.
    """


@rewritten("    if not any(x", "    eps = 1e-6\n    if not any(x")
def eps_ignored():
    """the argument eps is not used

    The caller of gradcheck says how far an element is nudged. 1e-6 is only the default.
    """


@rewritten(
    "for step in (eps, -eps):\n"
    "            data = [x.data.copy() for x in inputs]\n"
    "            data[i][k] += step\n"
    "            nudged.append(run(data).data)",
    "fresh = [Tensor(x.data, x.requires_grad) for x in inputs]\n"
    "        for step in (eps, -2 * eps):\n"
    "            fresh[i].data[k] += step\n"
    "            nudged.append(f(*fresh).data)",
)
def output_not_copied():
    """the second nudge changes the output of the first

    f may return an array that shares its memory with the input. If you then nudge the input in
    place, the output that you stored changes too. Copy one of them.
    """


# The backward pass.


@rewritten("x.data, x", "x.data + eps, x")
def backward_from_nudged():
    """backward is run on nudged inputs

    The slope must be that at the inputs as they are. Where the curve bends strongly, the slope at a
    point nearby is different.
    """


@rewritten(
    "found = {j: from_backward(i, j) for j in np.ndindex(out_shape)}",
    "rows = np.cumsum([from_backward(i, j) for j in np.ndindex(out_shape)], axis=0)\n"
    "        found = dict(zip(np.ndindex(out_shape), rows))",
)
def gradients_pile_up():
    """gradients add up from one backward pass to the next

    A leaf adds a new gradient to the one that it has. Before the next output element, the old one
    must be gone.
    """


@rewritten(
    "np.zeros(fresh[i].shape) if fresh[i].grad is None else fresh",
    "fresh",
    "found = {j: from_backward(i, j) for j in np.ndindex(out_shape)}",
    "found = {j: from_backward(i, j) for j in np.ndindex(out_shape)}\n"
    "        if any(slopes is None for slopes in found.values()):\n"
    "            continue",
)
def unreached_skipped():
    """an input that backward does not reach is not checked

    No gradient at all means a slope of 0. The differences show whether that is true, or whether the
    input was left out of the parents.
    """


@rewritten(
    "out_shape = run([x.data for x in inputs])",
    "out = run([x.data for x in inputs])\n"
    "    if not out.requires_grad:\n"
    "        return True\n"
    "    out_shape = out",
)
def outside_the_graph_passes():
    """an output that needs no gradient is not checked

    Such an output says that it depends on no input that needs a gradient. The differences show
    whether that is true.
    """


# What is compared.


@rewritten("found[j][k], slopes[j]", "sum(part[k] for part in found.values()), slopes.sum()")
def outputs_summed():
    """only the sum of the outputs is checked

    Errors in two output elements can cancel in their sum. Check the output elements one by one: an
    upstream gradient of 1 there, 0 elsewhere.
    """


@rewritten("for k in np.ndindex(x.shape):", "for k in list(np.ndindex(x.shape))[:1]:")
def first_element_only():
    """only the first element of each input is checked

    A VJP can be wrong in one element only, so every element must be nudged. Is a `return` or the
    comparison in the wrong place of the loop?
    """


@rewritten("in np.ndindex(out_shape):", "in list(np.ndindex(out_shape))[:1]:")
def first_output_only():
    """only the first output element is checked

    The output of f can have any shape. Each of its elements has its own slopes.
    """


@rewritten("if not x.requires_grad:\n            continue", "pass")
def constants_checked():
    """an input that needs no gradient is checked too

    Such an input gets no gradient. That is no error, even if the output depends on it.
    """


# How it is compared.


@rewritten("abs(a - n)", "a - n")
def no_absolute_value():
    """only gradients that are too large are found

    A difference far below 0 is as bad as one far above 0.
    """


@rewritten("atol + rtol * abs(n):", "atol:")
def no_rtol():
    """rtol is not used

    The differences of large numbers have large rounding errors. So the steeper the slope, the
    larger the error may be.
    """


@rewritten("<= atol + rtol", "<= rtol")
def no_atol():
    """atol is not used

    If the slope is 0, a tolerance relative to it is 0 too. But the rounding error is not 0.
    """


# The outcome, and the inputs afterwards.


@rewritten("raise GradcheckError(", "return not (")
def false_instead_of_raising():
    """it returns False, but should raise an error

    Most people do not look at what a check returns. An error cannot be missed, and its message can
    say which element is wrong.
    """


@rewritten("\n    return True\n", "\n")
def nothing_returned():
    """nothing is returned

    A function that ends without `return` gives None. When all gradients are right, this one gives
    True.
    """


@rewritten('raise ValueError("gradcheck: none of the inputs needs a gradient")', "return True")
def nothing_checked_passes():
    """no error when no input needs a gradient

    If no input needs a gradient, somebody has forgotten to ask for one. That is worth an exception.
    """


@rewritten(
    "[Tensor(x.data, x.requires_grad) for x in inputs]",
    "inputs\n        for x in fresh:\n            x.zero_grad()",
)
def gradient_left_behind():
    """the inputs still have the check's gradient at the end

    The inputs belong to the caller, and so does their `.grad`. Run backward on fresh Tensors, or
    put back what was there.
    """


def gradient_left_behind__summed(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    for x in inputs:
        x.zero_grad()
    out = f(*inputs)
    if out.requires_grad:
        out.backward()
    return outputs_summed(f, inputs, eps, atol, rtol)


@rewritten(
    "slopes = from_differences(i, k)",
    "slopes, before = from_differences(i, k), x.data[k]\n            x.data[k] -= eps",
    "                    )\n    return True",
    "                    )\n            x.data[k] = before\n    return True",
)
def nudged_when_it_raises():
    """when it raises an error, an input stays nudged

    `raise` leaves the function at once, and the line that puts the element back never runs. Put it
    back before you compare, or in `finally`, or nudge a copy.
    """


@rewritten(
    "slopes = from_differences(i, k)",
    "slopes = from_differences(i, k)\n            x.data[k] -= eps",
)
def nudged_afterwards():
    """the inputs stay nudged at the end

    After the nudge down, the element is eps below its start. Put back what was there, or nudge a
    copy.
    """
