"""Answers to kata 18: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

import collections
import heapq

import numpy as np

from minigrad import Tensor


def by_counting(self, gradient=None):
    if not self.requires_grad:
        raise ValueError("nobody wants it")
    upstream = np.ones(self.shape) if gradient is None else np.array(gradient, float)
    if upstream.shape != self.shape:
        raise TypeError("does not fit")
    uses, found = collections.Counter(), [self]
    for node in found:
        found += [parent for parent in set(node._prev) if not uses[parent]]
        uses.update(node._prev)
    shares = collections.defaultdict(list, {self: [upstream]})
    ready = collections.deque([self])
    while ready:
        node = ready.popleft()
        if not node._prev:
            earlier = [] if node.grad is None else [node.grad]
            if node.requires_grad:
                node.grad = np.array(np.sum(shares[node] + earlier, axis=0))
            continue
        node.grad = np.array(np.sum(shares[node], axis=0))
        for parent, part in zip(node._prev, node.vjp(node.grad), strict=True):
            shares[parent].append(part)
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)


def _heights(root):
    """How far each node is from the leaves, at most; and itself, in the order found."""
    height, stack = {}, [root]
    while stack:
        node = stack[-1]
        waiting = [p for p in node._prev if p not in height and p.requires_grad]
        if waiting:
            stack.extend(waiting)
        else:
            height[node] = 1 + max((height.get(p, 0) for p in node._prev), default=0)
            stack.pop()
    return height


def with_a_heap(self, gradient=None):
    if not self.requires_grad:
        raise RuntimeError
    start = np.broadcast_to(1.0, self.shape) if gradient is None else np.asarray(gradient)
    if start.shape != self.shape:
        raise ValueError
    height = _heights(self)
    number = {node: i for i, node in enumerate(height)}
    total, heap = {self: start.astype(float)}, [(-height[self], number[self], self)]
    while heap:
        node = heapq.heappop(heap)[-1]
        grad = total.pop(node)
        if not node._prev:
            node.grad = grad.copy() if node.grad is None else np.asarray(node.grad + grad)
            continue
        node.grad = grad
        for parent, part in zip(node._prev, node.vjp(grad), strict=True):
            if not parent.requires_grad:
                continue
            if parent not in total:
                total[parent] = np.zeros(parent.shape)
                heapq.heappush(heap, (-height[parent], number[parent], parent))
            total[parent] += part


def with_backward_itself(self, gradient=None):
    assert self.requires_grad, "needs no gradient"
    if gradient is None:
        gradient = np.ones_like(self.data)
    gradient = np.array(gradient, dtype=np.float64)
    assert gradient.shape == self.shape
    nodes = sorted((h := _heights(self)), key=h.get, reverse=True)
    for node in nodes:
        if node._prev or node.grad is None:
            node.grad = np.zeros(node.shape)
    self.grad += gradient
    for node in nodes:
        if node._backward:
            for parent, part in zip(node._prev, node._backward(node.grad), strict=True):
                if parent.requires_grad:
                    parent.grad += part


def with_generators(self, gradient=None):
    order, seen = [], set()

    def visit(node):
        if id(node) not in seen:
            seen.add(id(node))
            for parent in node._prev:
                yield visit(parent)
            order.append(node)

    running = [visit(self)]
    while running:
        deeper = next(running[-1], None)
        running.pop() if deeper is None else running.append(deeper)

    if not self.requires_grad:
        raise RuntimeError("no gradient here")
    gradient = Tensor(np.ones(self.shape) if gradient is None else gradient)
    if gradient.shape != self.shape:
        raise ValueError("no")
    for node in order:
        if node._op:
            node.grad = None
    _arrive(self, gradient.data)
    while order:
        node = order.pop()
        if node._op and node.requires_grad:
            list(map(_arrive, node._prev, node.vjp(node.grad)))


def _arrive(node, part):
    if part is not None:
        node.grad = np.array(part if node.grad is None else np.add(node.grad, part))


def asked_not_handed(self, gradient=None):
    """Each node asks its users for its gradient, instead of being handed it."""
    if not self.requires_grad:
        raise RuntimeError("needs no gradient")
    upstream = Tensor.wrap(1.0 if gradient is None else gradient).data
    if gradient is not None and upstream.shape != self.shape:
        raise ValueError("another shape")
    users, parts = collections.defaultdict(list), {}
    order = [node for node in _heights(self) if node.requires_grad]
    for node in order:
        for i, parent in enumerate(node._prev):
            users[parent].append((node, i))
    for node in reversed(order):
        grad = np.zeros(node.shape)
        if node is self:
            grad += upstream
        for user, i in users[node]:
            grad += parts[user][i]
        if node._prev:
            parts[node] = node.vjp(grad)
            node.grad = grad
        else:
            node.grad = grad if node.grad is None else np.array(node.grad + grad)


def with_iterators_and_lists_of_shares(self, gradient=None):
    if not self.requires_grad:
        raise RuntimeError("needs no gradient")
    upstream = np.ones(self.shape) if gradient is None else np.array(gradient, np.float64)
    if upstream.shape != self.shape:
        raise RuntimeError("another shape")
    seen, finished, stack = {self}, [], [(self, iter(self._prev))]
    while stack:
        node, parents = stack[-1]
        for parent in parents:
            if parent.requires_grad and parent not in seen:
                seen.add(parent)
                stack.append((parent, iter(parent._prev)))
                break
        else:
            finished.append(stack.pop()[0])
    pending = {self: [upstream]}
    for node in finished[::-1]:
        first, *rest = pending.pop(node)
        grad = first.copy()
        for part in rest:
            np.add(grad, part, out=grad)
        if node._backward is None:
            if node.grad is not None:
                np.add(grad, node.grad, out=grad)
            node.grad = grad
            continue
        node.grad = grad
        for parent, part in zip(node._prev, node.vjp(grad), strict=True):
            if part is not None:
                pending.setdefault(parent, []).append(part)


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


inner_nodes_remember__2 = _micrograd(lambda gradient: gradient, _by_vjp)
