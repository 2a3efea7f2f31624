"""A cell's text goes to katas/, and nothing that was written there is lost."""

from minigrad.dojo.reset import replace
from minigrad.judging.reading import refusal
from minigrad.judging.stubs import is_unwritten, is_unwritten_text, stub
from minigrad.judging.writing import put
from minigrad.kata import KATAS

_saved: dict[str, str] = {}  # what cells of this session left in katas/


def save(stem: str, text: str) -> str:
    """Save a cell as a kata file. Gives what the learner should know of it, in a sentence.

    A cell that is still the stub replaces no code. Code that no cell of this session has left
    there is kept beside.
    """
    path, text = KATAS / f"{stem}.py", text.rstrip() + "\n"
    if is_unwritten_text(text, stem) and not is_unwritten(path) and not refusal(path):
        return f"This cell is still the stub. Your code in katas/{path.name} was judged."
    KATAS.mkdir(exist_ok=True)
    there = "" if path.is_symlink() or refusal(path) else path.read_text("utf-8", "replace")
    if there in (stub(stem), _saved.get(stem)):
        put(path, text)
        kept = None
    else:
        kept = replace(path, text)
    _saved[stem] = text
    if kept is None:
        return ""
    return f"katas/{path.name} held something else. It is kept as katas/{kept.name}."
