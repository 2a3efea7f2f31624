def unbroadcast(grad, shape):
    """Undo broadcasting, sum a gradient down to a shape: `unbroadcast(grad, (3,))`.

    grad: a NumPy array, the gradient of something that was broadcast
    shape: a tuple, what was broadcast to `grad.shape`
    Returns a NumPy array of that shape. (No Tensors here: this is what VJPs are
        made with.)

    By hand: [1, 2] was broadcast to shape (3, 2), so each of its elements was
    used three times. Its three copies of the 1 have the gradients 1, 2 and 4,
    and those of the 2 have 10, 20 and 40: grad is [[1, 10], [2, 20], [4, 40]].
    Nudge the 1, and all three copies move; so its gradient is the sum of
    theirs, and the answer is [7, 70].

    An axis was copied along in one of two ways: it was not there at all, and
    broadcasting put it on the left; or it had length 1 and was stretched. Along
    both, sum. What is left must have exactly the shape asked for, its axes of
    length 1 in their places.

    To think of: (2, 3, 4) down to (3, 1), where one axis is new and another
    stretched; a square, where a sum over the wrong axis fits as well; an axis
    that has length 1 on both sides; down to (); nothing to do at all; an axis
    stretched to length 0.
    """
    # An axis of grad was copied along where shape has no axis (shapes are
    # compared from the right) or one of length 1. (Summing along an axis that
    # has length 1 in grad too changes nothing.) What each copy contributes adds
    # up in the original.
    if grad.shape == shape:
        return grad
    leading = grad.ndim - len(shape)
    copied = [axis for axis in range(grad.ndim) if axis < leading or shape[axis - leading] == 1]
    try:
        return grad.sum(axis=tuple(copied)).reshape(shape)
    except ValueError:
        message = f"unbroadcast: a gradient of shape {grad.shape} does not come down to {shape}"
        raise ValueError(message) from None
