"""Wrong answers that people give to kata 21. A docstring is the mistake's name, then a nudge."""

from slips import rewritten


@rewritten("if id(parameter) not in seen:", "if True:")
def shared_given_again():
    """a shared parameter is given once for each of its names

    An optimiser that gets a parameter twice moves it twice. Remember which Tensors you have given
    already, by identity.
    """


@rewritten(
    "found = own", "found = list(own)", "not in seen", "not in seen or (path, parameter) not in own"
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


MIXED = (
    "own.append",
    "children.append",
    "child.named_parameters",
    "[(path, child)] if isinstance(child, Tensor) else child.named_parameters",
)


@rewritten(*MIXED)
def as_they_were_set():
    """own parameters and children are mixed, in attribute order

    Own parameters come first, even those that were set after a child. Go through the attributes
    twice, or collect in two lists.
    """


as_they_were_set__shared_again = rewritten(*MIXED, "if id(parameter) not in seen:", "if True:")(
    as_they_were_set
)


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
    'f"{prefix}.{name}" if prefix else',
    "prefix +",
    "named_parameters(path)",
    'named_parameters(path + ".")',
)
def prefix_without_a_dot():
    """there is no dot after the prefix that was given

    The caller gives the prefix as "net", not as "net.". A dot comes after it, unless it is empty.
    """


@rewritten(
    'f"{prefix}.{name}" if prefix else name',
    "name",
    "child.named_parameters(path)",
    '[(f"{path}.{n}", p) for n, p in child.named_parameters()]',
)
def prefix_ignored():
    """the argument prefix is not used

    It goes before every name, with a dot between.
    """


@rewritten('f"{prefix}.{name}" if prefix else', "prefix +", '"{path}.{i}"', '"{path}{i}"')
def no_dot():
    """names are joined without a dot, like fcweight

    The name is `fc.weight`.
    """


@rewritten('f"{prefix}.{name}" if prefix else name', 'f"{prefix}.{name}"')
def dot_in_front():
    """with an empty prefix, names begin with a dot

    An empty prefix means no prefix. Then there is nothing to put a dot after.
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
