"""Wrong answers that people give to kata 21. A docstring is the mistake's name, then a nudge."""

from slips import rewritten

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
    """The right walk in parts, which can be replaced. It gives what is shared as often as found."""
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


@rewritten("if id(parameter) not in seen:", "if True:")
def shared_given_again():
    """a shared parameter is given once for each of its names

    An optimiser that gets a parameter twice moves it twice. Remember which Tensors you have given
    already, by identity.
    """


@rewritten(
    "found = own",
    "found = list(own)",
    "if id(parameter) not in seen:",
    "if id(parameter) not in seen or (path, parameter) not in own:",
)
def shared_seen_within_a_module_only():
    """a parameter that two children share is given twice

    Each child gives its own parameters only once. But who knows what the other child has given?
    Only the module above both.
    """


@rewritten("seen = set()", 'seen = vars(self).setdefault("_seen", set())')
def seen_for_ever():
    """what one call gives, the next call does not give again

    What you have seen must be forgotten when the call ends. A default argument, `seen=set()`, is
    made once and kept. An attribute is kept too.
    """


@rewritten("in found:", "in {p: (path, p) for path, p in found}.values():")
def last_name_wins():
    """a shared parameter gets its last name, not its first

    If you fill a dict with one name after another, it keeps the last one.
    """


@rewritten("found += child.named_parameters(path)", "pass")
def children_left_out():
    """the children's parameters are left out

    A network is modules inside modules. In most networks, all the parameters are in children.
    """


@rewritten(
    "child.named_parameters(path)",
    "[\n"
    '            (f"{path}.{n}", v) for n, v in vars(child).items() if isinstance(v, Tensor)\n'
    "        ]",
)
def one_level_only():
    """children of children are left out

    Children can have children, as deep as you like. Let each child find what its own children have.
    """


@rewritten("elif isinstance(value, list):", "elif False:")
def lists_left_out():
    """modules in a list are left out

    Someone who writes `self.layers = [Linear(...), Linear(...)]` expects these layers to learn.
    """


@rewritten("found = own", "found = []", "seen = set()", "found += own\n    seen = set()")
def children_first():
    """children come before the module's own parameters

    PyTorch's order is: the module's own parameters first, then those of its children.
    """


def level_by_level(self, prefix=""):
    """names come level by level, not child by child

    First comes one child with everything in it, then the next child. A queue goes level by level.
    Let each child answer for itself.
    """
    found, queue = [], [(prefix, self)]
    for path, module in queue:
        found += _own(module, path)
        queue += _children(module, path)
    return _once(found)


@rewritten(
    "own.append",
    "children.append",
    "child.named_parameters(path)",
    "[(path, child)] if isinstance(child, Tensor) else child.named_parameters(path)",
)
def as_they_were_set():
    """own parameters and children are mixed, in attribute order

    Own parameters come first, even those that were set after a child. Go through the attributes
    twice, or collect in two lists.
    """


@rewritten("in found:", "in sorted(found, key=lambda pair: pair[0]):")
def alphabetical():
    """names are in alphabetical order, not in attribute order

    A dict keeps the order in which its keys were set. `vars(self)` does too.
    """


@rewritten("child.named_parameters(path)", "child.named_parameters(prefix)")
def prefix_forgotten_below():
    """a child's parameters come without the child's name

    The name is `fc.weight`, not `weight`. Otherwise two children would have the same names. Which
    prefix do you give to the child?
    """


@rewritten("children.append((path", "children.append((name", 'f"{path}.{i}"', 'f"{name}.{i}"')
def prefix_of_one_level():
    """a child's prefix is its own name, without its parent's

    One level down the names are right. Two levels down the first part is missing: it should be
    `block.fc.weight`, not `fc.weight`. The prefix that you were given goes before the child's name.
    """


@rewritten(
    'f"{prefix}.{name}" if prefix else name',
    "prefix + name",
    "child.named_parameters(path)",
    'child.named_parameters(path + ".")',
)
def prefix_without_a_dot():
    """there is no dot after the prefix that was given

    The caller gives the prefix as "net", not as "net.". A dot comes after it, unless it is empty.
    """


@rewritten(
    'path = f"{prefix}.{name}" if prefix else name',
    "path = name",
    "child.named_parameters(path)",
    '[(f"{path}.{n}", p) for n, p in child.named_parameters()]',
)
def prefix_ignored():
    """the argument prefix is not used

    It goes before every name, with a dot between.
    """


def prefix_for_own_only(self, prefix=""):
    """only the module's own names get the prefix

    A child's prefix begins with its parent's. Both go before the child's names.
    """
    own = {id(p) for _, p in _walk(self, "", deeper=False)}
    found = _once(_walk(self, ""))
    return [(f"{prefix}.{n}" if prefix and id(p) in own else n, p) for n, p in found]


@rewritten(
    'f"{prefix}.{name}" if prefix else name', "prefix + name", 'f"{path}.{i}"', 'f"{path}{i}"'
)
def no_dot():
    """names are joined without a dot, like fcweight

    The name is `fc.weight`.
    """


@rewritten('f"{prefix}.{name}" if prefix else name', 'f"{prefix}.{name}"')
def dot_in_front():
    """with an empty prefix, names begin with a dot

    An empty prefix means no prefix. Then there is nothing to put a dot after.
    """


@rewritten(
    'f"{prefix}.{name}" if prefix else name',
    'f"{prefix}_{name}" if prefix else name',
    'f"{path}.{i}"',
    'f"{path}_{i}"',
)
def underscores():
    """names are joined by an underscore, not by a dot

    The name is `fc.weight`, as in PyTorch. So weights can be exchanged by name.
    """


@rewritten("enumerate(value)", "enumerate(value, 1)")
def counted_from_one():
    """the modules in a list are counted from 1, not from 0

    As everywhere in Python, the first one is 0.
    """


@rewritten('f"{path}.{i}"', 'f"{path}[{i}]"')
def brackets():
    """modules in a list are named with brackets, like [0]

    The name is `layers.0.weight`, with dots everywhere, as if the list were a module and 0 its
    attribute.
    """


@rewritten('f"{path}.{i}"', "path")
def number_left_out():
    """modules in a list are named without their number

    Without the number, the weights of the first and the second layer have the same name.
    """


@rewritten(" and value.requires_grad", "")
def constants_too():
    """it also gives Tensors that need no gradient

    A parameter is something that is learned. A Tensor that needs no gradient never gets one.
    """


@rewritten("yield path, parameter", "yield path, Tensor(parameter.data, requires_grad=True)")
def copies():
    """it gives copies, not the parameters themselves

    If you move a copy, or clear its gradient, the network stays as it was.
    """


@rewritten(
    "yield path, parameter",
    "yield path, parameter.data if isinstance(parameter, Tensor) else parameter",
)
def arrays():
    """it gives the values (.data), not the Tensors

    `.data` has no gradient. An optimiser needs the Tensor.
    """
