"""Known mistakes of kata 21 in other words; each has the key of the mistake that it is."""

from minigrad import Tensor
from minigrad.nn import Module


def _children(module):
    for name, value in vars(module).items():
        if isinstance(value, Module):
            yield name, value
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, Module):
                    yield f"{name}.{i}", item


def _own(module):
    for name, value in vars(module).items():
        if isinstance(value, Tensor) and value.requires_grad:
            yield name, value


def shared_given_again(self, prefix=""):
    dot = prefix + "." if prefix else ""
    for name, value in _own(self):
        yield dot + name, value
    for name, child in _children(self):
        yield from child.named_parameters(dot + name)


def children_left_out(self, prefix=""):
    seen = set()
    for name, value in _own(self):
        if value not in seen:
            seen.add(value)
            yield (prefix + "." + name if prefix else name), value


def lists_left_out(self, prefix=""):
    found = []
    dot = prefix and prefix + "."
    found.extend((dot + name, value) for name, value in _own(self))
    for name, value in vars(self).items():
        if isinstance(value, Module):
            found.extend(value.named_parameters(dot + name))
    unique = {}
    for name, value in found:
        unique.setdefault(id(value), (name, value))
    return list(unique.values())


def children_first(self, prefix=""):
    dot = prefix and prefix + "."
    found = []
    for name, child in _children(self):
        found.extend(child.named_parameters(dot + name))
    found.extend((dot + name, value) for name, value in _own(self))
    return _unique(found)


def as_they_were_set(self, prefix=""):
    dot = prefix and prefix + "."
    found = []
    for name, value in vars(self).items():
        if isinstance(value, Tensor) and value.requires_grad:
            found.append((dot + name, value))
        if isinstance(value, Module):
            found.extend(value.named_parameters(dot + name))
        if isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, Module):
                    found.extend(item.named_parameters(f"{dot}{name}.{i}"))
    return _unique(found)


def dot_in_front(self, prefix=""):
    found = [(prefix + "." + name, value) for name, value in _own(self)]
    for name, child in _children(self):
        found.extend(child.named_parameters(prefix + "." + name))
    return _unique(found)


def prefix_ignored(self, prefix=""):
    def walk(module, path):
        for name, value in _own(module):
            yield path + name, value
        for name, child in _children(module):
            yield from walk(child, path + name + ".")

    return _unique(walk(self, ""))


def constants_too(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + n, v) for n, v in vars(self).items() if isinstance(v, Tensor)]
    for name, child in _children(self):
        found.extend(child.named_parameters(dot + name))
    return _unique(found)


def counted_from_one(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + name, value) for name, value in _own(self)]
    for name, value in vars(self).items():
        if isinstance(value, Module):
            found.extend(value.named_parameters(dot + name))
        elif isinstance(value, list):
            for i, item in enumerate(value, 1):
                if isinstance(item, Module):
                    found.extend(item.named_parameters(f"{dot}{name}.{i}"))
    return _unique(found)


def last_name_wins(self, prefix=""):
    dot = prefix and prefix + "."
    found = {}
    for name, value in _own(self):
        found[id(value)] = (dot + name, value)
    for name, child in _children(self):
        for path, value in child.named_parameters(dot + name):
            found[id(value)] = (path, value)
    return list(found.values())


def _unique(pairs):
    seen = []
    for name, value in pairs:
        if all(value is not other for other in seen):
            seen.append(value)
            yield name, value
