from minigrad import Tensor
from minigrad.nn import Module


def named_parameters(self, prefix=""):
    """Find all parameters of a network, by name: `net.named_parameters()`.

    prefix: a name to put before each name found, with a dot between them.
        An empty prefix adds nothing, not even the dot.
    Returns pairs of a name and a Tensor, one for each parameter, in a list or
        as a generator. `parameters()` and `zero_grad()` of `Module` use it.

    A module's attributes are in the dict `vars(self)`, in the order in which
    they were set. For each value:
    - A Tensor that needs a gradient is a parameter. Its name is the attribute.
    - A Module is a child. Its parameters are parameters here too, and the
      child's name comes first: `fc.weight` is the weight of the child `fc`.
    - A list of Modules is several children, named by number: `layers.0.weight`.
    - Ignore all else, as PyTorch does: other Tensors, numbers, a tuple, a dict,
      a Tensor in a list, a list in a list, ...

    A module's own parameters come first, then those of its children, one child
    after the other. Each child may have children too.

    By hand: the attributes are fc = Linear(3, 2), then scale, a Tensor that
    needs a gradient. The names are scale, fc.weight and fc.bias. With the
    prefix "net" they are net.scale, net.fc.weight and net.fc.bias.

    Watch out for: the same Tensor may be found twice, because it is in two
    modules, or in one module that two others share. It is one parameter: give
    it once, under the first name found. Otherwise an optimiser would move it
    twice.
    """
    own, children = [], []
    for name, value in vars(self).items():
        path = f"{prefix}.{name}" if prefix else name
        if isinstance(value, Tensor) and value.requires_grad:
            own.append((path, value))
        elif isinstance(value, Module):
            children.append((path, value))
        elif isinstance(value, list):
            numbered = [(f"{path}.{i}", item) for i, item in enumerate(value)]
            children += [(name, item) for name, item in numbered if isinstance(item, Module)]

    # A child finds its own parameters, and its children's, in the same way. It
    # needs to know only its name here. `seen` compares Tensors by identity: two
    # Tensors with equal values are two parameters.
    found = own
    for path, child in children:
        found += child.named_parameters(path)
    seen = set()
    for path, parameter in found:
        if id(parameter) not in seen:
            seen.add(id(parameter))
            yield path, parameter
