from minigrad import Tensor
from minigrad.nn import Module


def named_parameters(self, prefix=""):
    """Find all parameters of a network, by name: `net.named_parameters()`.

    prefix: a name to put before each name found, with a dot between; none if
        it is empty
    Gives pairs of a name and a Tensor, one for each parameter, in a list or as
        a generator. `parameters()` and `zero_grad()` of `Module` use it.

    A module's attributes are in the dict `vars(self)`, in the order in which
    they were set. Of these values,
    - a Tensor that needs a gradient is a parameter, named by its attribute;
    - a Module is a child. Its parameters are parameters here too, their names
      preceded by its own: `fc.weight` is the weight of the child `fc`;
    - a list of Modules counts as so many children, by number: `layers.0.weight`;
    - all else (other Tensors, numbers, None, ...) is nothing.

    A module's own parameters come first, then those of its children, one child
    after the other; each of them may have children of its own.

    By hand: with the attributes fc = Linear(3, 2), then scale, a Tensor that
    needs a gradient, the names are scale, fc.weight and fc.bias; and with the
    prefix "net" net.scale, net.fc.weight and net.fc.bias.

    To think of: a Tensor that is found twice, being in two modules, or in one
    module that two others share, is one parameter: it is given once, under the
    name found first. An optimiser would move it twice else.
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

    # A child finds its own, and its children's, in the same way, once it knows
    # under which name it stands here. What was seen is told by identity: two
    # Tensors of equal values are two parameters.
    found = own
    for path, child in children:
        found += child.named_parameters(path)
    seen = set()
    for path, parameter in found:
        if id(parameter) not in seen:
            seen.add(id(parameter))
            yield path, parameter
