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


def modules_told_apart_only(self, prefix=""):
    found, done, stack = [], [], [(prefix, self)]
    while stack:
        path, module = stack.pop()
        if module in done:
            continue
        done.append(module)
        dot = path and path + "."
        found += [(dot + name, value) for name, value in _own(module)]
        stack += [(dot + name, child) for name, child in _children(module)][::-1]
    return found


_seen: set[Tensor] = set()


def seen_for_ever(self, prefix=""):
    dot = prefix and prefix + "."
    for name, value in _own(self):
        if value not in _seen:
            _seen.add(value)
            yield dot + name, value
    for name, child in _children(self):
        yield from child.named_parameters(dot + name)


def seen_for_ever__2(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + name, value) for name, value in _own(self)]
    for name, child in _children(self):
        found.extend(child.named_parameters(dot + name))
    unseen = [pair for pair in _unique(found) if pair[1] not in _seen]
    _seen.update(value for _, value in unseen)
    return unseen


def prefix_of_one_level(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + name, value) for name, value in _own(self)]
    for name, child in _children(self):
        found.extend(child.named_parameters(prefix=name))
    return _unique(found)


def prefix_without_a_dot(self, prefix=""):
    found = [(prefix + name, value) for name, value in _own(self)]
    for name, child in _children(self):
        found.extend(child.named_parameters(f"{prefix}{name}."))
    return _unique(found)


def prefix_forgotten_below(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + name, value) for name, value in _own(self)]
    for _, child in _children(self):
        found.extend(child.named_parameters(prefix))
    return _unique(found)


def prefix_forgotten_below__2(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + name, value) for name, value in _own(self)]
    for _, child in _children(self):
        found.extend(child.named_parameters())
    return _unique(found)


def level_by_level(self, prefix=""):
    level, found = [(prefix and prefix + ".", self)], []
    while level:
        found += [(dot + name, value) for dot, module in level for name, value in _own(module)]
        level = [(f"{dot}{n}.", child) for dot, module in level for n, child in _children(module)]
    return _unique(found)


def last_child_first(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + name, value) for name, value in _own(self)]
    for name, child in reversed([*_children(self)]):
        found.extend(child.named_parameters(dot + name))
    return _unique(found)


def lists_last(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + name, value) for name, value in _own(self)]
    for name, value in vars(self).items():
        if isinstance(value, Module):
            found.extend(value.named_parameters(dot + name))
    for name, value in vars(self).items():
        if isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, Module):
                    found.extend(item.named_parameters(f"{dot}{name}.{i}"))
    return _unique(found)


def alphabetical(self, prefix=""):
    dot = prefix and prefix + "."
    found = [(dot + name, value) for name, value in sorted(_own(self), key=lambda pair: pair[0])]
    for name, child in sorted(_children(self), key=lambda pair: pair[0]):
        found.extend(child.named_parameters(dot + name))
    return _unique(found)


def _unique(pairs):
    seen = []
    for name, value in pairs:
        if all(value is not other for other in seen):
            seen.append(value)
            yield name, value
