"""What went wrong where several of the learner's katas ran together."""

import builtins
import re
from collections.abc import Sequence
from pathlib import Path

from minigrad.judging import reply as replied
from minigrad.judging.compare import Problem, failure


def sentence(problem: Problem, files: Sequence[str]) -> str:
    """That the katas fail together; and the last files that they came through, if any."""
    kind = getattr(builtins, problem.raised, None)
    if not files and isinstance(kind, type) and issubclass(kind, OSError):
        return "Your katas did not cause this. The system says:"
    where = f" Last in {' and '.join(files[-2:])}:" if files else ""
    return f"Together, your katas fail.{where}"


def failed(reply: dict) -> tuple[Problem, Sequence[str]]:
    """The problem that a worker's last reply tells, and the kata files that it came through."""
    if "ended" in reply:
        found = re.search(r'File "([^"]*kata\d\d_\w+\.py)"', reply["traceback"])
        path = Path(found[1]) if found else Path()
        files: Sequence[str] = [path.name] if found else []
        reply = reply | {"path": path}
    else:
        files = reply.get("paths", [])
        reply = reply if "error" in reply else replied.GARBLED
    problem = failure(reply)
    assert problem
    return problem, files
