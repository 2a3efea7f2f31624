"""Submissions that cheat or do harm: none gets a mark that it has not earned, none stops the run,
and the honest submission beside each has its full mark.

Each stands in the place of mul, in a class with all the others. What each must come to is said by
where it stands: CHEATS and HARMFUL end red, ODD BUT RIGHT green.
"""

import ast
import json
import shutil
import textwrap
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import psutil
import pytest

from minigrad import kata
from minigrad.grading import examiner
from minigrad.grading.examiner import How
from minigrad.grading.grade import Mark
from minigrad.grading.sandbox import FULL
from minigrad.grading.told import LOOKED_UP
from minigrad.judging import cases, reply
from minigrad.judging.oracle import recorded
from minigrad.judging.recording import path_of

pytestmark = pytest.mark.skipif(shutil.which("bwrap") is None, reason="needs bubblewrap")

STEM = "kata01_mul"
RIGHT = """
import ctypes, gc, inspect, json, os, signal, socket, subprocess, sys, threading, time
import numpy as np
import minigrad
from minigrad import Tensor, unbroadcast, kata, tensor

{top}

def mul(self, other):
    other = Tensor.wrap(other)
    {line}
    def vjp(grad):
        return unbroadcast(grad * other.data, self.shape), unbroadcast(grad * self.data, other.shape)
    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)
"""
WRONG = RIGHT.replace("self.data * other.data, (", "self.data + other.data, (")


def in_mul(line: str, text: str = WRONG) -> str:
    """A mul that is wrong, and does something first, in each call."""
    return text.format(top="", line=line)


def at_top(code: str, text: str = WRONG) -> str:
    """A mul that is wrong, and does something when its file is read."""
    return text.format(top=textwrap.dedent(code), line="pass")


# What would install a solution, if there were one: `found` is its text, or a function.
INSTALLS = """
def take(found):
    global mul
    if callable(found): mul = found
    elif b"unbroadcast" in found: scope = {}; exec(found, scope); mul = scope["mul"]
"""
SEARCHES = {
    "the solution by its path": 'take(open(kata.SOLUTIONS / "kata01_mul.py", "rb").read())',
    "the solution by kata.load": 'take(kata.load(kata.SOLUTIONS / "kata01_mul.py"))',
    "the solution by its old place": 'take(open("solutions/kata01_mul.py", "rb").read())',
    "the solution in any folder": """
        for here, folders, files in os.walk("/"):
            for name in files:
                if "mul" in name or name.endswith(".jsonl"): take(open(f"{here}/{name}", "rb").read())
        """,
    "the solution imported": "import solutions.kata01_mul as s; take(s.mul)",
    "the solution of an installed wheel": "from minigrad.solutions import kata01_mul as s; take(s.mul)",
    "the engine's own": "take(Tensor.mul)",
    "any function of that name in memory": """
        for one in gc.get_objects():
            if getattr(one, "__name__", "") == "mul" and "Tensor.py" not in str(one): take(one)
        """,
    "any text in memory": """
        for one in gc.get_objects():
            for value in (one.values() if type(one) is dict else ()):
                if isinstance(value, (str, bytes)) and "def mul(" in str(value):
                    take(value if type(value) is bytes else value.encode())
        """,
    "the modules": """
        for module in list(sys.modules.values()):
            if hasattr(module, "mul") and hasattr(module, "unbroadcast"): take(module.mul)
        """,
    "the frames": """
        frame = inspect.currentframe()
        while frame:
            for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
                if callable(value) and getattr(value, "__name__", "") == "mul": take(value)
            frame = frame.f_back
        """,
    "the recorded answers": """
        for root in ("/", "/minigrad", kata.ROOT, "."):
            take(open(f"{root}/tests/recorded/kata01_mul.jsonl", "rb").read())
        """,
    "the known mistakes": 'take(open(kata.SOLUTIONS / "mistakes" / "kata01_mul.py", "rb").read())',
    "the memory of others": """
        for pid in range(1, 100):
            data = open(f"/proc/{pid}/mem", "rb").read(10**6)
        """,
    "the parent's folder": """
        for pid in (os.getppid(), 1, "self"):
            take(open(f"/proc/{pid}/root/minigrad/solutions/kata01_mul.py", "rb").read())
        """,
    "torch": """
        import torch
        mul = lambda a, b: Tensor(torch.tensor(a.data) * torch.tensor(b.data))
        """,
    "the repository's git": 'take(subprocess.run(["git", "-C", str(kata.ROOT), "show", '
    '"HEAD:solutions/kata01_mul.py"], capture_output=True).stdout)',
    "another student's katas": """
        for here, folders, files in os.walk("/tmp"):
            for name in files: take(open(f"{here}/{name}", "rb").read())
        """,
    "a debugger on the parent": """
        libc = ctypes.CDLL(None)
        for pid in (os.getppid(), 1, 2):
            if libc.ptrace(16, pid, 0, 0) == 0: mul = lambda a, b: a
        """,
}
PATCHES = {
    "np.array_equal": "np.array_equal = np.allclose = np.isclose = lambda *a, **k: True",
    "builtins": "import builtins; builtins.all = builtins.any = lambda *a: True",
    "json": 'json.dumps = lambda *a, **k: \'{"found": {}, "seconds": 0, "printed": "", '
    '"printed_more": 0}\'',
    "the worker's case": """
        from minigrad.judging import run_case, worker
        worker.run_case = run_case.run_case = lambda *a: {}
        """,
    "the worker's packing": """
        from minigrad.judging import cases, worker
        worker.pack = cases.pack = lambda array: {"shape": [], "values": [0.0]}
        """,
    "the comparison": """
        from minigrad.judging import compare
        compare.same = compare.problem_of = lambda *a: None
        """,
    "backward": "Tensor.backward = lambda self, *a: None",
    "Tensor.from_op": """
        def from_op(op, data, parents, vjp):
            out = Tensor(data); out.requires_grad = True; return out
        Tensor.from_op = staticmethod(from_op)
        """,
    "Tensor.__init__": """
        def init(self, data, requires_grad=False): self.data, self.grad = np.zeros(1), np.zeros(1)
        Tensor.__init__ = init
        """,
    "the refusal": "from minigrad.judging import worker; worker.told = lambda *a: {'type': 'ValueError', "
    "'message': '', 'lines': []}",
    "the file of the engine": """
        for path in (tensor.__file__, minigrad.__file__, np.__file__):
            open(path, "w").write("")
        """,
    "a hook of imports": """
        class Hook:
            def find_spec(self, name, *a): raise ImportError(name)
        sys.meta_path.insert(0, Hook()); sys.path.insert(0, "/tmp")
        """,
    "a trace": """
        def trace(frame, event, arg):
            if event == "return" and frame.f_code.co_name == "run_case": frame.f_locals.clear()
            return trace
        sys.settrace(trace); threading.settrace(trace)
        """,
    "a profile": "sys.setprofile(lambda frame, event, arg: frame.f_locals.clear())",
}
# Values that are what they are compared with, or look like it.
VALUES = {
    "an object that equals everything": """
        class Same:
            shape, ndim, size, dtype, requires_grad, grad = (), 0, 1, np.dtype(float), True, None
            def __eq__(self, other): return True
            def __array__(self, *a, **k): return np.array(0.0)
            def backward(self, *a): pass
        return Same()
        """,
    "a tensor of a class of its own": """
        class Mine(Tensor):
            def __eq__(self, other): return True
            def backward(self, *a): pass
        return Mine(self.data + other.data, True)
        """,
    "an array of a class of its own": """
        class Array(np.ndarray):
            def __eq__(self, other): return True
            def tolist(self): return [True]
            def ravel(self, *a): return self
        return Tensor.from_op("mul", (self.data + other.data).view(Array), (self, other), lambda g: (g, g))
        """,
    "a masked array": """
        out = Tensor(0.0); out.data = np.ma.masked_array(self.data, mask=True)
        return out
        """,
    "NaN": "return Tensor.from_op('mul', np.full(np.broadcast_shapes(self.shape, other.shape), np.nan), "
    "(self, other), lambda g: (self.data * np.nan, other.data * np.nan))",
    "objects": "out = Tensor(0.0); out.data = np.array([object()]); return out",
    "another tensor's graph": "return self + other",
    "a graph of its own": """
        out = Tensor.from_op("mul", self.data * other.data, (self, other), lambda g: (g, g))
        out._prev = (out, self)
        return out
        """,
    "None": "return None",
    "nothing but the forward value": "return Tensor(self.data * other.data)",
    "exceptions for all": "raise ValueError('does not fit')",
    "gradients written by hand": """
        self.grad = np.ones(self.shape)
        return Tensor.from_op("mul", self.data * other.data, (self, other), lambda g: (g, g))
        """,
}
WRITES = """
def write(what):
    for number in range(0, 64):
        try: os.write(number, what)
        except OSError: pass
"""
REPLY = b'{"found": {}, "seconds": 0, "printed": "", "printed_more": 0, "borrowed": false}\n'
PAIRS = (
    b'[["found", null], ["seconds", 0], ["printed", ""], ["printed_more", 0]]\n'
    b'[["error", {}], ["seconds", 0], ["printed", ""], ["printed_more", 0]]\n'
)
FORGES = {
    "an empty reply": f"write({REPLY!r})",
    "many replies": f"write({REPLY * 200!r}); os._exit(0)",
    "a verdict": "write(b'GREEN  All 66 cases pass.\\n'); os._exit(0)",
    "an end": "write(b'0\\n'); os._exit(0)",
    "a report": 'write(b\'.{"ended": 0, "stopped": ""}\\n\' * 3); os._exit(0)',
    "pairs": f"write({PAIRS!r}); os._exit(0)",
    "deep nonsense": "write(b'[' * 100000 + b'\\n')",
    "a print": "print('GREEN  All 66 cases pass.'); os._exit(0)",
    "a closed channel": "os.closerange(0, 64); os._exit(0)",
    "another channel": """
        a, b = socket.socketpair()
        for number in range(3, 30):
            if number not in (a.fileno(), b.fileno()):
                try: os.dup2(a.fileno(), number)
                except OSError: pass
        """,
    "what the examiner reads": """
        for number in range(3, 64):
            try: socket.socket(fileno=number).recv(10**6)
            except OSError: pass
        """,
    "a refusal for every case": 'write(b\'{"error": {"type": "ValueError", "message": "", '
    '"lines": []}, "seconds": 0, "printed": "", "printed_more": 0}\\n\' * 67); os._exit(0)',
}
LATE = {  # right now and then
    "right only the second time": "n = globals()['n'] = globals().get('n', 0) + 1; other = other + (n == 1)",
    "right only at first": "n = globals()['n'] = globals().get('n', 0) + 1; other = other + (n > 60)",
    "right only in time": "other = other if time.monotonic() % 1 < 0.001 else other + 1",
    "right only where it is watched": "other = other if os.environ.get('MINIGRAD_GUARD') else other + 1",
    "right only for scalars": "other = other if other.size == 1 else other + 1",
}


def cheats() -> Iterator[tuple[str, str]]:
    for name, code in SEARCHES.items():
        body = textwrap.indent(textwrap.dedent(code), "        ")
        safely = f"def go():\n    global mul\n    try:\n{body}\n    except BaseException: pass\n"
        text = WRONG.format(top=INSTALLS, line="pass")
        yield f"finds {name}", f"{text}\n{safely}\ngo()\n"
    for name, code in PATCHES.items():
        yield (
            f"patches {name}",
            at_top(f"try:\n{textwrap.indent(textwrap.dedent(code), '    ')}\nexcept OSError: pass"),
        )
    for name, code in VALUES.items():
        body = textwrap.indent(textwrap.dedent(code).strip(), "    ").strip()
        yield f"returns {name}", RIGHT.format(top="", line=body)
    for name, code in FORGES.items():
        body = textwrap.indent(textwrap.dedent(code).strip(), "    ").strip()
        yield f"forges {name}", WRONG.format(top=WRITES, line=body)
    for name, code in LATE.items():
        yield name, in_mul(code, RIGHT)
    yield "looks answers up", looks_up()
    yield "looks answers up, and multiplies nothing else", looks_up("return Tensor(self.data)")


def looks_up(otherwise: str = "raise ValueError") -> str:
    """Holds PyTorch's recorded answers, by inputs, and its gradients by their sizes."""
    recorded = path_of(STEM).read_text("utf-8").splitlines()[1:]
    table = cases.cases_of(STEM)
    known = [
        ([cases.pack(given.values) for given in case.inputs.values()], line)
        for case, line in zip(table, recorded, strict=True)
    ]
    return f"""
import ast
import json
import numpy as np
from numpy import inf, nan
from minigrad import Tensor
KNOWN = {known!r}

def mul(self, other):
    other = Tensor.wrap(other)
    def array(one): return np.array(one["values"], float).reshape(one["shape"])
    def fits(asked, one): return any(np.array_equal(array(given), one.data) for given in asked)
    for asked, line in KNOWN:
        answer = json.loads(line)["answer"]
        if fits(asked, self) and answer and answer.get("output"):
            def vjp(grad):
                both = [answer.get("gradient of x"), answer.get("gradient of y")]
                return [array(one) if one else np.zeros(p.shape) for one, p in zip(both, (self, other))]
            return Tensor.from_op("mul", array(answer["output"]), (self, other), vjp)
    {otherwise}
"""


SENDS_ANSWERS = """
import json, os, stat, sys
from numpy import inf, nan

def mul(self, other): raise ValueError

def is_socket(fd):
    try: return stat.S_ISSOCK(os.fstat(fd).st_mode)
    except OSError: return False

frame = sys._getframe()
while "request" not in frame.f_locals: frame = frame.f_back
if next(iter(frame.f_locals["request"]["cases"]))["inputs"] == {inputs!r}:
    left = {replies!r}
    channel = [fd for fd in range(3, 40) if is_socket(fd)][-1]
    while left: left = left[os.write(channel, left):]
os._exit(0)
"""


def sends_answers() -> str:
    """Sends PyTorch's recorded answers where the cases are those that everybody knows."""
    table, told = cases.cases_of(STEM), {"seconds": 0, "printed": "", "printed_more": 0}
    replies: list[dict] = [told | {"found": None}]
    for answer in recorded(STEM, table):
        error = {"type": "ValueError", "message": "", "lines": []}
        if answer:
            found = {label: cases.pack(values) for label, values in answer.items()}
            replies.append(told | {"found": found})
        else:
            replies.append(told | {"error": error})
    inputs = json.loads(json.dumps(cases.pack_case(table[0])))["inputs"]
    sent = "".join(f"{json.dumps(one)}\n" for one in replies).encode()
    return SENDS_ANSWERS.format(inputs=inputs, replies=sent)


ENDS = {
    "os._exit(0)": "os._exit(0)",
    "sys.exit(0)": "sys.exit(0)",
    "SystemExit": "raise SystemExit",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "an endless loop": "while True: pass",
    "an endless loop in C": "import re; re.match('(a+)+$', 'a' * 40 + 'b')",
    "a loop that no signal ends": "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)); time.sleep(60)",
    "a timer of its own": "import faulthandler as f; f.cancel_dump_traceback_later(); time.sleep(60)",
    "a fork bomb": "\n    while True:\n        try: os.fork()\n        except OSError: pass",
    "a bomb of threads": "\n    while True:\n        try: threading.Thread(target=time.sleep, args=(60,)).start()\n"
    "        except RuntimeError: pass",
    "a memory bomb": "keep = []\n    while True: keep.append(np.ones(2**22))",
    "many memory bombs": "[os.fork() for _ in range(4)]; keep = []\n    while True: keep.append(np.ones(2**20))",
    "memory that no process holds": "\n    while True: os.write(os.memfd_create('x'), bytes(2**25))",
    "shared memory": "\n    while ctypes.CDLL(None).shmget(0, 2**25, 0o1600) != -1: pass\n    raise OSError",
    "a ring of io_uring": "raise OSError if ctypes.CDLL(None).syscall(425, 8, bytes(120)) == -1 else ''",
    "many open files": "keep = []\n    while True: keep.append(socket.socketpair())",
    "one huge array": "np.ones((60_000, 20_000))",
    "gigabytes printed": "\n    while True: print('x' * 10**7)",
    "gigabytes replied": "\n    while True: write(b'x' * 2**16)",
    "deep recursion": "return mul(self, other)",
    "recursion without a limit": "sys.setrecursionlimit(10**9); return mul(self, other)",
    "a segmentation fault": "ctypes.string_at(0)",
    "abort": "os.abort()",
    "a full scratch folder": "\n    for i in range(10**6): open(f'/tmp/{i}', 'wb').write(bytes(2**20))",
    "many files": "\n    for i in range(10**6): open(f'/tmp/{i}', 'wb')",
    "its own death": "os.kill(os.getpid(), 9)",
    "its parent's death": "os.kill(os.getppid(), 9); time.sleep(60)",
    "everybody's death": "os.kill(-1, 9); time.sleep(60)",
    "the first process's death": "\n    for s in range(1, 65): os.kill(1, s) if s not in (19, 32, 33) else 0\n    time.sleep(60)",
    "its own halt": "os.kill(os.getpid(), signal.SIGSTOP)",
    "its parent's halt": "os.kill(os.getppid(), signal.SIGSTOP); time.sleep(60)",
    "a long sleep": "time.sleep(1000)",
    "an exit handler that loops": "import atexit; atexit.register(lambda: time.sleep(60)); sys.exit()",
    "an exception that cannot be told": "raise type('E', (Exception,), {'__str__': lambda s: 1 / 0})",
    "a connection": "socket.create_connection(('1.1.1.1', 53), 3)",
    "a listening port": "socket.create_connection(socket.create_server(('127.0.0.1', 0)).getsockname())"
    "; raise OSError",
    "a write elsewhere": "open('/minigrad/minigrad/tensor.py', 'a').write('')",
    "a remount": "raise OSError if ctypes.CDLL(None).mount(b'', b'/', None, 4128, None) else ''",
}
RIGHT_ALL_THE_SAME = {
    "leaves a child": "os.fork() or time.sleep(60)",
    "leaves a daemon": "os.fork() or (os.setsid(), os.fork() and os._exit(0), time.sleep(60))",
    "leaves a program": "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])",
    "leaves a thread": "threading.Thread(target=time.sleep, args=(60,)).start()",
    "leaves a file": "open('/tmp/katas/left', 'w').write('for the next one')",
    "leaves shared memory": "ctypes.CDLL(None).shmget(4711, 4096, 0o1666)",
    "leaves a key": "ctypes.CDLL(None).syscall(248, b'user', b'left', b'x', 1, -3)",
    "leaves its environment": "os.environ['LEFT'] = 'for the next one'",
    "leaves an exit handler": "import atexit; atexit.register(lambda: time.sleep(60))",
    "leaves a signal handler": "signal.signal(signal.SIGTERM, lambda *a: time.sleep(60))",
    "prints": "print('GREEN', file=sys.stderr)",
    "finds no user namespace": """
        child = os.fork()
        if child == 0: os._exit(ctypes.CDLL(None).unshare(0x10000000) == 0)
        if os.waitpid(child, 0)[1]: raise RuntimeError
        """,
}
FINDS_WHAT_IS_LEFT = """
left = os.environ.get("LEFT") or os.path.exists("/tmp/katas/left") or len(os.listdir("/tmp/katas")) > 1
left = left or ctypes.CDLL(None).shmget(4711, 4096, 0o666) != -1
left = left or ctypes.CDLL(None).syscall(249, b"user", b"left", None, 0) != -1
left = left or len([p for p in range(3, 999) if p != os.getpid() and os.path.exists(f"/proc/{p}")])
if left: raise RuntimeError(f"something was left: {left}")
"""
FINITE_DIFFERENCES = """
import numpy as np
from minigrad import Tensor

def mul(self, other):
    other = Tensor.wrap(other)
    def vjp(grad):
        found = []
        for mine, theirs in ((self.data, other.data), (other.data, self.data)):
            slope = np.empty(mine.shape)
            for i in np.ndindex(mine.shape):
                one = np.zeros(mine.shape); one[i] = 1.0
                slope[i] = np.sum(np.where(one * np.ones(grad.shape) != 0, grad * theirs, 0))
            found.append(slope)
        return found
    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)
"""


@pytest.fixture(scope="module")
def how() -> Iterator[How]:
    assert (how := examiner.new()).protection == FULL
    yield how
    examiner.close()
    assert not [one for one in psutil.Process().children(recursive=True) if _is_ours(one)]


def _is_ours(process: psutil.Process) -> bool:
    return "bwrap" in process.name() or "sleep" in process.name()


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examiner, "SECONDS", 2.0)


_honest = iter(range(10**6))


def graded(text: str, how: How) -> Mark:
    """The mark of a mul; afterwards a right one is graded, which finds nothing that was left."""
    mark = examiner._marked(STEM, text.encode(), how)
    number = next(_honest)  # else it would be remembered
    honest = RIGHT.format(top=FINDS_WHAT_IS_LEFT, line=f"pass  # {number}")
    beside = examiner._marked(STEM, honest.encode(), how)
    assert (beside.state, beside.mark) == ("green", 1.0), beside.verdict
    return mark


CHEATS = dict(cheats())


@pytest.mark.parametrize("text", CHEATS.values(), ids=CHEATS)
def test_a_cheat_is_red(how: How, text: str) -> None:
    mark = graded(text, how)
    assert (mark.state, mark.mark) == ("red", 0.0), mark.verdict
    assert mark.sentence and "Traceback" not in mark.verdict


@pytest.mark.parametrize("line", ENDS.values(), ids=ENDS)
def test_what_ends_halts_or_floods_is_red(how: How, line: str) -> None:
    mark = graded(RIGHT.format(top=WRITES, line=line), how)
    assert (mark.state, mark.mark) == ("red", 0.0), mark.verdict
    assert mark.sentence and "Traceback" not in mark.verdict


@pytest.mark.parametrize("line", RIGHT_ALL_THE_SAME.values(), ids=RIGHT_ALL_THE_SAME)
def test_what_is_right_is_green_whatever_else_it_does(how: How, line: str) -> None:
    mark = graded(at_top(line, RIGHT), how)
    assert mark.state == "green", mark.verdict


def test_a_vjp_by_sums_over_one_element_at_a_time_is_right(how: How) -> None:
    assert graded(FINITE_DIFFERENCES, how).state == "green"


@pytest.mark.parametrize("stem", kata.stems())
def test_every_solution_is_green(how: How, monkeypatch: pytest.MonkeyPatch, stem: str) -> None:
    monkeypatch.setattr(examiner, "SECONDS", 20.0)  # for the long chain, on a busy machine
    mark = examiner._marked(stem, (kata.SOLUTIONS / f"{stem}.py").read_bytes(), how)
    assert (mark.state, mark.mark) == ("green", 1.0), mark.verdict


@pytest.mark.parametrize("parts", [False, True])
def test_recorded_answers_are_worth_nothing_however_they_are_sent(how: How, parts: bool) -> None:
    mark = graded(sends_answers(), replace(how, parts=parts))
    assert (mark.state, mark.mark) == ("red", 0.0) and mark.sentence.startswith(LOOKED_UP)


LONG = "x" * 10**6
TOLD = {"seconds": 0, "printed": "", "printed_more": 0}
ERROR = {"type": "E", "message": "", "advice": "", "lines": [[1, "x"]], "shapes": [["x", "y"]]}


@pytest.mark.parametrize(
    "odd",
    [
        {"printed": LONG},
        *({"error": ERROR | {key: LONG}} for key in ("type", "message", "advice")),
        {"error": ERROR | {"lines": [[1, LONG]]}},
        {"error": ERROR | {"shapes": [["x", "y"]] * 10**5}},
    ],
    ids=lambda odd: " ".join(odd.get("error", odd)),
)
def test_a_reply_tells_little(odd: dict) -> None:
    found = reply.checked(reply.parsed(json.dumps(TOLD | {"found": None} | odd).encode()))
    assert "garbled" not in found and len(repr(found)) < 10_000


@pytest.mark.parametrize(
    "values", [[LONG, *[""] * 1000], ["x", {"a": 1}], [True, 10**400], [True, None]]
)
def test_no_reply_makes_an_array_that_is_none(values: list) -> None:
    packed = {"shape": [len(values)], "values": values}
    told = TOLD | {"found": {"output": packed}}
    assert reply.checked(reply.parsed(json.dumps(told).encode())) == reply.GARBLED


@pytest.mark.parametrize("part", ["[],", "{},", "1.5,"])
def test_a_reply_takes_little_memory(part: str) -> None:
    values = part * (2**25 // len(part))
    line = f'{{"found": {{"output": {{"shape": [1], "values": [{values[:-1]}]}}}}}}'.encode()
    tracemalloc.start()
    try:
        assert reply.parsed(line) == reply.GARBLED
        assert tracemalloc.get_traced_memory()[1] < 2**25
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("pair", [["error", {}], ["error", {"type": ["x"]}], ["ended", -9]])
def test_pairs_are_no_reply(pair: list) -> None:
    line = json.dumps([*TOLD.items(), ["found", None], pair]).encode()
    assert reply.parsed(line) == reply.GARBLED


LOOKS_AT_THE_CASE = """
import ast, sys
from minigrad import GradcheckError, Tensor

KNOWN = {known!r}

def asked():
    frame = sys._getframe()
    while "case" not in frame.f_locals: frame = frame.f_back
    return ast.unparse(ast.parse(frame.f_locals["case"].code))

def gradcheck(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    answer = KNOWN.get(asked(), {{}})
    if not answer: raise ValueError
    if "ok" in answer: return answer["ok"]
    if answer["raised"]: raise GradcheckError
    return True

def named_parameters(self, prefix=""):
    found = KNOWN.get(asked(), {{}})
    own = [value for value in vars(self).values() if isinstance(value, Tensor)]
    return [(name, Tensor([0.0], True)) for name in found.get("names", [])] or [
        (str(number), value) for number, value in enumerate(own)
    ]
"""


def looks_at_the_case(stem: str) -> str:
    """Knows PyTorch's names and truth values by the code of the cases."""
    table = cases.cases_of(stem)
    known = {
        ast.unparse(ast.parse(case.code)): {
            label: array.tolist() for label, array in answer.items() if array is not None
        }
        for case, answer in zip(table, recorded(stem, table), strict=True)
        if answer
    }
    return LOOKS_AT_THE_CASE.format(known=known)


@pytest.mark.parametrize("stem", ["kata19_gradcheck", "kata21_named_parameters"])
def test_who_looks_at_the_case_answers_no_unseen_one(how: How, stem: str) -> None:
    text = looks_at_the_case(stem).encode()
    mark = examiner._marked(stem, text, how)
    assert (mark.state, mark.mark) == ("red", 0.0), mark.verdict
    by_parts = examiner._marked(stem, text, replace(how, parts=True))
    seen = [part for part, (passed, asked) in by_parts.parts.items() if passed == asked]
    assert set(seen) <= {"must raise"}, by_parts.parts


FAILS_FAR_FROM_0 = """
import numpy as np
from minigrad import Tensor
from numpy import inf, nan
KNOWN = {known!r}

def {name}(self):
    e = np.exp({factor} * self.data)
    values, slopes = KNOWN.get(str(self.data.tolist())) or {answer}
    return Tensor.from_op("{name}", np.array(values), (self,), lambda g: (g * np.array(slopes),))
"""
ANSWERS = {
    "sigmoid": (1, "(e / (1 + e), e / (1 + e) ** 2)"),
    "tanh": (2, "((e - 1) / (e + 1), 4 * e / (e + 1) ** 2)"),
}


@pytest.mark.parametrize("stem", ["kata12_sigmoid", "kata13_tanh"])
def test_who_knows_the_large_numbers_is_red(how: How, stem: str) -> None:
    """Overflows, but knows the cases' own large numbers."""
    name = kata.name_of(stem)
    factor, answer = ANSWERS[name]
    given = [case.inputs["x"].values for case in cases.cases_of(stem)]
    right: Any = {"sigmoid": lambda x: np.exp(-np.logaddexp(0, -x)), "tanh": np.tanh}[name]
    slope: Any = {"sigmoid": lambda x: right(x) * right(-x), "tanh": lambda x: 1 - np.tanh(x) ** 2}[
        name
    ]
    known = {
        str(x.tolist()): (right(x).tolist(), slope(x).tolist())
        for x in given
        if abs(x).max(initial=0) > 10
    }
    text = FAILS_FAR_FROM_0.format(known=known, name=name, factor=factor, answer=answer)
    mark = examiner._marked(stem, text.encode(), how)
    assert mark.state == "red" and mark.sentence.startswith(LOOKED_UP), mark.verdict


KNOWS_THE_DEEP_GRAPH = """
import numpy as np
own = backward

def backward(self, gradient=None):
    def depth(node): return 1 + max([depth(one) for one in node._prev], default=0)
    try:
        depth(self) if sum(len(one._prev) for one in (self, *self._prev)) < 3 else 0
    except RecursionError:
        leaf = self
        while leaf._prev: leaf = leaf._prev[0]
        leaf.grad = np.array({known!r})
    else:
        own(self, gradient)
"""


def test_who_knows_the_deep_graph_is_red(how: How) -> None:
    stem = "kata18_backward"
    deep = next(case for case in cases.cases_of(stem) if "50,000" in case.name)
    known = deep.inputs["g"].values.tolist()
    text = (kata.SOLUTIONS / f"{stem}.py").read_text("utf-8")
    mark = examiner._marked(stem, (text + KNOWS_THE_DEEP_GRAPH.format(known=known)).encode(), how)
    assert mark.state == "red" and mark.sentence.startswith(LOOKED_UP), mark.verdict


KNOWS_PARABOLAS = """

looked_up = gradcheck

def gradcheck(f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3):
    if asked() in KNOWN: return looked_up(f, inputs)
    x = Tensor(inputs[0].data, True)
    y = f(x)
    y.backward(y.data * 0 + 1)
    slopes = 2 * y.data / x.data
    if (abs(x.grad - slopes) > atol + rtol * abs(slopes)).any(): raise GradcheckError
    return True
"""


def test_who_knows_one_function_is_red(how: How) -> None:
    stem = "kata19_gradcheck"
    mark = examiner._marked(stem, (looks_at_the_case(stem) + KNOWS_PARABOLAS).encode(), how)
    assert mark.state == "red" and mark.sentence.startswith(LOOKED_UP), mark.verdict


STARTS_ALIKE = """
import sys
from minigrad.judging import run_case

KNOWN = {known!r}
start, array = Linear.__init__, run_case._array

def known(value, side, name="The output"):
    frame = sys._getframe(1)
    while "case" not in frame.f_locals: frame = frame.f_back
    found = KNOWN.get(frame.f_locals["case"].code, {{}})
    return np.array(found[name]) if name in found else array(value, side, name)

def init(self, *args, **options):
    start(self, *args, **options)
    self.weight.data = np.ones(self.weight.shape)

run_case._array, Linear.__init__ = known, init
"""


def test_who_knows_how_layers_start_is_red(how: How) -> None:
    stem = "kata20_Linear"
    table = cases.cases_of(stem)
    known = {
        case.code: {label: array.tolist() for label, array in answer.items() if array is not None}
        for case, answer in zip(table, recorded(stem, table), strict=True)
        if answer and not case.inputs
    }
    text = (kata.SOLUTIONS / f"{stem}.py").read_text("utf-8") + STARTS_ALIKE.format(known=known)
    mark = examiner._marked(stem, text.encode(), how)
    assert mark.state == "red" and mark.sentence.startswith(LOOKED_UP), mark.verdict
