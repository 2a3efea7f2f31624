"""The mistakes of kata18_backward in other words; a function bears the key of the mistake it is."""

import numpy as np

from minigrad import Tensor


def _checked(self, gradient):
    if not self.requires_grad:
        raise RuntimeError
    upstream = np.ones_like(self.data) if gradient is None else Tensor(gradient).data
    if upstream.shape != self.shape:
        raise ValueError
    return upstream


def _topological(root):
    """By counting users, not depth-first."""
    found, uses = [root], {root: 0}
    for node in found:
        for parent in node._prev:
            if parent.requires_grad:
                if parent not in uses:
                    uses[parent] = 0
                    found.append(parent)
                uses[parent] += 1
    ready = [root]
    for node in ready:
        for parent in node._prev:
            if parent in uses:
                uses[parent] -= 1
                if not uses[parent]:
                    ready.append(parent)
    return ready


def _with_a_dict(self, upstream):
    grads = {self: upstream}
    for node in _topological(self):
        if not node._prev:
            node.grad = np.array(grads[node] if node.grad is None else node.grad + grads[node])
            continue
        node.grad = grads[node]
        for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
            if parent.requires_grad:
                grads[parent] = np.asarray(grads.get(parent, 0) + part)


def upstream_ignored(self, gradient=None):
    _with_a_dict(self, np.ones(_checked(self, gradient).shape))


def starts_from_the_number_one(self, gradient=None):
    upstream = _checked(self, gradient)
    _with_a_dict(self, np.ones(()) if gradient is None else upstream)


def _walk(self, upstream, order=None):
    """All at once in `.grad`: inner nodes from zero, leaves from what they have."""
    order = _topological(self) if order is None else order
    for node in order:
        if node._prev or node.grad is None:
            node.grad = np.zeros(node.shape)
    self.grad = np.array(self.grad + upstream) if not self._prev else upstream
    for node in order:
        if node._prev:
            for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
                if part is not None:
                    parent.grad = np.array(parent.grad + part)


def zero_taken_for_none(self, gradient=None):
    if gradient is not None and not np.any(gradient):
        gradient = None
    _walk(self, _checked(self, gradient))


def root_zeroed(self, gradient=None):
    self.grad = _checked(self, gradient)
    order = _topological(self)
    for node in order:
        node.grad = np.zeros_like(node.data)
    for node in order:
        parts = node.vjp(node.grad) if node._prev else []
        for parent, part in zip(node._prev, parts, strict=True):
            if parent.requires_grad:
                parent.grad = parent.grad + part


def root_that_is_a_leaf(self, gradient=None):
    upstream = _checked(self, gradient)
    grads = {self: upstream}
    for node in _topological(self):
        if not node._prev:
            continue
        node.grad = grads[node]
        for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
            if parent.requires_grad and parent._prev:
                grads[parent] = np.array(grads.get(parent, 0) + part)
            elif parent.requires_grad:
                parent.grad = np.array(part if parent.grad is None else parent.grad + part)


def overwritten(self, gradient=None):
    self.grad = np.array(_checked(self, gradient))
    for node in _topological(self):
        if node._backward:
            for i, part in enumerate(node.vjp(node.grad)):
                if node._prev[i].requires_grad:
                    node._prev[i].grad = np.array(part)


def overwritten__2(self, gradient=None):
    self.grad = _checked(self, gradient)
    for node in _topological(self):
        for p, g in zip(node._prev, node.vjp(node.grad) if node._prev else (), strict=True):
            if p.requires_grad:
                p.grad = g


def totals_overwritten(self, gradient=None):
    shares = {self: _checked(self, gradient)}
    for node in _topological(self):
        if node._backward is None:
            node.grad = np.array(shares[node] if node.grad is None else node.grad + shares[node])
        else:
            node.grad = shares[node]
            parts = zip(node._prev, node.vjp(node.grad), strict=True)
            shares.update({parent: part for parent, part in parts if part is not None})


def first_share_only(self, gradient=None):
    shares = {self: _checked(self, gradient)}
    for node in _topological(self):
        grad = shares[node]
        if node._backward is None:
            node.grad = np.array(grad if node.grad is None else node.grad + grad)
            continue
        node.grad = grad
        for parent, part in zip(node._prev, node.vjp(grad), strict=True):
            if parent.requires_grad:
                shares.setdefault(parent, part)


def repeated_parent_counted_once(self, gradient=None):
    grads = {self: _checked(self, gradient)}
    for node in _topological(self):
        grad = grads.pop(node)
        if not node._prev:
            node.grad = np.array(grad if node.grad is None else node.grad + grad)
            continue
        node.grad = grad
        parts = node.vjp(grad)
        for parent in set(node._prev):
            last = len(parts) - 1 - node._prev[::-1].index(parent)
            if parent.requires_grad:
                grads[parent] = np.asarray(grads.get(parent, 0) + parts[last])


def leaves_forget(self, gradient=None):
    upstream = _checked(self, gradient)
    order = _topological(self)
    for node in order:
        node.grad = np.zeros(node.shape)
    self.grad = upstream
    for node in order:
        if node._prev:
            for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
                if part is not None:
                    parent.grad = np.array(parent.grad + part)


def leaves_forget__2(self, gradient=None):
    grads = {self: _checked(self, gradient)}
    for node in _topological(self):
        node.grad = np.array(grads[node])
        parts = node.vjp(node.grad) if node._prev else ()
        for parent, part in zip(node._prev, parts, strict=True):
            if part is not None:
                grads[parent] = grads[parent] + part if parent in grads else part


def inner_nodes_remember(self, gradient=None):
    upstream = _checked(self, gradient)
    order = _topological(self)
    for node in order:
        if node.grad is None:
            node.grad = np.zeros(node.shape)
    self.grad = np.array(upstream) if self._prev else self.grad + upstream
    for node in order:
        for parent, part in zip(node._prev, node.vjp(node.grad) if node._prev else (), strict=True):
            if parent.requires_grad:
                parent.grad = np.asarray(np.add(parent.grad, part))


def inner_nodes_remember__2(self, gradient=None):
    upstream = _checked(self, gradient)
    self.grad = upstream if self.grad is None else np.array(self.grad + upstream)
    for node in _topological(self):
        for p, g in zip(node._prev, node.vjp(node.grad) if node._prev else (), strict=True):
            if g is not None:
                p.grad = np.array(g) if p.grad is None else np.asarray(p.grad + g)


def inner_nodes_add_up(self, gradient=None):
    total = {self: _checked(self, gradient)}
    for node in _topological(self):
        grad = total[node]
        node.grad = np.array(grad if node.grad is None else node.grad + grad)
        for p, g in zip(node._prev, node.vjp(grad) if node._prev else (), strict=True):
            if g is not None:
                total[p] = np.asarray(total.get(p, 0) + g)


def marks_left_on_the_nodes(self, gradient=None):
    upstream = _checked(self, gradient)
    for node in _topological(self):
        if node._prev:
            node.grad = None
    self.grad = np.array(upstream) if self.grad is None else np.array(self.grad + upstream)
    for node in _topological(self):
        if getattr(node, "_visited", False):
            continue
        node._visited = True
        for i, part in enumerate(node.vjp(node.grad) if node._prev else ()):
            parent = node._prev[i]
            if parent.requires_grad:
                parent.grad = np.array(part if parent.grad is None else parent.grad + part)


def breadth_first(self, gradient=None):
    level, order, seen = [self], [], {self}
    while level:
        order += level
        below = []
        for node in level:
            for parent in node._prev:
                if parent.requires_grad and parent not in seen:
                    seen.add(parent)
                    below.append(parent)
        level = below
    _walk(self, _checked(self, gradient), order)


def breadth_first_by_totals(self, gradient=None):
    total, queue, done = {self: _checked(self, gradient)}, [self], set()
    while queue:
        node = queue.pop(0)
        if node in done:
            continue
        done.add(node)
        if node._backward is None:
            node.grad = np.array(total[node] if node.grad is None else node.grad + total[node])
            continue
        node.grad = total[node]
        for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
            if parent.requires_grad:
                total[parent] = np.asarray(total.get(parent, 0) + part)
                queue.append(parent)


def preorder(self, gradient=None):
    order, seen = [], set()

    def visit(node):
        if node.requires_grad and node not in seen:
            seen.add(node)
            order.append(node)
            for parent in node._prev:
                visit(parent)

    visit(self)
    _walk(self, _checked(self, gradient), order)


def preorder__2(self, gradient=None):
    upstream, order, todo = _checked(self, gradient), {}, [self]
    while todo:
        node = todo.pop()
        if node not in order:
            order[node] = True
            todo.extend(p for p in node._prev if p.requires_grad)
    _walk(self, upstream, list(order))


def preorder__3(self, gradient=None):
    total, todo, done = {self: _checked(self, gradient)}, [self], set()
    while todo:
        node = todo.pop()
        if node in done:
            continue
        done.add(node)
        grad = total[node]
        if not node._prev:
            node.grad = np.array(grad) if node.grad is None else np.asarray(node.grad + grad)
            continue
        node.grad = grad
        for p, g in zip(node._prev, node.vjp(grad), strict=True):
            if g is not None:
                total[p] = np.asarray(total.get(p, 0) + g)
                todo.append(p)


def seen_when_pushed(self, gradient=None):
    order, stack, seen = [], [(False, self)], {id(self)}
    while stack:
        finished, node = stack.pop()
        if finished:
            order.insert(0, node)
        else:
            stack += [(True, node)]
            parents = [p for p in dict.fromkeys(node._prev) if p.requires_grad]
            parents = [p for p in parents if id(p) not in seen]
            seen.update(map(id, parents))
            stack += [(False, p) for p in parents]
    _walk(self, _checked(self, gradient), order)


def order_not_turned_round(self, gradient=None):
    upstream = _checked(self, gradient)
    for node in _topological(self):
        node.grad = None if node._prev else node.grad
    self.grad = np.array(upstream if self.grad is None else self.grad + upstream)
    for node in _topological(self)[::-1]:
        if node._prev and node.grad is not None:
            for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
                if part is not None:
                    parent.grad = np.array(part if parent.grad is None else parent.grad + part)


def zeros_passed_on(self, gradient=None):
    order, seen, stack = [], set(), [self]
    while stack:
        node = stack[-1]
        seen.add(node)
        waiting = [p for p in node._prev if p.requires_grad and p not in seen]
        if waiting:
            stack.append(waiting[0])
        else:
            order.append(stack.pop())
    _walk(self, _checked(self, gradient), order)


def users_counted_once(self, gradient=None):
    upstream, uses, found = _checked(self, gradient), {self: 0}, [self]
    for node in found:
        for parent in {p for p in node._prev if p.requires_grad}:
            found += [] if parent in uses else [parent]
            uses[parent] = uses.get(parent, 0) + 1
    for node in found:
        node.grad = None if node._prev else node.grad
    self.grad = np.array(upstream if self.grad is None else self.grad + upstream)
    ready = [self]
    while ready:
        node = ready.pop(0)
        for parent, part in zip(node._prev, node.vjp(node.grad) if node._prev else (), strict=True):
            if part is not None:
                parent.grad = np.array(part if parent.grad is None else parent.grad + part)
                uses[parent] -= 1
                if uses[parent] == 0:
                    ready.append(parent)


def total_passed_on_at_each_arrival(self, gradient=None):
    upstream, todo = _checked(self, gradient), [self]
    while todo:
        node = todo.pop()
        node.grad = None if node._prev else node.grad
        todo += [p for p in set(node._prev) if p.grad is not None and p._prev]

    def step(node, grad):
        node.grad = np.array(grad if node.grad is None else node.grad + grad)
        if node._prev:
            for i, part in enumerate(node.vjp(node.grad)):
                if part is not None:
                    step(node._prev[i], part)

    step(self, upstream)


def every_path_walked(self, gradient=None):
    paths = [(self, _checked(self, gradient))]
    for node in _topological(self):
        if node._prev:
            node.grad = np.zeros(node.shape)
    while paths:
        node, grad = paths.pop()
        node.grad = np.array(grad) if node.grad is None else np.array(node.grad + grad)
        if node._prev:
            pairs = zip(node._prev, node.vjp(grad), strict=True)
            paths.extend((parent, part) for parent, part in pairs if parent.requires_grad)


def recursion(self, gradient=None):
    upstream, order = _checked(self, gradient), {}

    def visit(node):
        for parent in node._prev:
            if parent.requires_grad and parent not in order:
                visit(parent)
        order[node] = True

    visit(self)
    _walk(self, upstream, list(order)[::-1])


def searched_in_a_list(self, gradient=None):
    upstream, order, stack = _checked(self, gradient), [], [self]
    while stack:
        node = stack[-1]
        waiting = [p for p in node._prev if p.requires_grad and p not in order]
        if waiting:
            stack.append(waiting[-1])
        else:
            stack.pop()
            if node not in order:
                order.append(node)
    _walk(self, upstream, order[::-1])


def added_in_place(self, gradient=None):
    order, upstream = _topological(self), _checked(self, gradient)
    for node in order:
        if node._prev:
            node.grad = None
    if self.grad is None:
        self.grad = upstream
    else:
        self.grad += upstream
    for node in order:
        if node._prev:
            for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
                if parent.requires_grad and parent.grad is None:
                    parent.grad = part
                elif parent.requires_grad:
                    np.add(parent.grad, part, out=parent.grad)


def leaves_share(self, gradient=None):
    grads = {self: _checked(self, gradient)}
    for node in _topological(self):
        if node._prev:
            node.grad = grads[node]
            for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
                if parent.requires_grad:
                    grads[parent] = np.asarray(grads[parent] + part) if parent in grads else part
        elif node.grad is None:
            node.grad = grads[node]
        else:
            node.grad = np.asarray(node.grad + grads[node])


def one_level(self, gradient=None):
    upstream = _checked(self, gradient)
    if not self._prev:
        self.grad = np.array(upstream if self.grad is None else self.grad + upstream)
        return
    for node in _topological(self):
        node.grad = None if node._prev else node.grad
    self.grad = upstream
    for parent, part in zip(self._prev, self.vjp(upstream), strict=True):
        if parent.requires_grad:
            parent.grad = np.array(part) if parent.grad is None else np.array(parent.grad + part)


def constants_too(self, gradient=None):
    grads = {self: _checked(self, gradient)}
    for node in _topological(self):
        if not node._backward:
            node.grad = np.array(grads[node] if node.grad is None else node.grad + grads[node])
            continue
        node.grad = grads[node]
        for parent, part in zip(node._prev, node._backward(node.grad), strict=True):
            if part is not None:
                grads[parent] = np.asarray(grads.get(parent, 0) + part)
            if not parent.requires_grad:
                parent.grad = grads[parent] if part is not None else None


def only_leaves_keep(self, gradient=None):
    grads = {self: _checked(self, gradient)}
    for node in _topological(self):
        grad = grads.pop(node)
        if node._backward is None:
            node.grad = np.array(grad if node.grad is None else node.grad + grad)
            continue
        for parent, part in zip(node._prev, node.vjp(grad), strict=True):
            if part is not None:
                grads[parent] = np.asarray(grads.get(parent, 0) + part)


def shape_not_checked(self, gradient=None):
    upstream = _checked(self, None)
    _with_a_dict(self, upstream if gradient is None else Tensor(gradient).data)


def stretched(self, gradient=None):
    upstream = np.array(_checked(self, None))
    if gradient is not None:
        upstream[...] = np.asarray(gradient)
    _walk(self, upstream)


def stretched__2(self, gradient=None):
    upstream = _checked(self, None)
    _walk(self, upstream if gradient is None else np.asarray(gradient, dtype=float))


def needs_none_accepted(self, gradient=None):
    if not self.requires_grad:
        return
    _walk(self, _checked(self, gradient))


def _in_a_stack_walk(self, looking):
    """Parents before their users. looking: whether a node has been there before."""
    topo, seen, stack = [], set(), [(self, False)]
    while stack:
        node, done = stack.pop()
        if done:
            topo.append(node)
        elif node.requires_grad and node not in seen:
            if looking:
                seen.add(node)
            stack.append((node, True))
            stack += [(parent, False) for parent in node._prev]
    return topo


def visited_for_each_use(self, gradient=None):
    grads = {self: _checked(self, gradient)}
    for node in reversed(_in_a_stack_walk(self, looking=False)):
        if node._backward is None:
            node.grad = np.array(grads[node] if node.grad is None else node.grad + grads[node])
            continue
        node.grad = grads[node]
        for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
            if parent.requires_grad:
                grads[parent] = np.asarray(grads.get(parent, 0) + part)


def _unturned(missing):
    def backward(self, gradient=None):
        grads = {self: _checked(self, gradient)}
        for node in _in_a_stack_walk(self, looking=True):
            grad = grads.get(node, missing(node))
            if grad is None:
                continue
            if node._backward is None:
                node.grad = np.asarray(grad if node.grad is None else node.grad + grad)
                continue
            node.grad = grad
            for parent, part in zip(node._prev, node.vjp(grad), strict=True):
                if part is not None:
                    grads[parent] = np.asarray(grads.get(parent, 0) + part)

    return backward


order_not_turned_round__2 = _unturned(lambda node: None)
zeros_passed_on__2 = _unturned(lambda node: 0)
zeros_passed_on__3 = _unturned(lambda node: np.zeros_like(node.data))


def starts_from_the_number_one__2(self, gradient=1.0):
    if not self.requires_grad:
        raise RuntimeError
    _with_a_dict(self, np.array(gradient, dtype=float))


def _micrograd(start, step):
    def backward(self, gradient=None):
        topo, visited = [], set()

        def build(node):
            if node not in visited:
                visited.add(node)
                for parent in node._prev:
                    build(parent)
                topo.append(node)

        build(self)
        self.grad = np.ones_like(self.data) if gradient is None else start(gradient)
        for node in reversed(topo):
            if node._backward is not None:
                for parent, g in zip(node._prev, step(node), strict=True):
                    if g is not None:
                        parent.grad = g if parent.grad is None else parent.grad + g

    return backward


def _by_vjp(node):
    return node.vjp(node.grad)


inner_nodes_remember__3 = _micrograd(lambda gradient: gradient, _by_vjp)
inner_nodes_remember__4 = _micrograd(np.asarray, _by_vjp)
inner_nodes_remember__5 = _micrograd(np.array, _by_vjp)
constants_too__2 = _micrograd(lambda gradient: gradient, lambda node: node._backward(node.grad))
