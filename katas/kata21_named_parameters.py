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
    raise NotImplementedError


# Its cases come in parts, from plain to odd: plain, children, lists, prefixes,
# other attributes, shared, in use.
