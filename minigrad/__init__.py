"""minigrad: reverse-mode automatic differentiation on NumPy arrays, one kata at a time.

What katas define (most methods of `Tensor`, `unbroadcast`, `gradcheck`, parts of `nn` and
`optim`) comes from the folder named by the environment variable MINIGRAD_KATAS: `solutions`
unless set; `katas` to run on your own.
"""

import os
from collections.abc import Callable
from typing import Any

from minigrad import start

if start.is_program():
    start.begin()

# isort: split
import numpy as np

from minigrad import kata, nn, optim
from minigrad.draw import draw
from minigrad.tensor import GradcheckError, Tensor, no_grad

__all__ = ["GradcheckError", "Tensor", "draw", "gradcheck", "nn", "no_grad", "optim", "unbroadcast"]

unbroadcast: Callable[[np.ndarray, tuple[int, ...]], np.ndarray]
gradcheck: Callable[..., bool]

kata.install_folder(kata.ROOT / os.environ.get("MINIGRAD_KATAS", "solutions"))


def load_ipython_extension(ipython: Any) -> None:
    """What `%load_ext minigrad` calls, in a notebook."""
    from minigrad.notebook import magics

    magics.load(ipython)
