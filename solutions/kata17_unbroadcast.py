def unbroadcast(grad, shape):
    """Undo broadcasting, sum a gradient down to a shape: `unbroadcast(grad, (3,))`.

    grad: a NumPy array, the gradient of something that was broadcast
    shape: a tuple, the shape before broadcasting. `grad.shape` is the shape
        after it.
    Returns a NumPy array of that shape. (There are no Tensors here: VJPs work
        on arrays.)

    By hand: [1, 2] was broadcast to shape (3, 2), so each of its elements was
    used three times. The three copies of the 1 have the gradients 1, 2 and 4.
    The copies of the 2 have 10, 20 and 40. So grad is [[1, 10], [2, 20],
    [4, 40]]. Nudge the 1, and all three copies move, so its gradient is the sum
    of their gradients. The answer is [7, 70].

    Copies were made along two kinds of axes: an axis that was missing, which
    broadcasting added on the left, and an axis of length 1, which was
    stretched. Sum along both kinds. The answer must have exactly the shape
    asked for, with its axes of length 1 in their places.

    Watch out for: (2, 3, 4) down to (3, 1), where one axis is new and another
    was stretched; a square, where a sum over the wrong axis fits too; an axis
    that has length 1 on both sides; down to (); nothing to do at all; an axis
    that was stretched to length 0.
    """
    # The original's gradient is the sum of its copies' gradients. Copies lie
    # along each axis that is new (shapes are compared from the right, so new
    # axes come first) and along each axis of length 1. (If that axis has length
    # 1 in grad too, summing along it changes nothing.)
    if grad.shape == shape:
        return grad
    total = grad
    while total.ndim > len(shape):
        total = total.sum(axis=0)
    for axis in range(total.ndim):
        if shape[axis] == 1:
            total = total.sum(axis=axis, keepdims=True)
    try:
        return total.reshape(shape)
    except ValueError:
        message = f"unbroadcast: a gradient of shape {grad.shape} does not come down to {shape}"
        raise ValueError(message) from None
