"""Known mistakes for kata 21, named_parameters."""

from minigrad import Tensor, nn


def _walk(
    module,
    prefix,
    parameter=lambda value: isinstance(value, Tensor) and value.requires_grad,
    join=lambda prefix, name: f"{prefix}.{name}" if prefix else name,
    label=lambda i, item: str(i),
    lists=list,
    deeper=True,
    order=("own", "children"),
):
    """The right walk, each part of which can be replaced; what is shared, as often as found."""
    groups = {"own": [], "children": [], "both": []}
    for name, value in vars(module).items():
        path = join(prefix, name)
        if parameter(value):
            part = [(path, value)]
            groups["own"] += part
        elif isinstance(value, nn.Module) and deeper:
            part = _walk(value, path, parameter, join, label, lists, deeper, order)
            groups["children"] += part
        elif isinstance(value, lists) and deeper:
            part = [
                pair
                for i, item in enumerate(value)
                if isinstance(item, nn.Module)
                for pair in _walk(
                    item, join(path, label(i, item)), parameter, join, label, lists, deeper, order
                )
            ]
            groups["children"] += part
        else:
            part = []
        groups["both"] += part
    return [pair for group in order for pair in groups[group]]


def _once(pairs):
    seen = set()
    return [pair for pair in pairs if id(pair[1]) not in seen and not seen.add(id(pair[1]))]


def _own(module, prefix):
    """A module's own parameters, each with its name."""
    return _walk(module, prefix, deeper=False)


def _children(module, prefix, single=True, listed=True):
    """A module's children, single ones and those in lists, each with its name."""
    found = []
    for name, value in vars(module).items():
        path = f"{prefix}.{name}" if prefix else name
        if single and isinstance(value, nn.Module):
            found.append((path, value))
        elif listed and isinstance(value, list):
            numbered = [(f"{path}.{i}", item) for i, item in enumerate(value)]
            found += [(path, item) for path, item in numbered if isinstance(item, nn.Module)]
    return found


def shared_given_again(self, prefix=""):
    """a parameter that is shared is given once for each of its names

    An optimiser that gets it twice moves it twice. Remember which Tensors you have given
    already, by identity.
    """
    return _walk(self, prefix)


def shared_seen_within_a_module_only(self, prefix=""):
    """what two children share is given once for each child

    Each child tells its own parameters apart, but who tells those of one child from those of
    the other? The module above both.
    """
    found = [pair for pair in _once(_walk(self, prefix, deeper=False))]
    for name, value in vars(self).items():
        path = f"{prefix}.{name}" if prefix else name
        children = value if isinstance(value, list) else [value]
        for i, child in enumerate(children):
            if isinstance(child, nn.Module):
                place = f"{path}.{i}" if isinstance(value, list) else path
                found += shared_seen_within_a_module_only(child, place)
    return found


def modules_told_apart_only(self, prefix=""):
    """a module found again is left out, but not a Tensor found again

    Two modules may share one Tensor, as an embedding and the last layer of a language model
    do. So it is the Tensors that must be told apart.
    """
    seen = set()

    def walk(module, path):
        if id(module) in seen:
            return []
        seen.add(id(module))
        below = [pair for path, child in _children(module, path) for pair in walk(child, path)]
        return _own(module, path) + below

    return walk(self, prefix)


def seen_for_ever(self, prefix=""):
    """what one call has given, the next does not give again

    What has been seen must be forgotten when the call ends. A default argument, `seen=set()`,
    is made once and kept, and so is an attribute.
    """
    seen = vars(self).setdefault("_seen", set())
    return [
        pair for pair in _once(_walk(self, prefix)) if not (pair[1] in seen or seen.add(pair[1]))
    ]


def seen_for_ever__the_children_too(self, prefix=""):
    """What a child has given, its parent does not give again: nothing is left of it."""
    seen = vars(self).setdefault("_seen", set())
    below = [p for path, child in _children(self, prefix) for _, p in _walk(child, path)]
    found = [pair for pair in _once(_own(self, prefix)) if pair[1] not in seen.union(below)]
    seen.update(p for _, p in found)
    return found


def equal_values_taken_for_one(self, prefix=""):
    """two parameters of equal values are taken for one

    Whether two Tensors are one is a question of identity (`is`, `id`), not of their values:
    after a step they may differ.
    """
    found = {}
    for path, parameter in _once(_walk(self, prefix)):
        found.setdefault((parameter.shape, parameter.data.tobytes()), (path, parameter))
    return list(found.values())


def last_name_wins(self, prefix=""):
    """what is shared is given under the name found last, not first

    A dict that is filled as names come keeps the last one.
    """
    return [(path, p) for p, path in {p: path for path, p in _walk(self, prefix)}.items()]


def children_left_out(self, prefix=""):
    """the children's parameters are left out

    A network is modules within modules: for most of them the parameters are all in children.
    """
    return _once(_walk(self, prefix, deeper=False))


def one_level_only(self, prefix=""):
    """children of children are left out

    However deep they are: let a child answer for its own children.
    """
    found = _walk(self, prefix, deeper=False)
    for name, value in vars(self).items():
        path = f"{prefix}.{name}" if prefix else name
        if isinstance(value, nn.Module):
            found += _walk(value, path, deeper=False)
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, nn.Module):
                    found += _walk(item, f"{path}.{i}", deeper=False)
    return _once(found)


def lists_left_out(self, prefix=""):
    """modules in a list are left out

    Whoever writes `self.layers = [Linear(...), Linear(...)]` expects them to be learned.
    """
    return _once(_walk(self, prefix, lists=()))


def lists_left_out__shared_again(self, prefix=""):
    return _walk(self, prefix, lists=())


def children_first(self, prefix=""):
    """children come before the module's own parameters

    PyTorch's order is a module's own parameters, then its children's.
    """
    return _once(_walk(self, prefix, order=("children", "own")))


def lists_last(self, prefix=""):
    """modules in a list come after all other children

    A list has its place among the attributes, and its modules stand there: one loop over the
    attributes, for both kinds of children.
    """
    found = _own(self, prefix)
    last = _children(self, prefix, single=False)
    for path, child in _children(self, prefix, listed=False) + last:
        found += lists_last(child, path)
    return _once(found)


def lists_among_own(self, prefix=""):
    """modules in a list come with the module's own parameters

    They are children like the others, and own parameters come before them all.
    """
    found = []
    for name, value in vars(self).items():
        path = f"{prefix}.{name}" if prefix else name
        if isinstance(value, Tensor) and value.requires_grad:
            found.append((path, value))
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, nn.Module):
                    found += lists_among_own(item, f"{path}.{i}")
    for path, child in _children(self, prefix, listed=False):
        found += lists_among_own(child, path)
    return _once(found)


def level_by_level(self, prefix=""):
    """names come level by level, not child by child

    First one child with all that is in it, then the next. A queue goes level by level; let
    each child answer for itself instead.
    """
    found, queue = [], [(prefix, self)]
    for path, module in queue:
        found += _own(module, path)
        queue += _children(module, path)
    return _once(found)


def last_child_first(self, prefix=""):
    """the last child comes first

    What is put on a stack last comes off it first: put the children on it in reverse order.
    """
    found, stack = [], [(prefix, self)]
    while stack:
        path, module = stack.pop()
        found += _own(module, path)
        stack += _children(module, path)
    return _once(found)


def as_they_were_set(self, prefix=""):
    """own parameters and children come mixed, as they were set

    Own parameters come first, even those that were set after a child: go through the
    attributes twice, or collect in two lists.
    """
    return _once(_walk(self, prefix, order=("both",)))


def as_they_were_set__shared_again(self, prefix=""):
    return _walk(self, prefix, order=("both",))


def alphabetical(self, prefix=""):
    """names come in alphabetical order, not as they were set

    A dict keeps the order in which its keys were set; so does `vars(self)`.
    """
    return sorted(_once(_walk(self, prefix)), key=lambda pair: pair[0])


def alphabetical__on_each_level(self, prefix=""):
    found = sorted(_own(self, prefix), key=lambda pair: pair[0])
    for path, child in sorted(_children(self, prefix), key=lambda pair: pair[0]):
        found += alphabetical__on_each_level(child, path)
    return _once(found)


def prefix_forgotten_below(self, prefix=""):
    """a child's name is not put before its parameters

    `fc.weight`, not `weight`: two children would have the same names. What do you hand to
    the child as its prefix?
    """
    found = []
    for path, parameter in _once(_walk(self, "")):
        found.append((f"{prefix}.{path.split('.')[-1]}".strip("."), parameter))
    return found


def prefix_forgotten_below__altogether(self, prefix=""):
    found = _own(self, prefix)
    for _, child in _children(self, prefix):
        found += prefix_forgotten_below__altogether(child)
    return _once(found)


def prefix_of_one_level(self, prefix=""):
    """a child is handed its own name only, not its parent's too

    One level down the names are right, two levels down their beginning is lost: it should be
    `block.fc.weight`, not `fc.weight`. What you were given as prefix goes before the name.
    """
    found = _own(self, prefix)
    for path, child in _children(self, ""):
        found += prefix_of_one_level(child, path)
    return _once(found)


def prefix_without_a_dot(self, prefix=""):
    """the prefix is put before the names without a dot

    It is handed over as "net", not as "net.", here and by whoever else calls. A dot comes after
    it, unless it is empty.
    """
    return [(prefix + name, parameter) for name, parameter in _once(_walk(self, ""))]


def prefix_ignored(self, prefix=""):
    """the prefix is ignored

    It is put before every name, with a dot between.
    """
    return _once(_walk(self, ""))


def prefix_for_own_only(self, prefix=""):
    """the prefix is put before the module's own names only

    A child's prefix begins with its parent's: both go before the child's names.
    """
    own = {id(p) for _, p in _walk(self, "", deeper=False)}
    found = _once(_walk(self, ""))
    return [(f"{prefix}.{n}" if prefix and id(p) in own else n, p) for n, p in found]


def no_dot(self, prefix=""):
    """no dot stands between the names

    `fc.weight`, not `fcweight`.
    """
    return _once(_walk(self, prefix, join=lambda prefix, name: prefix + name))


def dot_in_front(self, prefix=""):
    """names begin with a dot where the prefix is empty

    An empty prefix is none: then there is nothing to put a dot after.
    """
    return _once(_walk(self, prefix, join=lambda prefix, name: f"{prefix}.{name}"))


def underscores(self, prefix=""):
    """names are joined by an underscore, not a dot

    `fc.weight`, as in PyTorch, so that weights can be exchanged by name.
    """
    return _once(_walk(self, prefix, join=lambda p, name: f"{p}_{name}" if p else name))


def counted_from_one(self, prefix=""):
    """the modules of a list are counted from 1

    As everywhere in Python, the first is 0.
    """
    return _once(_walk(self, prefix, label=lambda i, item: str(i + 1)))


def brackets(self, prefix=""):
    """the modules of a list are named with brackets

    `layers.0.weight`, with dots throughout, as if the list were a module and 0 an attribute.
    """

    def join(prefix, name):
        return f"{prefix}{name}" if name.startswith("[") else f"{prefix}.{name}".strip(".")

    return _once(_walk(self, prefix, join=join, label=lambda i, item: f"[{i}]"))


def number_left_out(self, prefix=""):
    """the modules of a list all go by the name of the list

    Without its number, the first layer's weight cannot be told from the second's.
    """

    def join(prefix, name):
        return prefix if name == "#" else f"{prefix}.{name}".strip(".")

    return _once(_walk(self, prefix, join=join, label=lambda i, item: "#"))


def class_names(self, prefix=""):
    """children go by their class, not by the attribute they are in

    A network may have two of one class. `vars(self).items()` has the attribute's name.
    """
    found = [pair for pair in _walk(self, prefix, deeper=False)]
    for name, value in vars(self).items():
        for i, item in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(item, nn.Module):
                place = f"{name}.{i}" if isinstance(value, list) else type(item).__name__
                found += class_names(item, f"{prefix}.{place}".strip("."))
    return _once(found)


def constants_too(self, prefix=""):
    """Tensors that need no gradient are given too

    A parameter is what is learned. A Tensor that needs no gradient never gets one.
    """
    return _once(_walk(self, prefix, parameter=lambda value: isinstance(value, Tensor)))


def copies(self, prefix=""):
    """the Tensors given are copies, not the parameters themselves

    Whoever moves a copy, or clears its gradient, leaves the network as it was.
    """
    return [(n, Tensor(p.data, requires_grad=True)) for n, p in _once(_walk(self, prefix))]


def arrays(self, prefix=""):
    """the values are given, not the Tensors

    `.data` has no gradient; an optimiser needs the Tensor.
    """
    return [(n, p.data) for n, p in _once(_walk(self, prefix))]
