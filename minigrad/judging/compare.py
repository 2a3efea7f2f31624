"""Compares a worker's reply with PyTorch's answer, and says in a sentence what is wrong."""

import itertools
import re
import signal
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from minigrad.judging.limits import MEMORY
from minigrad.judging.reading import line_of
from minigrad.judging.reply import harmless
from minigrad.judging.run_case import Answer, WrongKind

TOLERANCE = 1e-7  # relative: PyTorch's own for float64
# Where numbers of about 1 cancel, rounding leaves some 1e-16, which is as good as 0. An absolute
# 1e-7, as PyTorch has it, would forgive every wrong answer that is small: exp(-16) for exp(-40).
ROUNDING = 1e-14
NO_REFUSAL = {
    kind.__name__
    for kind in (WrongKind, NotImplementedError, RecursionError, MemoryError, SystemExit)
}
GARBLED = "No proper answer came back: something in your code writes where only minigrad may write."
MESSAGE = 200  # characters shown of an exception's
USELESS = (  # to those who do not write NumPy itself
    r"remapped |\[original->remapped\]: ?",
    r", with gufunc signature \S+",
    r"gufunc core with signature \S+ ",
)
EXHAUSTED = {"RecursionError", "MemoryError", "TimeoutError"}


@dataclass
class Problem:
    """Why something failed: a sentence, and what there is to show."""

    sentence: str
    label: str = ""  # what differs: "output", "gradient of x"
    yours: np.ndarray | None = None
    theirs: np.ndarray | None = None
    lines: list[tuple[int, str]] = field(default_factory=list)  # of the kata, where it went wrong
    printed: str = ""
    answered: bool = False  # whether there was an answer, though a wrong one
    exhausted: bool = False  # whether stack, memory or time ran out, or the process ended
    raised: str = ""  # the type of the exception, if there was one
    shapes: list[tuple[str, str]] = field(default_factory=list)  # of what stands on the last line
    refused: bool = False  # whether not the learner's code raised it, but the engine
    in_vjp: bool = False  # whether it was raised on the way back, so that there was an output
    output_wrong: bool = False  # whether that differs from PyTorch's


def problem_of(reply: dict, theirs: Answer | None) -> Problem | None:
    """What is wrong with the worker's reply to a case; None if nothing is.

    theirs: PyTorch's answer; None where it refuses
    """
    problem = failure(reply)
    if theirs is None:
        if "error" in reply and reply["error"]["type"] not in NO_REFUSAL:
            return None
        if problem is None and not reply["found"]:
            problem = Problem(GARBLED)
        elif problem is None:
            sentence = "PyTorch raises an exception here. Your code gave an answer."
            label, value = next(iter(reply["found"].items()))
            problem = Problem(sentence, label, value, answered=True)
    elif problem is None:
        found = reply["found"] or {}
        problem = difference(found, theirs)
        if problem is None and found.keys() != theirs.keys():
            problem = Problem(GARBLED)
    if problem is not None:
        problem.printed = printed(reply)
        if problem.in_vjp and theirs:
            output = {"output": reply["error"].get("output")}
            if wrong := difference(output, theirs):  # which comes first
                problem.output_wrong = True
                problem.sentence = f"{wrong.sentence} After that, the vjp fails ({problem.raised})."
                problem.label, problem.yours, problem.theirs = "output", wrong.yours, wrong.theirs
                problem.lines, problem.shapes = [], []
    return problem


def difference(found: Answer, theirs: Answer) -> Problem | None:
    """The first thing in which an answer differs from PyTorch's; before all, in the inputs,
    since what was computed from changed ones cannot be right."""
    for label, expected in sorted(theirs.items(), key=lambda item: not is_left(item[0])):
        if label in found and not same(got := found[label], expected):
            return Problem(_sentence(label, got, expected), label, got, expected, answered=True)
    return None


def is_left(label: str) -> bool:
    """Whether a label is of something to be left as it was."""
    return label.endswith(" afterwards")


def same(a: np.ndarray | None, b: np.ndarray | None) -> bool:
    """Equal in shape and, but for rounding, in values; NaN equals NaN."""
    if a is None or b is None:
        return a is b
    if a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes():
        return True  # as nearly always, and seen much faster
    if not is_numeric(a, b):
        return np.array_equal(a, b) or a.size == b.size == 0
    if a.shape != b.shape:
        return False
    with np.errstate(all="ignore"):  # as np.allclose, which takes ten times as long
        near = (abs(a - b) <= ROUNDING + TOLERANCE * abs(b)) & np.isfinite(b)
        return bool((near | (a == b) | (np.isnan(a) & np.isnan(b))).all())


def is_numeric(*arrays: np.ndarray) -> bool:
    """Whether all are numbers, none of them names or truth values."""
    return all(array.dtype.kind == "f" for array in arrays)


def is_truth(*arrays: np.ndarray) -> bool:
    """Whether each is one truth value."""
    return all(array.dtype.kind == "b" and array.size == 1 for array in arrays)


def _sentence(label: str, got: np.ndarray | None, expected: np.ndarray | None) -> str:
    name = label.removeprefix("gradient of ").removesuffix(" afterwards").removesuffix(".grad")
    what = f"The {label}" if label == "output" or " " in label else label
    if label == "upstream gradient":
        if got is None:
            return (
                "The result is not connected to its inputs. Make it with Tensor.from_op, and "
                "give every input as a parent."
            )
        return "Your code changed the upstream gradient in place. Others may still need it."
    if is_left(label):
        if got is not None and expected is not None and got.shape != expected.shape:
            return (
                f"Your code changed {name} in place: "
                f"its shape was {expected.shape}, now {got.shape}."
            )
        return f"Your code changed {name} in place. It must stay as it was."
    if expected is None and label.startswith("gradient"):
        return f"{name} needs no gradient here, but got one."
    if got is None and label.startswith("gradient"):
        return f"{name} got no gradient. Is it one of the parents that you give to Tensor.from_op?"
    if got is None:
        return f"{what} is None. PyTorch's is not."
    if expected is None:
        return f"{what} must be None here."
    if is_truth(got, expected):
        return f"{what} is {got.item()}. It must be {expected.item()}."
    if got.shape != expected.shape and not label.endswith("shape"):
        return f"{what} has shape {got.shape}. PyTorch's has shape {expected.shape}."
    return f"{what} differs from PyTorch's."


def failure(reply: dict) -> Problem | None:
    """What kept the worker from answering; None if it did answer."""
    if "ended" in reply:
        return _ended(reply, reply["path"])
    if "garbled" in reply:
        return Problem(GARBLED, exhausted=True)
    if "error" not in reply:
        return None
    error = reply["error"]
    kind, message, advice = error["type"], _shortened(error["message"]), error.get("advice", "")
    lines = [(number, text) for number, text in error["lines"]]
    sentences = {
        "NotImplementedError": "This part is not written yet (NotImplementedError).",
        "RecursionError": f"Your code calls itself without end (RecursionError). {advice}"
        if advice
        else "Your code makes too many nested calls (RecursionError). Python stops at about 1000. "
        "Keep a list of what is still to do.",
        "MemoryError": f"Stopped: your code needs more than {MEMORY} GB of memory (MemoryError).",
        "SystemExit": "Your code tried to end the process (SystemExit).",
        "SyntaxError": f"Python cannot read the file: {message}.",
        "IndentationError": f"Python cannot read the file: {message}.",
        "TabError": f"Python cannot read the file: {message}.",
    }
    refused = not lines or error.get("refused") is True
    raised = f"Your code raised {kind}{f': {message}' if message else ''}"
    if refused:  # then the engine speaks of what their code returned
        raised = message or kind
    if "does not support ufuncs" in message:
        raised = "NumPy cannot work with a Tensor here."
        advice = advice or "Use the array in its .data."
    if kind == "NameError" and "'np'" in message:
        raised = "Your code uses np without importing it. Write `import numpy as np` at the top."
    if advice:
        raised = f"{raised.removesuffix('.')}. {advice}"
    lines = [line for line, _ in itertools.groupby(lines)][-4:]
    return Problem(
        sentences.get(kind, raised),
        lines=lines,
        shapes=[(name, told) for name, told in error.get("shapes", [])],
        printed=printed(reply),
        exhausted=kind in EXHAUSTED,
        raised=kind,
        in_vjp=error.get("vjp", False),
        refused=refused,
    )


def _shortened(message: str) -> str:
    """An exception's message, in one line that is not too long."""
    for useless in USELESS:
        message = re.sub(useless, "", message)
    message = " ".join(message.split())
    return message if len(message) <= MESSAGE else message[:MESSAGE] + "…"


def _ended(reply: dict, path: Path) -> Problem:
    written = str(path).encode("ascii", "backslashreplace").decode()  # as faulthandler does
    lines = []
    if where := re.search(rf'"{re.escape(written)}", line (\d+)', reply["traceback"]):
        number = int(where[1])
        lines = [(number, harmless(line)) for line in line_of(path, number)]
    return Problem(_how_it_ended(reply), lines=lines, exhausted=True)


def _how_it_ended(reply: dict) -> str:
    status = reply["ended"]
    match reply["stopped"]:
        case "time":
            return f"Stopped after {reply['seconds']:g} seconds: your code was still busy."
        case "time in all":
            return f"Stopped: your code took more than {reply['in_all']:g} seconds in all."
        case "output":
            return "Stopped: your code wrote too much where only minigrad may write."
        case "memory":
            return f"Stopped: your code needs more than {MEMORY} GB of memory."
        case "processes":
            return "Stopped: your code started too many processes."
        case "guard":
            return "Stopped: your code halted the process that judges it."
    if reply["traceback"].startswith("Timeout ("):  # the worker's own timer
        return f"Stopped after {reply['seconds']:g} seconds: your code was still busy."
    if status == -signal.SIGSEGV:
        return "Python itself crashed in your code (segmentation fault). Does it call itself?"
    if "Traceback" in reply["traceback"]:
        return "Your code broke the process that runs it."
    how = f"signal {-status}" if status < 0 else f"exit status {status}"
    return f"Your code ended the process ({how})."


def printed(reply: dict) -> str:
    """What a kata printed, and how much was left out."""
    left_out = reply.get("printed_more", 0)
    more = f"\n… and {left_out} characters more" if left_out else ""
    return str(reply.get("printed", "")) + more
