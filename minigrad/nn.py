"""Neural networks: modules, which hold parameters, and losses.

`Linear`, `named_parameters` and `cross_entropy` are katas 20 to 22; minigrad/kata.py installs
them here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

import numpy as np

from minigrad.tensor import Tensor

Linear: Any  # a class; so that type checkers let it be derived from
cross_entropy: Callable[..., Tensor]


class Module:
    """A part of a network. Its attributes hold its parameters and its child modules.

    A Tensor that needs a gradient is a parameter; a module is a child, and so is every module
    of a list of modules (PyTorch asks for its ModuleList there). A subclass defines `forward`,
    which `net(x)` calls.
    """

    named_parameters: ClassVar[Callable[..., Iterable[tuple[str, Tensor]]]]

    def __call__(self, *inputs: Any) -> Any:
        return self.forward(*inputs)

    def forward(self, *inputs: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} defines no forward")

    def parameters(self) -> Iterator[Tensor]:
        """Every parameter once, in the order of `named_parameters`."""
        return (parameter for _, parameter in self.named_parameters())

    def zero_grad(self) -> None:
        """Forget the gradient of every parameter."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def state_dict(self) -> dict[str, np.ndarray]:
        """Copies of the parameters' values, by PyTorch's names. A shared one stands under each."""
        return {name: parameter.data.copy() for name, parameter in every_name(self, "")}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take over the values of a `state_dict`: arrays, by name.

        Raises ValueError, and loads nothing, when a name is missing or not known, or when an
        array's shape differs from its parameter's.
        """
        parameters = dict(every_name(self, ""))
        arrays = {name: Tensor(values).data for name, values in state.items()}
        if missing := [name for name in parameters if name not in arrays]:
            raise ValueError(f"load_state_dict: nothing to load for {', '.join(missing)}")
        if unknown := [name for name in arrays if name not in parameters]:
            raise ValueError(f"load_state_dict: this network has no {', '.join(unknown)}")
        for name, parameter in parameters.items():
            if arrays[name].shape != parameter.shape:
                raise ValueError(
                    f"load_state_dict: {name} has shape {parameter.shape} in this network, "
                    f"but {arrays[name].shape} in the state"
                )
        for name, parameter in parameters.items():
            parameter.data = arrays[name]


def every_name(module: Module, prefix: str) -> Iterator[tuple[str, Tensor]]:
    """Every parameter, under every one of its names."""
    for name, value in vars(module).items():
        if isinstance(value, Tensor) and value.requires_grad:
            yield prefix + name, value
    for name, value in vars(module).items():
        if isinstance(value, Module):
            yield from every_name(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            for i, child in enumerate(value):
                if isinstance(child, Module):
                    yield from every_name(child, f"{prefix}{name}.{i}.")


class Sequential(Module):
    """Modules one after the other: `Sequential(Linear(2, 8), ReLU(), Linear(8, 2))`."""

    def __init__(self, *modules: Module):
        for i, module in enumerate(modules):
            setattr(self, str(i), module)  # PyTorch's names: "0.weight"

    def forward(self, x: Tensor) -> Tensor:
        for module in vars(self).values():
            if isinstance(module, Module):
                x = module(x)
        return x


class ReLU(Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.relu()


class Sigmoid(Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.sigmoid()


class Tanh(Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.tanh()


def mse_loss(prediction: Tensor, target: Any) -> Tensor:
    """The mean of the squared differences. Raises ValueError unless the shapes are equal:
    broadcasting (N, 1) with (N,) would compare every element with every other."""
    prediction, target = Tensor.wrap(prediction), Tensor.wrap(target)
    if prediction.shape != target.shape:
        raise ValueError(
            f"mse_loss: the prediction has shape {prediction.shape}, the target {target.shape}"
        )
    return ((prediction - target) ** 2).mean()
