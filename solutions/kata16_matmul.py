import numpy as np

from minigrad import Tensor, unbroadcast


def matmul(self, other):
    """Multiply matrices, vectors and batches of matrices: `x @ y`, `x.matmul(y)`.

    other: a Tensor, list or NumPy array.
    Returns a Tensor: (m, n) @ (n, p) gives (m, p). The inner axes, here of
        length n, must agree. Axes before the last two are batch axes. Each
        place in the batch has its own product, and batch axes broadcast:
        (7, 1, m, n) @ (5, n, p) gives (7, 5, m, p). A vector on the left counts
        as a row, (1, n), and the result has no axis for it: (n,) @ (n, p) gives
        (p,). A vector on the right counts as a column, (n, 1): (m, n) @ (n,)
        gives (m,), and (n,) @ (n,) gives (). (NumPy's `@` does the same.)

    By hand: [[1, 2]] @ [[3, 5], [4, 6]] is [[11, 17]]. Nudge the 2 up by 0.1:
    the result is [[11.4, 17.6]], so the slopes are 4 and 6. If the upstream
    gradient is [[10, 100]], the gradient of the 2 is 4 * 10 + 6 * 100 = 640.

    Each side's gradient is a matrix product again, of the upstream gradient and
    the other side. Which of them comes first, and which must be transposed?
    With shapes (2, 3) and (3, 4) only one way fits. With squares every way
    fits, and only one is right.

    Watch out for: batch axes, which must stay where they are; a batch axis that
    was stretched, because it was missing or had length 1 (see `unbroadcast`); a
    vector on either side, or on both; `x @ x`; an inner axis of length 0. A
    number on either side must raise an error. An inner axis of 1 against one of
    3 must do so too, because inner axes do not stretch.
    """
    other = Tensor.wrap(other)
    try:  # NumPy refuses what does not fit, but does not name the shapes
        data = self.data @ other.data
    except ValueError:
        message = f"matmul: shapes {self.shape} and {other.shape} do not fit together"
        raise ValueError(message) from None

    # A vector is a matrix without one of its axes. Put that axis back, here and
    # in the upstream gradient, and one formula works for everything.
    a, b, left_out = self.data, other.data, []
    if a.ndim == 1:
        a = a[None, :]
        left_out.append(-2)
    if b.ndim == 1:
        b = b[:, None]
        left_out.append(-1)

    # C[i,k] is the sum over j of A[i,j] B[j,k]. So A[i,j] moves C[i,k], for
    # every k, with slope B[j,k]. Its gradient is the sum over k of
    # G[i,k] B[j,k], which is G times B transposed. In the same way, B's
    # gradient is A transposed times G. `mT` swaps the last two axes and leaves
    # the batch axes where they are. unbroadcast sums over the stretched ones.
    # A product is dear, so a side that needs no gradient gets none.
    def vjp(grad):
        to_a = to_b = None
        if left_out:  # seldom, and expand_dims is slow
            grad = np.expand_dims(grad, left_out)
        if self.requires_grad:
            to_a = unbroadcast(grad @ b.mT, a.shape).reshape(self.shape)
        if other.requires_grad:
            to_b = unbroadcast(a.mT @ grad, b.shape).reshape(other.shape)
        return to_a, to_b

    return Tensor.from_op("matmul", data, (self, other), vjp)
