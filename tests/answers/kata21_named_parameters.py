"""Answers to kata 21: right ones in odd styles, and known mistakes in other words.

`key__2` is the mistake `key`, put differently; a name without `__` is of a right answer.
"""

from minigrad import Tensor
from minigrad.nn import Module


def a_generator_all_the_way(self, prefix=""):
    seen = []

    def walk(module, path):
        for name, value in module.__dict__.items():
            if isinstance(value, Tensor) and value.requires_grad:
                yield path + [name], value
        for name, value in module.__dict__.items():
            if isinstance(value, Module):
                yield from walk(value, path + [name])
            if isinstance(value, list):
                for i in range(len(value)):
                    if isinstance(value[i], Module):
                        yield from walk(value[i], path + [name, str(i)])

    for path, tensor in walk(self, [prefix] if prefix else []):
        if not any(tensor is other for other in seen):
            seen.append(tensor)
            yield ".".join(path), tensor


def a_stack(self, prefix=""):
    found, stack = {}, [(prefix, self)]
    while stack:
        path, module = stack.pop()
        dot = path + "." if path else ""
        children = []
        for name, value in vars(module).items():
            if isinstance(value, Tensor):
                if value.requires_grad:
                    found.setdefault(value, dot + name)
            elif isinstance(value, Module):
                children.append((dot + name, value))
            elif isinstance(value, list):
                items = [x for x in enumerate(value) if isinstance(x[1], Module)]
                children.extend((f"{dot}{name}.{i}", item) for i, item in items)
        stack.extend(reversed(children))
    return [(path, tensor) for tensor, path in found.items()]


def a_list_as_a_module(self, prefix=""):
    dot = prefix + "." if prefix else ""
    result = {}
    for key, value in vars(self).items():
        if isinstance(value, Tensor) and value.requires_grad:
            result.setdefault(id(value), (dot + key, value))
    for key, value in vars(self).items():
        if isinstance(value, list):
            holder = Module()
            for i, item in enumerate(value):
                if isinstance(item, Module):
                    setattr(holder, str(i), item)
            value = holder
        if isinstance(value, Module):
            for name, tensor in value.named_parameters(dot + key):
                result.setdefault(id(tensor), (name, tensor))
    return result.values()


def names_put_on_afterwards(self, prefix=""):
    pairs = []
    for name in self.__dict__:
        value = getattr(self, name)
        if isinstance(value, Tensor) and value.requires_grad:
            pairs.append([name, value])
    for name in self.__dict__:
        value = getattr(self, name)
        if isinstance(value, Module):
            pairs += [[name + "." + n, p] for n, p in value.named_parameters()]
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, Module):
                    pairs += [[f"{name}.{i}.{n}", p] for n, p in item.named_parameters()]
    result = []
    for name, p in pairs:
        if all(p is not q for _, q in result):
            result.append((prefix + "." + name if prefix else name, p))
    return iter(result)
