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
    raise NotImplementedError
