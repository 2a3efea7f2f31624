"""Wrong answers that people give to kata 6. A docstring is the mistake's name, then a nudge."""

import numpy as np
from slips import outside_the_graph, slip, upstream_changed, upstream_ignored

from minigrad import Tensor

ignored = slip(Tensor.neg, upstream_ignored)
changed = slip(Tensor.neg, upstream_changed)
outside = outside_the_graph(Tensor.neg)


def negated_in_place(self):
    """the upstream gradient is negated in place

    The array that your VJP gets is not yours. Other operations may need it. Make a new array.
    """

    def vjp(grad):
        grad *= -1
        return (grad,)

    return Tensor.from_op("neg", -self.data, (self,), vjp)


def input_negated(self):
    """x itself is negated

    The result must be a new array. x keeps its values, because others may still use them.
    """
    np.negative(self.data, out=self.data)
    return Tensor.from_op("neg", self.data, (self,), lambda grad: (-grad,))


def made_negative(self):
    """every element is made negative

    `-x` flips every sign. Positive becomes negative, and negative becomes positive.
    """
    return Tensor.from_op("neg", -abs(self.data), (self,), lambda grad: (-grad,))
