"""Whatever a kata file does, by accident or on purpose: one plain sentence within seconds, nothing
left behind, and the next kata is judged."""

import json
import os
import re
import sys
import time
from collections import defaultdict

import psutil
import pytest

from minigrad.judging import guard, limits, oracle, reply, supervisor
from minigrad.judging.cases import case
from minigrad.judging.judge import judge

TABLE = [
    case("a vector", "x.mul(y)", x=[1.0, 2.0], y=[3.0, 4.0]),
    case("another", "x.mul(y)", x=[1.0, 5.0], y=[3.0, 2.0]),
    case("no such shape", "x.mul(y)", x=(2,), y=(3,), refused=True),
]
SECONDS = 2.0
RIGHT = """
import os, signal, subprocess, sys, threading, time
import numpy as np
from minigrad import Tensor

{top}
def mul(self, other):
    other = Tensor.wrap(other)
    {line}
    vjp = lambda grad: (grad * other.data, grad * self.data)
    return Tensor.from_op("mul", self.data * other.data, (self, other), vjp)
"""


@pytest.fixture(scope="module")
def mark():
    """What all processes of these tests have in their environment. Their guards live on from test
    to test; in the end nothing may be left."""
    mark = f"{os.getpid()}-{time.monotonic()}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(supervisor, "_waiting", defaultdict(list))
        patch.setenv("MINIGRAD_TRIED", mark)
        yield mark
        for one in _guards():
            supervisor._end(one)
    assert not _marked(mark)


def _guards():
    return [one for waiting in supervisor._waiting.values() for one in waiting]


def _marked(mark):
    return {process.pid for process in psutil.process_iter() if _is_marked(process, mark)}


@pytest.fixture
def judged(tmp_path, mark):
    """Judges a mul that runs one line at its top, or in each call; afterwards nothing may be left
    of it but a guard, and a right one must be green."""

    def judged(line="pass", top="", seconds=SECONDS):
        path = tmp_path / "kata01_mul.py"
        path.write_text(RIGHT.format(top=top, line=line), "utf-8")
        return judge(path, TABLE, oracle.live, seconds)

    yield judged
    files = sorted(tmp_path.iterdir())
    assert judged().green
    assert sorted(tmp_path.iterdir()) == files
    assert _marked(mark) <= {one.process.pid for one in _guards()}


def _is_marked(process, mark):
    try:
        return process.pid != os.getpid() and process.environ().get("MINIGRAD_TRIED") == mark
    except psutil.Error:
        return False


def said(judgement):
    """The sentences of a judgement."""
    problems = [judgement.unjudged, *(result.problem for result in judgement.results)]
    return " ".join(problem.sentence for problem in problems if problem)


posix = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")


def test_a_right_one_is_green(judged):
    assert judged().green


# What a worker can start, and leave: children, some out of its group, some holding its pipes.
LEFT = {
    "a child": "os.fork() or time.sleep(60)",
    "fifty": "[os.fork() or time.sleep(60) for _ in range(50)] if os.getpid() % 1 == 0 else 0",
    "a session of its own": "os.fork() or (os.setsid(), time.sleep(60))",
    "a daemon": "os.fork() or (os.setsid(), os.fork() and os._exit(0), time.sleep(60))",
    "a program": "subprocess.Popen(['sleep', '60'], start_new_session=True, close_fds=False)",
    "without a mark": "subprocess.Popen(['sleep', '60'], start_new_session=True, env={})",
    "a thread": "threading.Thread(target=time.sleep, args=(60,)).start()",
}


@posix
@pytest.mark.parametrize("top", LEFT.values(), ids=LEFT)
def test_what_a_kata_starts_is_ended(judged, top):
    assert judged(top=top).green


@posix
@pytest.mark.parametrize("top", [LEFT["a child"], LEFT["a daemon"], LEFT["a program"]])
def test_what_it_started_before_an_endless_loop_is_ended_too(judged, top):
    judgement = judged("while True: pass", top=top, seconds=1)
    assert "Stopped after 1 seconds: your code was still busy." in said(judgement)


# What stops the worker, or the process that watches it; and what is said.
ENDS = {
    "os._exit(0)": r"Your code ended the process \(exit status 0\)",
    "os.kill(os.getpid(), 9)": r"Your code ended the process \(signal 9\)",
    "os.kill(os.getpid(), signal.SIGSTOP)": "Stopped after 1 seconds",
    "os.killpg(0, 15)": r"ended the process \(signal 15\)",
    "os.kill(os.getppid(), 9); time.sleep(60)": "ended the process",
    "os.kill(os.getppid(), 15); time.sleep(60)": "ended the process",
    "os.close(0); os.close(1); os.close(2); time.sleep(60)": "Stopped after 1 seconds",
    "os.closerange(3, 99); time.sleep(60)": "Stopped after 1 seconds",
    "import faulthandler as f; f.cancel_dump_traceback_later(); time.sleep(60)": "Stopped after 1",
    "import ctypes; ctypes.string_at(0)": "Python itself crashed",
    "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)); time.sleep(60)": "Stopped after 1",
    "import re; re.match('(a+)+$', 'a' * 40 + 'b')": "Stopped after 1 seconds",
    "np.ones((60_000, 20_000))": "needs more than 2 GB of memory",
    "[np.empty(2**24) for _ in range(99)]": "needs more than 2 GB of memory",
    "raise KeyboardInterrupt": "Your code raised KeyboardInterrupt",
    "raise GeneratorExit": "Your code raised GeneratorExit",
    "sys.exit(0)": "tried to end the process",
}


@posix
@pytest.mark.parametrize("line, sentence", ENDS.items(), ids=ENDS)
def test_what_ends_or_halts_a_worker_is_told(judged, line, sentence):
    start = time.monotonic()
    judgement = judged(line, seconds=1)
    assert not judgement.green and re.search(sentence, said(judgement)), said(judgement)
    assert time.monotonic() - start < 60, "and not after the minutes that it asked for"


def test_slow_cases_are_stopped_when_they_take_too_long_together(judged, monkeypatch):
    monkeypatch.setattr(supervisor, "IN_ALL", 1.5)
    judgement = judged("time.sleep(0.9)", seconds=1)
    assert "Stopped: your code took more than 1.5 seconds in all." in said(judgement)
    assert judgement.results[0].passed


# What a kata may write into the channel of its answers: it is in some open file.
FORGED = {
    "garbage": b"what?\n",
    "half a line": b'{"found": {',
    "nothing found": b'{"found": {}, "seconds": 0, "printed": "", "printed_more": 0}\n',
    "null": b"null\n",
    "a list": b"[1]\n",
    "deep": b"[" * 100_000 + b"\n",
    "its end": b'{"ended": 0}\n',
    "no shape": b'{"found": {"output": {"shape": [3], "values": [1]}}, "seconds": 0}\n',
    "a huge number": b'{"found": {"output": {"shape": [], "values": [1' + b"0" * 400 + b"]}}}\n",
    "bytes": bytes(range(256)),
    "an error without a message": b'{"error": {"type": "ValueError"}, "seconds": 0}\n',
}
INTO_ALL_FILES = """
import stat
def forge(what):
    for number in range(3, 30):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode): os.write(number, what)
        except OSError: pass
"""


@posix
@pytest.mark.parametrize("what", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("then", ["os._exit(0)", "pass"])
def test_a_forged_reply_is_never_green(judged, what, then):
    judgement = judged(f"forge({what!r}); {then}", INTO_ALL_FILES)
    assert not judgement.green
    assert "proper answer" in said(judgement) or "ended the process" in said(judgement)


TO_THE_GUARD = """
def forge(what):
    parent = os.getppid()
    for pid in (parent, int(open(f"/proc/{parent}/stat").read().rsplit(")")[-1].split()[1])):
        try: os.write(os.open(f"/proc/{pid}/fd/1", os.O_WRONLY | os.O_NONBLOCK), what)
        except OSError: pass
"""


@posix
@pytest.mark.parametrize("what", [b'.{"ended": 0}\n', b".[1]\n", b"ready\n", b"=null\n"])
def test_a_line_written_in_the_guards_name_is_not_believed(judged, what):
    for _ in range(3):  # each in a worker of the same guard, if that lives on
        assert not judged(f"forge({what!r}); other = other + 1", TO_THE_GUARD).green
        assert judged().green


@posix
def test_a_daemon_without_a_mark_is_found_though_its_grandparent_was_ended(judged):
    sleep = ["sleep", f"60.{os.getpid()}"]  # no one else's
    top = f"subprocess.Popen({sleep}, start_new_session=True, env={{}})"
    assert not judged("os.kill(os.getppid(), 9); time.sleep(60)", top, seconds=1).green
    sleeping = [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"]]
    assert not [one for one in sleeping if one.info["cmdline"] == sleep]


ODD = {
    "a long line": "x = '" + "y" * 250_000 + "'; 1 / 0",
    "a class of its own": "raise type('E', (Exception,), {'__class__': property(lambda s: 1/0)})",
    "a traceback of its own": "e = ValueError(1); e.__traceback__ = None; raise e",
    "odd text": "e = SyntaxError('x'); e.filename, e.text, e.lineno = __file__, 7, 3; raise e",
}


@pytest.mark.parametrize("line", ODD.values(), ids=ODD)
def test_odd_exceptions_are_told_and_cut(judged, line):
    judgement = judged(line)
    assert "ended the process" not in said(judgement)
    assert all(len(text) <= 500 for _, text in judgement.first_failing.problem.lines)


def test_a_print_of_odd_characters_is_not_counted_wrongly(judged):
    judgement = judged("print('\\x1b[32mok'); other = other + 1")
    assert judgement.first_failing.problem.printed.strip() == r"\x1b[32mok"


@posix
def test_a_flood_is_cut(judged, monkeypatch):
    monkeypatch.setattr(guard, "MOST", 2**20)
    judgement = judged("while True: forge(b'x' * 2**16)", INTO_ALL_FILES, seconds=20)
    assert "wrote too much where only minigrad may write" in said(judgement)


def test_prints_without_end_are_cut(judged):
    judgement = judged("print('x' * 10**7); other = other + 1")
    assert "characters more" in judgement.first_failing.problem.printed


def test_a_file_does_not_fill_the_disk(judged, tmp_path):
    path = tmp_path / "large"
    large = limits.FILE + 1
    judgement = judged(f"with open({str(path)!r}, 'wb') as file: file.write(bytes({large}))")
    path.unlink(missing_ok=True)
    if sys.platform == "linux":
        assert "File too large" in said(judgement)


MESSAGES = {
    "raise ValueError('x' * 10**7)": "x" * 190 + "…",
    "raise type('E' * 9999, (Exception,), {})": "E" * 480,
    "raise type('E', (Exception,), {'__str__': lambda self: sys.exit()})": "cannot be shown",
    "raise type('E', (Exception,), {'__str__': lambda self: 3})": "cannot be shown",
    "raise ValueError('\\x1b[2J \\x07 \\x9b \\u202e')": r"\x1b[2J \x07 \x9b \u202e",
    "raise type('E\\n\\x1b', (Exception,), {})": r"raised E \x1b",
}


@pytest.mark.parametrize("line, shown", MESSAGES.items(), ids=range(len(MESSAGES)))
def test_what_an_exception_says_is_cut_and_made_harmless(judged, line, shown):
    sentence = said(judged(line))
    assert shown in sentence and len(sentence) < 3000
    assert all(c.isprintable() for c in sentence)


@pytest.mark.parametrize(
    "out, sentence",
    [
        ("Tensor(1j * self.data)", "real"),
        ("Tensor(np.ones((400, 400)))", "160000 elements"),
        ("Tensor.from_op('mul', self.data, (self,), lambda g: (np.ones((400, 400)),))", "160000"),
    ],
)
def test_what_no_case_asks_for_is_refused(judged, out, sentence):
    assert sentence in said(judged(f"return {out}"))


def test_complex_numbers_are_not_stripped(judged):
    line = "return Tensor.from_op('mul', 1j * self.data, (self,), lambda g: (g,))"
    assert "the result must be real, but it is complex" in said(judged(line))


def test_the_references_own_code_is_told(judged, tmp_path):
    assert not judged().borrowed
    path = tmp_path / "kata01_mul.py"
    path.write_text("from minigrad import Tensor\nmul = Tensor.mul\n")
    judgement = judge(path, TABLE, oracle.live)
    assert judgement.green and judgement.borrowed


@pytest.mark.parametrize("text", ["plain", "two\nlines", "é 漢字 😀", "tab\t"])
def test_texts_that_terminals_show_stay_as_they_are(text):
    assert reply.harmless(text) == text


@pytest.mark.parametrize("character", [*map(chr, range(32)), "\x7f", "\x9b", "\u202e", "\ud800"])
def test_characters_that_terminals_obey_are_shown_as_such(character):
    if character not in "\n\t":
        assert reply.harmless(f"a{character}").isprintable()
        assert "\\" in reply.parsed(json.dumps({"a": character}).encode())["a"]
