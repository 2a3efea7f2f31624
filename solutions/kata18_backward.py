import numpy as np

from minigrad import Tensor


def backward(self, gradient=None):
    """Go back through the graph and give every tensor its gradient: `loss.backward()`.

    gradient: the upstream gradient, of this tensor's shape: an array, number or
        list. The default is all ones, for any shape (PyTorch allows that for
        one element only).
    Sets `.grad`, a NumPy array, on this tensor and on all that it was made
    from, except those that need no gradient. Returns nothing. Raises when this
    tensor needs no gradient, and when the gradient has another shape.

    What you have:
    - `node._prev` is the tuple of a node's parents, `()` for a leaf.
    - `node.vjp(grad)` goes one step back (not for leaves). It takes the node's
      gradient and returns a list with one entry per parent: an array, or None
      for a parent that needs no gradient.

    By hand: y = x + x, z = y + x. z starts with 1 and passes 1 to y and 1 to x.
    y passes 1 to x, twice. x gets the sum, 3. But if x were finished before y,
    it would get only 1. A node's users are the nodes made from it. Its gradient
    is complete only when all its users have passed on their shares, so visit
    them all before the node. And visit each node once, not once for each path
    to it: 60 doublings in a row (y = y + y) have 2 to the power 60 paths.

    Watch out for:
    - A leaf adds to the `.grad` that it has (None at first) in every call. An
      inner node's `.grad` comes from the latest call only.
    - Never add in place (`+=` on an array): two nodes may have got the same
      array. And a leaf's `.grad` is a copy, which nothing else holds.
    - The sum of two arrays without axes is a NumPy scalar. `np.asarray` makes
      it an array.
    - Python stops at about 1000 nested calls. Graphs may be 50,000 nodes deep.
    """
    if not self.requires_grad:
        raise RuntimeError("backward: this tensor needs no gradient (was requires_grad set?)")
    upstream = np.ones(self.shape) if gradient is None else Tensor.wrap(gradient).data
    if upstream.shape != self.shape:
        raise ValueError(
            f"backward: the gradient has shape {upstream.shape}, the tensor {self.shape}"
        )

    # Depth-first, a node comes after all its parents. In reversed order it
    # comes before them, so every node comes after all its users. A stack of our
    # own, instead of recursion, works for a graph of any depth. A node stays on
    # it until its parents are done. (A dict keeps the order in which keys came.)
    order, seen, stack = {}, set(), [self]
    while stack:
        node = stack[-1]
        if node in seen:
            order[node] = True
            stack.pop()
        else:
            seen.add(node)
            if node._prev:  # an inner node; a leaf has no parents
                node.grad = None
            for parent in node._prev:
                if parent.requires_grad:
                    stack.append(parent)

    # The chain rule for many paths: add up what arrives along each path. When a
    # node's turn comes, all its users have passed on their shares. Its gradient
    # is complete, and is passed on once.
    _add(self, upstream)
    for node in reversed(order):
        if node._prev:
            for parent, part in zip(node._prev, node.vjp(node.grad)):
                if part is not None:
                    _add(parent, part)


def _add(node, part):
    """Add to a node's gradient, and change no array in place: others may hold it."""
    if node.grad is not None:
        node.grad = np.asarray(node.grad + part)
    else:
        node.grad = part if node._prev else part.copy()
