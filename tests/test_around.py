"""What stands around a kata: odd files, full disks, copied folders, closed outputs, Ctrl-C."""

import contextlib
import errno
import json
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from clone import (
    bare_pytest,
    make,
    minigrad,
    new_clone,
    only_stubs,
    outside_make,
    run,
    solve,
    write,
)

from minigrad import kata
from minigrad.diagnosis import table
from minigrad.dojo import hints, reset
from minigrad.judging import at_once, reading, supervisor
from minigrad.judging.reading import refusal
from minigrad.judging.stubs import is_unwritten, stub
from minigrad.judging.writing import put

resource = pytest.importorskip("resource")  # of this and of those, Windows has nothing
fcntl, pty, termios = map(pytest.importorskip, ("fcntl", "pty", "termios"))
SUM = "kata03_sum"
BACKWARD = "kata18_backward"
RIGHT = (kata.SOLUTIONS / f"{SUM}.py").read_text("utf-8")
ENDLESS = RIGHT.replace("    data", "    while True: pass\n    data", 1)
PYTHON = [sys.executable, "-m", "minigrad"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return new_clone(tmp_path_factory.mktemp("around"))


@pytest.fixture
def clone(whole):
    yield whole
    only_stubs(whole)


def left_behind(folder):
    """Files that nobody asked for."""
    return [*folder.rglob("*.new"), *folder.rglob("tmp*")]


# Files that are none, or whose text is odd.


def folder(path):
    path.mkdir()


def pipe(path):
    os.mkfifo(path)


def zeros(path):
    path.symlink_to("/dev/zero")


def loop(path):
    path.symlink_to(path)


def large(path):
    path.write_bytes(b"#" * (reading.LARGEST + 1))


NOT_READ = {
    lambda path: None: "There is no file",
    folder: "is a folder",
    pipe: "is a pipe or a device",
    zeros: "is a pipe or a device",
    loop: "cannot be read",
    large: "262,145 bytes",
}


def elifs(count):
    return "if x == 0: pass\n" + "".join(f"elif x == {i}: pass\n" for i in range(count))


TEXTS = {
    "elifs": elifs(600),
    "nested": "x = " + "(" * 150 + ")" * 150,
    "sum": "x = " + "+".join(["1"] * 5000),
    "minus": "x = " + "-" * 20_000 + "1",
    "nul": "x = '\0'",
    "latin": "x = 'é'",
}


@pytest.mark.parametrize("made, why", NOT_READ.items())
def test_what_is_no_kata_file_is_refused_in_a_sentence(tmp_path, made, why):
    path = tmp_path / "katas" / f"{SUM}.py"
    path.parent.mkdir()
    made(path)
    said = refusal(path)
    assert why in said and f"katas/{SUM}.py" in said
    assert said.endswith(".") and "\n" not in said


def test_a_kata_file_of_the_largest_size_is_read(tmp_path):
    path = tmp_path / f"{SUM}.py"
    path.write_bytes(b"#" * reading.LARGEST)
    assert refusal(path) == ""


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / f"{SUM}.py"
    path.write_text(stub(SUM))

    def deny(self, *args, **kwargs):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", deny)
    assert refusal(path).startswith("This user may not read")
    assert not is_unwritten(path)


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_what_cannot_be_parsed_is_not_unwritten(tmp_path, text):
    path = tmp_path / f"{SUM}.py"
    path.write_bytes((stub(SUM) + "\n" + text).encode("latin-1"))
    assert not is_unwritten(path)


def test_the_board_stands_odd_files_beside_each_other(clone):
    odd = [*list(NOT_READ)[1:], *TEXTS.values()]
    stems = kata.stems()[: len(odd) + 1]
    for stem, one in zip(stems, odd, strict=False):
        path = clone / "katas" / f"{stem}.py"
        path.unlink()
        one(path) if callable(one) else path.write_bytes(one.encode("latin-1"))
    right = (clone / "solutions" / f"{stems[-1]}.py").read_text()
    write(clone, stems[-1], f"{right}\nx = 0\n{elifs(250)}")  # too deep for ast.dump
    board = json.loads(minigrad(clone, "progress", "--json").stdout)
    assert [row["state"] for row in board[: len(stems)]] == ["red"] * len(odd) + ["green"]


def test_every_command_stands_what_is_no_file(clone):
    first, second, third = paths = [clone / "katas" / f"{stem}.py" for stem in kata.stems()[:3]]
    for made, path in zip((pipe, zeros, folder), paths, strict=True):
        path.unlink()
        made(path)
    done = minigrad(clone, "next")
    assert done.returncode == 1 and "restore the stub with minigrad reset 1" in done.stdout
    done = minigrad(clone, "solution", "2", answer="y\n")
    assert done.returncode == 0 and refusal(second) in done.stdout
    done = bare_pytest(clone, "--judge=yours", *(f"tests/test_{path.stem}.py" for path in paths))
    assert "3 failed" in done.stdout
    minigrad(clone, "stubs")
    assert not any(map(is_unwritten, paths))


@pytest.mark.parametrize("made", [pipe, zeros, folder, loop])
def test_reset_puts_anything_aside(tmp_path, monkeypatch, made):
    monkeypatch.setattr(reset, "KATAS", tmp_path)
    path = tmp_path / f"{SUM}.py"
    made(path)
    before = path.lstat().st_mode
    kept = reset.reset(SUM)
    assert kept and kept.lstat().st_mode == before
    assert path.read_text() == stub(SUM) and not path.is_symlink()


def test_the_solution_shows_what_a_terminal_would_obey(tmp_path, monkeypatch):
    (tmp_path / "katas").mkdir()
    path = tmp_path / "katas" / f"{SUM}.py"
    path.write_text(f"# \x1b[2J\x07 end\n{RIGHT}")
    monkeypatch.setattr(hints, "ROOT", tmp_path)
    shown = hints._listing("yours", path).plain
    assert "\x1b" not in shown and "\x07" not in shown and " end\n" in shown


# Files are written whole, where they should be, or not at all.


def test_reset_replaces_a_link_and_leaves_its_target(tmp_path, monkeypatch):
    monkeypatch.setattr(reset, "KATAS", tmp_path)
    path, target = tmp_path / f"{SUM}.py", tmp_path / "mine.py"
    for text in ("x = 1", stub(SUM)):
        target.write_text(text)
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        kept = reset.reset(SUM)
        assert kept and kept.is_symlink() and target.read_text() == text
        assert not path.is_symlink() and path.read_text() == stub(SUM)
    target.unlink()
    path.unlink()
    path.symlink_to(target)
    assert reset.reset(SUM) and not target.exists()


@pytest.fixture
def full_disk():
    """No file may get larger than 100 bytes, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_loses_nothing_and_leaves_nothing(tmp_path, monkeypatch, full_disk):
    monkeypatch.setattr(reset, "KATAS", tmp_path)
    path = tmp_path / f"{SUM}.py"
    path.write_text("x = 1\n")
    with pytest.raises(OSError):
        reset.reset(SUM)
    assert path.read_text() == "x = 1\n"
    with pytest.raises(OSError):
        put(path, b"x" * 1000)
    monkeypatch.setattr(table, "STORE", tmp_path)
    table._write(tmp_path / f"{SUM}.json", "key" * 100, {})
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_in_a_sentence(clone):
    command = f"trap '' XFSZ; ulimit -f 1; exec {sys.executable} -m minigrad reset 18"
    write(clone, BACKWARD, "x = 1\n" * 100)
    assert len(stub(BACKWARD)) > 1024
    done = run(clone, "bash", "-c", command)
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert done.stderr.startswith("The system says: File too large")
    assert (clone / "katas" / f"{BACKWARD}.py").read_text() == "x = 1\n" * 100
    assert not left_behind(clone)


def test_katas_that_is_a_file_is_told(clone):
    shutil.rmtree(clone / "katas")
    (clone / "katas").write_text("mine")
    for words in (["reset", "3"], ["watch"]):
        done = minigrad(clone, *words)
        assert done.returncode == 2 and "katas is a file, but must be a folder" in done.stderr
    assert (clone / "katas").read_text() == "mine"
    assert refusal(clone / "katas" / f"{SUM}.py").startswith("katas is a file, but must be")
    (clone / "katas").unlink()
    (clone / "katas").mkdir()


def started(clone, *words, **environment):
    return subprocess.Popen(
        [*PYTHON, *words],
        cwd=clone,
        env=outside_make() | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


# The exit status is the verdict's, whoever takes the output.


CLOSED = ("2>&-", ">&- 2>&- <&-", ">/dev/full 2>&1", "| head -1")


@pytest.mark.parametrize("text, ways", [("x = 1", CLOSED), (RIGHT, CLOSED[2:3])])
def test_the_status_stands_whatever_takes_the_output(clone, text, ways):
    write(clone, SUM, text)
    for way in ways:
        command = f"{sys.executable} -m minigrad kata 3 {way}; exit ${{PIPESTATUS[0]}}"
        done = run(clone, "bash", "-c", command)
        assert (done.returncode, done.stderr) == (0 if text == RIGHT else 1, ""), way


def test_watch_ends_when_nobody_reads(clone):
    process = started(clone, "watch", "3")
    assert process.stdout and process.stderr
    assert process.stdout.readline() == "Kata 3, sum (white belt)\n"
    process.stdout.close()
    for saves in range(20):
        with contextlib.suppress(subprocess.TimeoutExpired):
            write(clone, SUM, f"x = {saves}")
            process.wait(3)
            break
    process.kill()
    assert process.stderr.read() == "" and process.returncode == 0


def test_a_number_of_5000_digits_gets_a_short_sentence(clone):
    for n in ("9" * 5000, "a" * 5000):
        done = minigrad(clone, "kata", n)
        assert done.returncode == 2 and f"There is no kata called '{n[:40]}...'." in done.stderr


# Ctrl-C.


def interrupted(process):
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert "Traceback" not in err and "KeyboardInterrupt" not in err, err
    return process.returncode


def test_ctrl_c_while_packages_are_imported(clone, tmp_path):
    """NumPy takes long here, and tells when it begins."""
    slow = tmp_path / "slow" / "numpy"
    slow.mkdir(parents=True)
    told = tmp_path / "told"
    (slow / "__init__.py").write_text(
        f"import time\nopen({str(told)!r}, 'w')\nwhile True: time.sleep(0.01)\n"
    )
    process = started(clone, "kata", "3", PYTHONPATH=str(tmp_path / "slow"))
    while not told.exists():
        time.sleep(0.01)
    assert interrupted(process) == 130


@pytest.mark.parametrize("words", [["kata", "3"], ["next"], ["progress"], ["watch"]])
def test_ctrl_c_ends_an_endless_loop(clone, tmp_path, words):
    pid = tmp_path / "pid"
    tell = f"    import os; open({str(pid)!r}, 'w').write(str(os.getpid()) + ' ')\n    while True"
    write(clone, SUM, ENDLESS.replace("    while True", tell, 1))
    for stem in kata.stems()[:2]:
        solve(clone, stem)
    process = started(clone, *words, MINIGRAD_SECONDS="60")
    while not (pid.exists() and pid.read_text().endswith(" ")):
        time.sleep(0.01)
    start = time.monotonic()
    assert interrupted(process) == (0 if words == ["watch"] else 130)
    assert time.monotonic() - start < 10
    assert ended(int(pid.read_text()))


def ended(pid):
    """Whether a process is gone, after a moment."""
    for _ in range(300):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.01)
    return False


def in_the_terminal():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # which a shell in the background had ignored
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_watch_in_a_tiny_window_stopped_and_resumed(clone):
    """Typed into a shell, in a terminal of 20 columns and 5 rows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 5, 20, 0, 0))
    environment = outside_make() | {"PS1": "$ ", "HISTFILE": "", "TERM": "xterm"}
    for name in ("COLUMNS", "LINES"):
        environment.pop(name, None)
    shell = subprocess.Popen(
        ["bash", "--norc", "--noediting", "-i"],
        cwd=clone,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=in_the_terminal,
    )
    os.close(theirs)

    def until(text):
        """What the terminal shows up to a text."""
        shown, end = "", time.monotonic() + 60
        while text not in shown:
            assert time.monotonic() < end, shown
            if select.select([ours], [], [], 1)[0]:
                shown += os.read(ours, 1000).decode()
        assert "Traceback" not in shown, shown
        return shown

    def type_(text):
        os.write(ours, text.encode())

    try:
        type_(f"{sys.executable} -m minigrad watch 3\n")
        screen = until("Not written").rpartition("\x1b[H")[2]
        assert screen.startswith("Kata 3, sum\r\n") and screen.count("\n") < 5
        type_("\x1a")
        until("Stopped")
        write(clone, SUM, RIGHT)
        type_("fg\n")
        until("GREEN")
        write(clone, SUM, ENDLESS)
        time.sleep(1)
        type_("\x1a")
        until("Stopped")
        type_("fg\n")
        until("minigrad watch 3")  # the shell says what it resumes
        time.sleep(1)
        type_("\x03")
        type_("echo status $((40 + $?))\n")
        assert until("status 40")
    finally:
        shell.kill()
        os.close(ours)
        shell.wait()


def test_what_is_no_longer_wanted_is_stopped(tmp_path):
    path = tmp_path / f"{SUM}.py"
    path.write_text("while True: pass\n")

    def replies(stem):
        request = {"path": str(path), "cases": []}
        return list(supervisor.replies(supervisor.JUDGE, request, 60))

    start = time.monotonic()
    wanted = at_once.at_once(replies, [SUM] * 3, unless=lambda: time.monotonic() > start + 1)
    assert list(wanted) == []
    assert time.monotonic() - start < 20


# Folders that were copied, and packages that are gone.


def test_a_package_that_is_gone_is_told_with_what_mends_it(clone, tmp_path):
    for package in ("numpy", "rich", "pytest"):
        gone = f"import sys\nsys.modules[{package!r}] = None\n"
        (tmp_path / "sitecustomize.py").write_text(gone)
        done = minigrad(clone, "kata", "3", PYTHONPATH=str(tmp_path))
        assert done.returncode == 2 and done.stderr.count("\n") == 1
        assert done.stderr.startswith(f"The package {package} is missing or damaged in ")
        assert "rm -rf .venv && python3 set_up.py" in done.stderr


def test_one_clone_says_when_it_is_called_in_another(clone, tmp_path):
    (tmp_path / "minigrad").mkdir()
    (tmp_path / "minigrad" / "kata.py").touch()
    (tmp_path / "solutions").mkdir()
    done = minigrad(tmp_path / "solutions", "kata", "3", PYTHONPATH=str(clone))
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert f"judges the katas in {clone}, but you called it in {tmp_path}." in done.stderr


def test_pytest_judges_the_folder_it_is_called_in(clone, tmp_path):
    """Whichever folder's minigrad is installed."""
    (tmp_path / "minigrad").mkdir()
    (tmp_path / "minigrad" / "__init__.py").write_text("raise SystemExit('the other one')")
    solve(clone, SUM)
    script = "import sys, pytest; sys.path.remove(''); sys.exit(pytest.main())"
    words = ["-q", "--judge=yours", f"tests/test_{SUM}.py"]
    there = {"PYTHONPATH": str(tmp_path), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = run(clone, sys.executable, "-c", script, *words, **there)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_clone_with_an_odd_name(tmp_path):
    odd = tmp_path / 'it\'s $HOME, "so" to say'
    odd.mkdir()
    clone = new_clone(odd)
    solve(clone, SUM)
    assert "GREEN" in make(clone, "kata", "N=3").stdout
