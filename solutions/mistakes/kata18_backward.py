"""Wrong answers that people give to kata 18. A docstring is the mistake's name, then a nudge."""

import numpy as np


def _start(self, gradient):
    """The upstream gradient, checked."""
    if not self.requires_grad:
        raise RuntimeError("needs no gradient")
    upstream = np.ones(self.shape) if gradient is None else np.array(gradient, dtype=np.float64)
    if upstream.shape != self.shape:
        raise ValueError("another shape")
    return upstream


def _order(root):
    """Every user before what it uses."""
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
    """Inner nodes start afresh, and the root has its gradient."""
    upstream = _start(self, gradient)
    _reset(_order(self))
    self.grad = _add(self.grad, upstream)


def _parts(node):
    """Each parent that needs a gradient, with what this node hands it."""
    if node._backward is None or node.grad is None:
        return []
    pairs = zip(node._prev, node.vjp(node.grad), strict=True)
    return [(parent, part) for parent, part in pairs if part is not None]


def _back(order, upstream, add=_add):
    """The way back that gathers in `.grad`; right, if order and add are."""
    _reset(order)
    root = order[0]
    root.grad = add(root.grad, upstream)
    for node in order:
        for parent, part in _parts(node):
            parent.grad = add(parent.grad, part)


def _back_by_totals(order, upstream, add=_add):
    """The way back that gathers in a dict, a leaf's `.grad` last; right, if order and add are."""
    total = {order[0]: upstream}
    for node in order:
        if node._backward is None:
            node.grad = _add(node.grad, total[node])
        else:
            node.grad = total[node]
            for parent, part in _parts(node):
                total[parent] = add(total[parent], part) if parent in total else part


def upstream_ignored(self, gradient=None):
    """the gradient that is given is not used

    It starts from ones whatever is given. But this tensor may be a step on the way to
    something else, whose slope with respect to it is what `gradient` tells.
    """
    _back(_order(self), np.ones_like(_start(self, gradient)))


def starts_from_the_number_one(self, gradient=None):
    """without an argument it starts from a number, not from ones

    A gradient has its tensor's shape, and the first one is no exception.
    """
    upstream = _start(self, gradient)
    _back(_order(self), np.array(1.0) if gradient is None else upstream)


def zero_taken_for_none(self, gradient=None):
    """a gradient of 0 is taken for none given

    `gradient or ...` asks whether it is true, and 0 is not (and an array of several elements
    is neither). Ask what you mean: `gradient is None`.
    """
    _back(_order(self), _start(self, gradient or None))


def root_zeroed(self, gradient=None):
    """the root's gradient is set to zero after it was set

    All gradients are 0, for the root passes on what it has. First clear, then start.
    """
    order = _order(self)
    self.grad = _start(self, gradient)
    for node in order:
        node.grad = np.zeros(node.shape)
    for node in order:
        for parent, part in _parts(node):
            parent.grad = parent.grad + part


def root_that_is_a_leaf(self, gradient=None):
    """a leaf gets nothing when it is the root itself

    Gradients are given to parents only. But the upstream gradient is the root's own, and a
    leaf keeps what it gets.
    """
    upstream = _start(self, gradient)
    if self._prev:
        _back(_order(self), upstream)


def overwritten(self, gradient=None):
    """what arrives later overwrites what arrived before

    A tensor that is used twice moves the result in two ways, and its gradient is the sum of
    both; and leaves add up over calls too. `=` keeps only the last share.
    """
    _back(_order(self), _start(self, gradient), lambda old, new: np.array(new))


def overwritten__without_copy(self, gradient=None):
    _back(_order(self), _start(self, gradient), lambda old, new: new)


def overwritten__the_array_given(self, gradient=None):
    _start(self, gradient)
    upstream = np.ones(self.shape) if gradient is None else np.asarray(gradient, dtype=np.float64)
    _back(_order(self), upstream, lambda old, new: new)


def totals_overwritten(self, gradient=None):
    """in one walk, a later share overwrites an earlier one

    A tensor that is used twice moves the result in two ways, and its gradient is the sum of
    both. `=` keeps only the last share.
    """
    _back_by_totals(_order(self), _start(self, gradient), lambda old, new: new)


def first_share_only(self, gradient=None):
    """only what arrives first counts, what arrives later is dropped

    To visit a node once does not mean that it is handed something once: each use of a tensor
    hands it a share, and the shares add up.
    """
    _back_by_totals(_order(self), _start(self, gradient), lambda old, new: old)


def repeated_parent_counted_once(self, gradient=None):
    """a parent that stands twice among the parents counts once

    In x + x both parents are x, and each is handed its share. A set, or a dict with parents
    as its keys, has only one of them.
    """
    _begin(self, gradient)
    for node in _order(self):
        for parent, part in dict(_parts(node)).items():
            parent.grad = _add(parent.grad, part)


def leaves_forget(self, gradient=None):
    """a leaf forgets what earlier calls gave it

    Leaves add up over calls, until someone calls `zero_grad`: so a training step may go back
    from several losses. Only inner nodes start afresh.
    """
    order, upstream = _order(self), _start(self, gradient)
    for node in order:
        node.grad = None
    _back(order, upstream)


def _back_with_what_was_there(self, upstream):
    """The way back that gathers in `.grad`, on top of what is there; the root has upstream."""
    self.grad = upstream
    for node in _order(self):
        for parent, part in _parts(node):
            parent.grad = _add(parent.grad, part)


def inner_nodes_remember(self, gradient=None):
    """an inner node still has the gradient of an earlier call

    On the second call it adds to what the first one left, and passes the old gradient on
    again. Leaves add up over calls; inner nodes start afresh.
    """
    upstream = _start(self, gradient)
    _back_with_what_was_there(self, upstream if self._prev else _add(self.grad, upstream))


def inner_nodes_remember__the_root_too(self, gradient=None):
    _back_with_what_was_there(self, _add(self.grad, _start(self, gradient)))


def inner_nodes_remember__but_no_root(self, gradient=None):
    _back_with_what_was_there(self, _start(self, gradient))


def _ported(start, copy):
    """As in micrograd, where nothing is made ready: the root's gradient is set, and that is all.

    start: what gives the root its gradient; copy: what is done with a sum
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


def _one(self, gradient):
    return np.array(1.0) if gradient is None else np.array(gradient, dtype=np.float64)


inner_nodes_remember__ported = _ported(_start, lambda total: total)
inner_nodes_remember__ported_copied = _ported(_copied, lambda total: total)
inner_nodes_remember__ported_given = _ported(_given, lambda total: total)
inner_nodes_remember__ported_one = _ported(_one, lambda total: total)
inner_nodes_remember__ported_arrays = _ported(_start, np.asarray)
inner_nodes_remember__ported_arrays_copied = _ported(_copied, np.asarray)
inner_nodes_remember__ported_arrays_given = _ported(_given, np.asarray)


def inner_nodes_add_up(self, gradient=None):
    """an inner node's gradient adds up over calls, as a leaf's does

    What is passed on is right. But a leaf collects for whoever trains it; an inner node shows
    what the latest call gave it.
    """
    order = _order(self)
    before = {node: node.grad for node in order if node._prev and node.grad is not None}
    _back(order, _start(self, gradient))
    for node, grad in before.items():
        node.grad = _add(grad, node.grad)


def marks_left_on_the_nodes(self, gradient=None):
    """the marks of the first walk stop the second

    A node marked as seen in one call is still marked in the next, which then leaves it out.
    What has been seen belongs to one call: keep it in a set made there.
    """
    _begin(self, gradient)
    order = [node for node in _order(self) if not hasattr(node, "seen")]
    for node in order:
        node.seen = True
        for parent, part in _parts(node):
            parent.grad = _add(parent.grad, part)


def _breadth_first(root):
    order, seen = [root], {root}
    for node in order:
        for parent in node._prev:
            if parent.requires_grad and parent not in seen:
                seen.add(parent)
                order.append(parent)
    return order


def breadth_first(self, gradient=None):
    """breadth-first: a node passes on before all has arrived

    Nearness to the root does not tell when a node is complete: it may be used near the root
    and also far from it. It must wait for every user, the far ones too.
    """
    _back(_breadth_first(self), _start(self, gradient))


def breadth_first_by_totals(self, gradient=None):
    """breadth-first: leaves too are done before all has arrived

    Nearness to the root does not tell when a total is complete: a tensor may be used near the
    root and also far from it. It must wait for every user, the far ones too.
    """
    _back_by_totals(_breadth_first(self), _start(self, gradient))


def _preorder(root, turned=False, when_pushed=False):
    """Depth-first, a node noted when it is entered. turned: the last parent is entered last"""
    order, seen, stack = [], set(), [root]
    while stack:
        node = stack.pop()
        if node in seen and not when_pushed:
            continue
        seen.add(node)
        order.append(node)
        for parent in reversed(node._prev) if turned else node._prev:
            if parent.requires_grad and parent not in seen:
                stack.append(parent)
                if when_pushed:
                    seen.add(parent)
    return order


def preorder(self, gradient=None):
    """a node stands in the order before others that use it

    In a depth-first walk a node that is noted when it is entered stands after the user that
    led there, but maybe before another. Note it when it is left: after all its parents. Then
    turn the list round.
    """
    _back(_preorder(self, turned=True), _start(self, gradient))


def preorder__by_totals(self, gradient=None):
    _back_by_totals(_preorder(self, turned=True), _start(self, gradient))


def preorder__last_parent_first(self, gradient=None):
    _back(_preorder(self), _start(self, gradient))


def preorder__last_parent_first_by_totals(self, gradient=None):
    _back_by_totals(_preorder(self), _start(self, gradient))


def preorder__seen_when_pushed(self, gradient=None):
    _back(_preorder(self, when_pushed=True), _start(self, gradient))


def preorder__seen_when_pushed_by_totals(self, gradient=None):
    _back_by_totals(_preorder(self, when_pushed=True), _start(self, gradient))


def seen_when_pushed(self, gradient=None):
    """marked as seen when put on the stack, not when taken off

    A node that still waits on the stack counts as seen, so one that uses it, reached in the
    meantime, does not wait for it. Mark a node when the walk really enters it.
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
    """the order is not turned round: from the leaves to the root

    A depth-first walk notes parents before their users. On the way back the users come first.
    """
    _begin(self, gradient)
    for node in reversed(_order(self)):
        for parent, part in _parts(node):
            parent.grad = _add(parent.grad, part)


def order_not_turned_round__by_totals(self, gradient=None):
    total = {self: _start(self, gradient)}
    for node in reversed(_order(self)):
        if node in total:
            node.grad = np.array(total[node]) if node._prev else _add(node.grad, total[node])
            for parent, part in _parts(node):
                total[parent] = _add(total.get(parent), part)


def zeros_passed_on(self, gradient=None):
    """from the leaves to the root: all but the root pass on zeros

    A depth-first walk notes parents before their users. On the way back the users come first,
    so the order must be turned round.
    """
    order, upstream = _order(self), _start(self, gradient)
    for node in order:
        if node._prev or node.grad is None:
            node.grad = np.zeros(node.shape)
    self.grad = _add(None if self._prev else self.grad, upstream)
    for node in reversed(order):
        for parent, part in _parts(node):
            parent.grad = _add(parent.grad, part)


def _zeros_passed_on_by_totals(zeros):
    def backward(self, gradient=None):
        total = {self: _start(self, gradient)}
        for node in reversed(_order(self)):
            part = total.get(node, zeros(node))
            node.grad = np.array(part) if node._prev else _add(node.grad, part)
            for parent, part in _parts(node):
                total[parent] = _add(total.get(parent), part)

    return backward


zeros_passed_on__by_totals = _zeros_passed_on_by_totals(lambda node: np.zeros(node.shape))
zeros_passed_on__by_totals_number = _zeros_passed_on_by_totals(lambda node: np.zeros(()))


def users_counted_once(self, gradient=None):
    """counted as one use, checked off as two

    With y + y a node waits for one user, but is handed two shares. If every share counts
    down, it passes on before its other users have come. Count both in the same way.
    """
    waiting = {node: 0 for node in _order(self)}
    for node in waiting:
        for parent in set(node._prev) & waiting.keys():
            waiting[parent] += 1
    _begin(self, gradient)
    ready = [self]
    for node in ready:
        for parent, part in _parts(node):
            parent.grad = _add(parent.grad, part)
            waiting[parent] -= 1
            if waiting[parent] == 0:
                ready.append(parent)


def _patience():
    """A function to call at each step, which gives up where the steps would never end."""
    steps = iter(range(20_000))

    def step():
        if next(steps, None) is None:
            raise TimeoutError

    return step


def visited_for_each_use(self, gradient=None):
    """a node is visited once for each use of it

    By then its gradient may be complete; but each visit passes the whole of it on again.
    Visit each node once.
    """
    _begin(self, gradient)
    queue, step = [self], _patience()
    for node in queue:
        step()
        for parent, part in _parts(node):
            parent.grad = _add(parent.grad, part)
            queue.append(parent)


def _unmarked(root, turned):
    """Depth-first, without looking whether a node has been there. turned: the last parent first"""
    order, stack, step = [], [(root, False)], _patience()
    while stack:
        step()
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node.requires_grad:
            stack.append((node, True))
            stack.extend((p, False) for p in (node._prev if turned else node._prev[::-1]))
    return order[::-1]


def _unmarked_walk(back, turned):
    def backward(self, gradient=None):
        back(_unmarked(self, turned), _start(self, gradient))

    return backward


visited_for_each_use__depth_first = _unmarked_walk(_back, turned=False)
visited_for_each_use__depth_first_turned = _unmarked_walk(_back, turned=True)
visited_for_each_use__depth_first_totals = _unmarked_walk(_back_by_totals, turned=False)
visited_for_each_use__depth_first_totals_turned = _unmarked_walk(_back_by_totals, turned=True)


def total_passed_on_at_each_arrival(self, gradient=None):
    """what has arrived so far is passed on at each arrival

    When a second share arrives, the first has been passed on already, and now goes again
    with the second. Wait until all shares are there, and pass their sum on once.
    """
    upstream, step = _start(self, gradient), _patience()
    _reset(_order(self))

    def arrive(node, part):
        step()
        node.grad = _add(node.grad, part)
        for parent, further in _parts(node):
            arrive(parent, further)

    arrive(self, upstream)


def every_path_walked(self, gradient=None):
    """every path is walked by itself, and there may be 2 to the 60

    Each share is passed on alone as soon as it arrives. The numbers come out right, but each
    diamond doubles the number of paths. The slopes are the same for all shares: add these up
    first, and pass on the sum once.
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
    """recursion, which ends at a depth of some 1000

    Right where the graph is not deep. Keep the nodes that are still to be visited on a list
    of your own, used as a stack. A common one.
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
    """each node is looked for in a list, which takes ever longer

    `in` goes through a list from its beginning: for 100,000 nodes that makes 5,000,000,000
    steps. In a set or dict it takes one.
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
    """added in place, into an array that others hold too

    The VJP of an addition hands one and the same array to both parents. `+=` on it changes
    what the other one got. `a = a + b` makes a new array. A common one.
    """
    _back(_order(self), _start(self, gradient), _add_in_place)


def totals_added_in_place(self, gradient=None):
    """totals are added up in place, in an array that others hold

    The VJP of an addition hands one and the same array to both parents. `+=` on it changes
    what the other one got. `a = a + b` makes a new array. A common one.
    """
    _back_by_totals(_order(self), _start(self, gradient), _add_in_place)


def _add_without_copy(old, new):
    return new if old is None else np.array(old + new)


def leaves_share(self, gradient=None):
    """two leaves hold the same array as their gradient

    The VJP of an addition hands one and the same array to both parents. Whoever then changes
    one leaf's gradient in place changes the other's. Give each leaf a copy.
    """
    _back(_order(self), _start(self, gradient), _add_without_copy)


def upstream_kept(self, gradient=None):
    """a leaf's gradient is the array that was given to backward

    If the caller changes his array afterwards, the leaf's gradient changes with it. Keep a
    copy. (`np.asarray` makes none of what is an array already.)
    """
    upstream = _start(self, gradient)
    if isinstance(gradient, np.ndarray):
        upstream = gradient
    _back(_order(self), upstream, _add_without_copy)


def scalars(self, gradient=None):
    """a NumPy scalar where an array belongs

    NumPy's sum of two arrays without axes is a scalar, not an array. `np.asarray` makes an
    array of it.
    """
    upstream = _start(self, gradient)
    _back(_order(self), upstream, lambda old, new: np.array(new) if old is None else old + new)


def one_level(self, gradient=None):
    """only the root's own parents get a gradient

    They have parents too. Go on until there are only leaves.
    """
    _begin(self, gradient)
    for parent, part in _parts(self):
        parent.grad = _add(parent.grad, part)


def constants_too(self, gradient=None):
    """a tensor that needs no gradient gets one

    `_backward` may return a gradient for a constant too. `requires_grad` tells who wants one.
    """
    _begin(self, gradient)
    for node in _order(self):
        if node._backward is not None:
            for parent, part in zip(node._prev, node._backward(node.grad), strict=True):
                if part is not None:
                    parent.grad = _add(parent.grad, part)


def constants_too__ported(self, gradient=None):
    self.grad = _given(self, gradient)
    for node in _order(self):
        if node._backward is not None:
            for parent, part in zip(node._prev, node._backward(node.grad), strict=True):
                parent.grad = part if parent.grad is None else parent.grad + part


def only_leaves_keep(self, gradient=None):
    """inner nodes have no gradient afterwards

    So does PyTorch, unless told to `retain_grad`, to save memory. Here an inner node keeps
    the gradient of the latest call, for you to look at.
    """
    order = _order(self)
    _back(order, _start(self, gradient))
    _reset(order)


def shape_not_checked(self, gradient=None):
    """a gradient of any shape is taken

    A gradient has its tensor's shape, one number for each of its elements. Compare the two
    before you start.
    """
    upstream = _start(self, None)
    _back(_order(self), upstream if gradient is None else np.array(gradient, dtype=np.float64))


def stretched(self, gradient=None):
    """a gradient of another shape is stretched to fit

    A number for a vector may be meant for each of its elements, or it may be a mistake; so
    it is refused. Multiplying by ones, or `np.full`, stretches without a word.
    """
    upstream = _start(self, None)
    if gradient is not None:
        upstream = upstream * np.broadcast_to(np.array(gradient, dtype=np.float64), self.shape)
    _back(_order(self), upstream)


def needs_none_accepted(self, gradient=None):
    """no exception for a tensor that needs no gradient

    Nothing leads back from it, so the call can give nobody a gradient: it must be a mistake,
    perhaps a forgotten `requires_grad=True`, and should be told.
    """
    if self.requires_grad:
        _back(_order(self), _start(self, gradient))
