"""Wrong answers that people give to kata 18. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import rewritten


def _start(self, gradient):
    """The upstream gradient, checked."""
    if not self.requires_grad:
        raise RuntimeError("needs no gradient")
    upstream = np.ones(self.shape) if gradient is None else np.array(gradient, dtype=np.float64)
    if upstream.shape != self.shape:
        raise ValueError("another shape")
    return upstream


def _order(root):
    """All nodes, in an order in which users come before what they use."""
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node._prev if parent.requires_grad)
    return order[::-1]


def _reset(order):
    for node in order:
        if node._backward is not None:
            node.grad = None


def _add(old, new):
    return np.array(new if old is None else old + new)


def _begin(self, gradient):
    """Clear the gradients of inner nodes, then give the root its gradient."""
    upstream = _start(self, gradient)
    _reset(_order(self))
    self.grad = _add(self.grad, upstream)


def _parts(node):
    """Each parent that needs a gradient, with the gradient that this node gives it."""
    if node._backward is None or node.grad is None:
        return []
    pairs = zip(node._prev, node.vjp(node.grad), strict=True)
    return [(parent, part) for parent, part in pairs if part is not None]


def _pass_on(order, add=_add):
    for node in order:
        for parent, part in _parts(node):
            parent.grad = add(parent.grad, part)


def _back(order, upstream, add=_add):
    """The backward pass, with the sums in `.grad`. It is right if order and add are right."""
    _reset(order)
    root = order[0]
    root.grad = add(root.grad, upstream)
    _pass_on(order, add)


def _back_by_totals(order, upstream, add=_add):
    """The backward pass, with the sums in a dict. It is right if order and add are right."""
    total = {order[0]: upstream}
    for node in order:
        if node._backward is None:
            node.grad = _add(node.grad, total[node])
        else:
            node.grad = total[node]
            for parent, part in _parts(node):
                total[parent] = add(total[parent], part) if parent in total else part


def upstream_ignored(self, gradient=None):
    """the argument gradient is not used

    You always start from ones. But this tensor may be one step on the way to a later result.
    `gradient` is the slope of that later result with respect to this tensor.
    """
    _back(_order(self), np.ones_like(_start(self, gradient)))


@rewritten("node.vjp(node.grad)", "node.vjp(upstream)")
def roots_gradient_passed_on():
    """every node passes on self's gradient, not its own

    The upstream gradient is self's. Each other node has its own `.grad`. Which one does vjp need?
    """


def root_zeroed(self, gradient=None):
    """self.grad is set, and then reset to 0

    self passes on the gradient that it has. If that is 0, all gradients are 0. First reset, then
    set self.grad.
    """
    order = _order(self)
    self.grad = _start(self, gradient)
    for node in order:
        node.grad = np.zeros(node.shape)
    _pass_on(order)


def overwritten(self, gradient=None):
    """a new gradient always replaces the old one

    A tensor that is used twice moves the result in two ways, and its gradient is the sum of both.
    Leaves also add up over calls. `=` keeps only the last gradient.
    """
    _back(_order(self), _start(self, gradient), lambda old, new: np.array(new))


def totals_overwritten(self, gradient=None):
    """within one call, a new gradient replaces the old one

    A tensor that is used twice moves the result in two ways, and its gradient is the sum of both.
    `=` keeps only the last gradient.
    """
    _back_by_totals(_order(self), _start(self, gradient), lambda old, new: new)


def first_share_only(self, gradient=None):
    """only the first gradient counts, later ones are dropped

    You visit a node once, but it can get more than one gradient. Each use of a tensor gives it a
    gradient, and these gradients add up.
    """
    _back_by_totals(_order(self), _start(self, gradient), lambda old, new: old)


def repeated_parent_counted_once(self, gradient=None):
    """in x + x, the parent x counts only once

    In x + x both parents are x, and each of them gets a gradient. A set, or a dict with parents as
    its keys, holds x only once.
    """
    _begin(self, gradient)
    for node in _order(self):
        for parent, part in dict(_parts(node)).items():
            parent.grad = _add(parent.grad, part)


def leaves_forget(self, gradient=None):
    """a leaf loses the gradient from earlier calls

    A leaf's gradient adds up over calls, until someone calls `zero_grad`. So a training step can
    call backward on several losses. Only inner nodes start again from nothing.
    """
    order, upstream = _order(self), _start(self, gradient)
    for node in order:
        node.grad = None
    _back(order, upstream)


def _back_with_what_was_there(self, upstream):
    """The backward pass, adding to the `.grad` that is there. The root gets upstream."""
    self.grad = upstream
    _pass_on(_order(self))


def inner_nodes_remember(self, gradient=None):
    """an inner node passes on its old gradient again

    In a second call, an inner node adds to the gradient from the first call, and passes the old
    gradient on again. Leaves add up over calls. Inner nodes start again from nothing.
    """
    upstream = _start(self, gradient)
    _back_with_what_was_there(self, upstream if self._prev else _add(self.grad, upstream))


def inner_nodes_remember__but_no_root(self, gradient=None):
    _back_with_what_was_there(self, _start(self, gradient))


def inner_nodes_remember__root_too(self, gradient=None):
    _back_with_what_was_there(self, _add(self.grad, _start(self, gradient)))


def _ported(start, copy):
    """As in micrograd: the root's gradient is set, and no other gradient is reset.

    start: makes the root's gradient; copy: is applied to each sum
    """

    def backward(self, gradient=None):
        self.grad = start(self, gradient)
        for node in _order(self):
            for parent, part in _parts(node):
                parent.grad = part if parent.grad is None else copy(parent.grad + part)

    return backward


def _copied(self, gradient):
    return np.ones(self.shape) if gradient is None else np.array(gradient, dtype=np.float64)


def _given(self, gradient):
    return np.ones(self.shape) if gradient is None else np.asarray(gradient, dtype=np.float64)


inner_nodes_remember__ported = _ported(_start, lambda total: total)
inner_nodes_remember__ported_copied = _ported(_copied, lambda total: total)
inner_nodes_remember__ported_given = _ported(_given, lambda total: total)


def _breadth_first(root):
    order, seen = [root], {root}
    for node in order:
        for parent in node._prev:
            if parent.requires_grad and parent not in seen:
                seen.add(parent)
                order.append(parent)
    return order


def breadth_first(self, gradient=None):
    """breadth-first: a node passes on its gradient too early

    A node may be used near self and also far from it. Breadth-first reaches it before its far user,
    so its gradient is not complete yet. A node must wait for all its users.
    """
    _back(_breadth_first(self), _start(self, gradient))


def breadth_first__by_totals(self, gradient=None):
    _back_by_totals(_breadth_first(self), _start(self, gradient))


def _preorder(root, turned=False):
    """Depth-first; a node is listed when entered. turned: the last parent is entered last"""
    order, seen, stack = [], set(), [root]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        order.append(node)
        for parent in reversed(node._prev) if turned else node._prev:
            if parent.requires_grad and parent not in seen:
                stack.append(parent)
    return order


def preorder(self, gradient=None):
    """in your order, a node can come before one of its users

    Your depth-first walk lists a node when it enters the node, perhaps before another of its users.
    List it when you leave it, after all its parents. Then reverse the list.
    """
    _back(_preorder(self, turned=True), _start(self, gradient))


def preorder__by_totals(self, gradient=None):
    _back_by_totals(_preorder(self, turned=True), _start(self, gradient))


def preorder__last_parent_first(self, gradient=None):
    _back(_preorder(self), _start(self, gradient))


def seen_when_pushed(self, gradient=None):
    """a node is marked as seen too early, when put on the stack

    A node that still waits on the stack counts as seen. If the walk now reaches another user of it,
    that user does not wait for it. Mark a node when the walk really enters it.
    """
    order, seen, stack = [], {self}, [(self, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
            continue
        stack.append((node, True))
        for parent in node._prev:
            if parent.requires_grad and parent not in seen:
                seen.add(parent)
                stack.append((parent, False))
    _back(order[::-1], _start(self, gradient))


def order_not_turned_round(self, gradient=None):
    """the gradient goes only one step, from self to its parents

    Every node must pass on its gradient, after its users. If you made a list, is self the first?
    """
    _begin(self, gradient)
    _pass_on(reversed(_order(self)))


def zeros_passed_on(self, gradient=None):
    """the order is not reversed, so nodes pass on zeros

    A depth-first walk lists parents before their users, so the order must be reversed. Now every
    node except self passes on its zeros before a gradient arrives.
    """
    order, upstream = _order(self), _start(self, gradient)
    for node in order:
        if node._prev or node.grad is None:
            node.grad = np.zeros(node.shape)
    self.grad = _add(None if self._prev else self.grad, upstream)
    _pass_on(reversed(order))


def _patience():
    """A function to call at each step. It gives up when there are too many steps."""
    steps = iter(range(20_000))

    def step():
        if next(steps, None) is None:
            raise TimeoutError

    return step


def visited_for_each_use(self, gradient=None):
    """a node is visited once for each use of it

    At the last visit its gradient may be complete. But each visit passes on the whole gradient
    again. Visit each node once.
    """
    _begin(self, gradient)
    queue, step = [self], _patience()
    for node in queue:
        step()
        for parent, part in _parts(node):
            parent.grad = _add(parent.grad, part)
            queue.append(parent)


def every_path_walked(self, gradient=None):
    """every path is followed separately: up to 2**60 paths

    Each gradient is passed on alone, as soon as it arrives. The numbers are right, but each y = y +
    y doubles the number of paths. A node's slopes are the same for all gradients that arrive: add
    these up first, and pass on the sum once.
    """
    upstream, step = _start(self, gradient), _patience()
    _reset(_order(self))

    def arrive(node, part):
        step()
        node.grad = _add(node.grad, part)
        if node._backward is not None:
            for parent, further in zip(node._prev, node.vjp(part), strict=True):
                if further is not None:
                    arrive(parent, further)

    arrive(self, upstream)


def recursion(self, gradient=None):
    """recursion: Python stops at about 1000 nested calls

    This is right if the graph is not deep. Keep the nodes that you still have to visit in a list of
    your own, used as a stack. Many people make this mistake.
    """
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node._prev:
                if parent.requires_grad:
                    visit(parent)
            order.append(node)

    visit(self)
    _back(order[::-1], _start(self, gradient))


def searched_in_a_list(self, gradient=None):
    """each node is searched for in a list, which is too slow

    `in` goes through a list from its beginning. For 50,000 nodes that makes 1,250,000,000 steps.
    In a set or a dict it takes one step.
    """
    order, stack, step = [], [(self, False)], _patience()
    while stack:
        step()
        node, done = stack.pop()
        if done and node not in order:
            order.append(node)
        elif not done and node not in order:
            stack.append((node, True))
            stack.extend((parent, False) for parent in node._prev if parent.requires_grad)
    _back(order[::-1], _start(self, gradient))


def _add_in_place(old, new):
    if old is None:
        return new
    old += new
    return old


def added_in_place(self, gradient=None):
    """+= on a .grad changes an array that others hold too

    The VJP of an addition gives the same array to both parents. `+=` on it also changes what the
    other parent got. `a = a + b` makes a new array. Many people make this mistake.
    """
    _back(_order(self), _start(self, gradient), _add_in_place)


def added_in_place__totals(self, gradient=None):
    _back_by_totals(_order(self), _start(self, gradient), _add_in_place)


def _add_without_copy(old, new):
    return new if old is None else np.array(old + new)


def upstream_kept(self, gradient=None):
    """a leaf's gradient is the caller's own array

    If the caller later changes the array that was given to backward, the leaf's gradient changes
    too. Keep a copy. (`np.asarray` does not copy something that is already an array.)
    """
    upstream = _start(self, gradient)
    kept = gradient if isinstance(gradient, np.ndarray) else upstream
    _back(_order(self), kept, _add_without_copy)


def parts_kept(self, gradient=None):
    """two tensors hold the same array as their gradient

    Both parents of a sum get one array. Who changes the `.grad` of one later changes the other's.
    Give each leaf a copy.
    """
    _back(_order(self), _start(self, gradient), _add_without_copy)


def scalars(self, gradient=None):
    """a gradient is a NumPy scalar, not an array

    In NumPy, the sum of two arrays without axes is a scalar, not an array. `np.asarray` turns it
    into an array.
    """
    upstream = _start(self, gradient)
    _back(_order(self), upstream, lambda old, new: np.array(new) if old is None else old + new)


def constants_too(self, gradient=None):
    """a tensor that needs no gradient gets one

    `_backward` may return a gradient for a constant too. `requires_grad` tells you which tensors
    need one.
    """
    _begin(self, gradient)
    for node in _order(self):
        if node._backward is not None:
            for parent, part in zip(node._prev, node._backward(node.grad), strict=True):
                if part is not None:
                    parent.grad = _add(parent.grad, part)


def only_leaves_keep(self, gradient=None):
    """inner nodes have no gradient at the end

    PyTorch does the same, to save memory, unless you call `retain_grad`. Here an inner node keeps
    the gradient of the latest call, so that you can look at it.
    """
    order = _order(self)
    _back(order, _start(self, gradient))
    _reset(order)


def shape_not_checked(self, gradient=None):
    """a gradient of any shape is accepted

    A gradient has the shape of its tensor: one number for each element. Compare the two shapes
    before you start.
    """
    upstream = _start(self, None)
    _back(_order(self), upstream if gradient is None else np.array(gradient, dtype=np.float64))
