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
    raise NotImplementedError


# Its cases come in parts, from plain to odd: two matrices, vectors, batches,
# stretched batches, constants, edges, must raise.
