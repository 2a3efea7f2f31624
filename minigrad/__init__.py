"""minigrad: reverse-mode automatic differentiation on NumPy arrays, one kata at a time.

The methods of `Tensor` come from the folder named by the environment variable
MINIGRAD_KATAS: `solutions` unless set; `katas` to run on your own.
"""

import os

from minigrad import kata
from minigrad.tensor import Tensor, unbroadcast

__all__ = ["Tensor", "unbroadcast"]

kata.install_folder(kata.ROOT / os.environ.get("MINIGRAD_KATAS", "solutions"))
