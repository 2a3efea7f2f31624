"""Loads kata files (stubs, solutions, submissions) and installs what they define.

Files are compiled from their text, by path: never imported as packages, never through
bytecode, so that a kata saved twice within a second is read twice.
"""

import contextlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import minigrad
from minigrad import nn, optim, tensor

PACKAGE = Path(__file__).resolve().parent
# In a clone, solutions/ and katas/ are beside the package. A wheel brings them inside it.
ROOT = PACKAGE if (PACKAGE / "solutions").is_dir() else PACKAGE.parent
SOLUTIONS = ROOT / "solutions"
KATAS = ROOT / "katas"
METHODS_OF = (tensor.Tensor, nn.Module)
BELTS = ((5, "white"), (8, "yellow"), (13, "orange"), (16, "green"), (19, "blue"), (23, "brown"))


def stems() -> list[str]:
    """The katas, in order: `kata01_mul`, `kata02_pow`, …"""
    return sorted(path.stem for path in SOLUTIONS.glob("kata*.py"))


def name_of(stem: str) -> str:
    """What a kata defines: `sum` of `kata03_sum`."""
    return stem.split("_", 1)[1]


def number_of(stem: str) -> int:
    return int(stem.removeprefix("kata").split("_")[0])


def belt_of(stem: str) -> str:
    return next((belt for last, belt in BELTS if number_of(stem) <= last), "black")


def run(path: Path, text: bytes | str | None = None) -> dict[str, Any]:
    """Run a file and return what it defines. Raises whatever the file raises.

    text: what is in the file, where that is known
    """
    namespace = {"__name__": path.stem, "__file__": str(path)}
    text = path.read_bytes() if text is None else text
    exec(compile(text, str(path), "exec", dont_inherit=True), namespace)
    return namespace


def load(path: Path, text: bytes | str | None = None) -> Any:
    """The one thing that a kata file defines; ImportError when it does not."""
    name, namespace = name_of(path.stem), run(path, text)
    if name not in namespace:
        raise ImportError(f"{path.name} must define {name}, but does not")
    return namespace[name]


def install(path: Path | str, text: bytes | str | None = None) -> None:
    """Load a kata file and put its definition where the engine looks for it."""
    path = Path(path)
    put(path.stem, load(path, text))


def installed(stem: str) -> Any:
    """What stands in a kata's place now."""
    name = name_of(stem)
    return getattr(_homes(name)[0], name)


@contextlib.contextmanager
def replaced(stem: str, definition: Any) -> Iterator[None]:
    """Within, another definition stands in a kata's place."""
    before = installed(stem)
    put(stem, definition)
    try:
        yield
    finally:
        put(stem, before)


def put(stem: str, definition: Any) -> str:
    """Put a definition in a kata's place. Gives what to call it by: `Tensor.sum`."""
    name = name_of(stem)
    for place in _homes(name):
        setattr(place, name, definition)
    return f"{place.__name__}.{name}"


def in_order() -> list[str]:
    """The katas as they are installed: functions and classes first, for the files of methods
    import them."""
    return sorted(stems(), key=lambda stem: _homes(name_of(stem))[0] in METHODS_OF)


def install_folder(folder: Path, which: Collection[str] | None = None) -> None:
    """Install every kata from the files of one folder; or only those of some stems, and the others
    from the solutions."""
    if not folder.is_dir():
        raise ImportError(f"MINIGRAD_KATAS names a folder that does not exist: {folder}")
    for stem in in_order():
        install((folder if which is None or stem in which else SOLUTIONS) / f"{stem}.py")


def _homes(name: str) -> list[Any]:
    """Where a kata's definition goes: wherever it is declared, by annotation."""
    places = [*METHODS_OF, tensor, nn, optim, minigrad]
    homes = [place for place in places if name in place.__annotations__]
    if not homes:
        raise ImportError(f"{name} is not declared anywhere. See CONTRIBUTING.md, step 1")
    return homes
