"""Runs inside the sandbox: forks a worker for each submitted kata. It holds no answers.

    root zygote      has imported NumPy and the engine, with a stub in the place of every kata
      kata zygote    one per kata: has installed the solutions of the *other* katas
        init         the first process of namespaces of its own; says how the worker ended
          worker     runs the submission, without privileges, in a scratch folder of its own

Only the worker reads what the examiner sends about a submission: a later one, forked from the same
zygote, finds nothing of it in its memory. No process but the worker runs submitted code.
"""

import contextlib
import ctypes
import gc
import json
import os
import select
import signal
import socket
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NoReturn

from minigrad import kata
from minigrad.judging import guard, limits, worker

SCRATCH = Path("/tmp")
KATAS = SCRATCH / "katas"  # where a submission stands, as it sees itself
MOST = b"size=64m,nr_inodes=2000"  # that the scratch folder holds
PROCESSES = 64  # beyond ours
FILES = 64  # that a process may have open
# Of Linux's headers.
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWPID = 0x20000, 0x8000000, 0x20000000
MS_NOSUID, MS_NODEV, MNT_DETACH = 2, 4, 2
PR_CAPBSET_DROP = 24
CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    """The root zygote: a kata zygote for each socket that comes."""
    warnings.simplefilter("ignore")
    libc.prctl(guard.PR_SET_DUMPABLE, 0, 0, 0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    examiner = socket.socket(fileno=os.dup(0))
    gc.freeze()  # what is never looked at again is never copied
    examiner.send(b".")
    while fds := socket.recv_fds(examiner, 1, 1)[1]:
        if os.fork() == 0:
            examiner.close()
            _kata_zygote(socket.socket(fileno=fds[0]))
        os.close(fds[0])


def _kata_zygote(examiner: socket.socket) -> NoReturn:
    """Install the solutions that come, then have each submission judged whose sockets come."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with examiner.makefile("rb", buffering=0) as file:
        solutions = json.loads(file.readline())
    for name, text in solutions:
        kata.install(kata.SOLUTIONS / name, text)
    _done("unshare", libc.unshare(CLONE_NEWNS))  # so no other kata's scratch folder is seen here
    gc.freeze()
    examiner.send(b".")
    while fds := socket.recv_fds(examiner, 1, 3)[1]:
        _watch(*fds)
        for fd in fds:
            os.close(fd)
    os._exit(0)


def _watch(talk: int, watch: int, errors: int) -> None:
    """Have a submission judged; end what is at it when the examiner says so, or is gone."""
    flags = MS_NOSUID | MS_NODEV
    _done("mount", libc.mount(b"scratch", bytes(SCRATCH), b"tmpfs", flags, MOST))
    init = _fork_into(CLONE_NEWIPC | CLONE_NEWPID)
    if init == 0:
        _init(talk, watch, errors)
    ended = os.pidfd_open(init)
    if ended not in select.select([watch, ended], [], [])[0]:
        os.kill(init, signal.SIGKILL)
    os.waitpid(init, 0)
    os.close(ended)
    _done("umount", libc.umount2(bytes(SCRATCH), MNT_DETACH))


def _fork_into(namespaces: int) -> int:
    """Fork, as os.fork does, but the child is the first process in new namespaces."""
    _done("unshare", libc.unshare(namespaces))
    pid = os.fork()
    if pid != 0:
        ourselves = os.pidfd_open(os.getpid())
        _done("setns", libc.setns(ourselves, CLONE_NEWPID))  # where the next child comes from
        os.close(ourselves)
    return pid


def _init(talk: int, watch: int, errors: int) -> NoReturn:
    """The first process of the namespaces: when it ends, the system ends all others."""
    guard.die_with_parent()
    for number in range(1, signal.NSIG):
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)  # from within, nothing ends the first process
    child = os.fork()
    if child == 0:
        os.close(watch)
        _work(talk, errors)
    os.close(talk)
    while (found := os.wait())[0] != child:
        pass  # an orphan
    os.write(watch, b"%d\n" % os.waitstatus_to_exitcode(found[1]))
    os._exit(0)


def _work(talk: int, errors: int) -> NoReturn:
    """The worker: read what is asked, and answer it."""
    os.setsid()
    _give_up_privileges()
    asked = os.fdopen(os.dup(talk), "rb", buffering=2**16)
    request = json.loads(asked.readline())
    for ours, standard in ((os.open(os.devnull, os.O_RDONLY), 0), (talk, 1), (errors, 2)):
        os.dup2(ours, standard)
    for fd in range(3, 64):
        if fd != asked.fileno():
            with contextlib.suppress(OSError):
                os.close(fd)
    path = KATAS / request["name"]
    KATAS.mkdir()
    path.write_bytes(request.pop("text").encode("latin-1"))
    os.chdir(KATAS)
    request |= {"path": path, "cases": _cases(asked, request)}
    guard.work(worker.judge, request)


def _cases(asked: IO[bytes], request: dict) -> Iterator[dict]:
    """The cases, of one round after the other. The exceptions of the first are told in full."""
    while line := asked.readline():
        limits.begin(request["in_all"])
        yield from json.loads(line)
        limits.pause()
        request["brief"] = True


def _give_up_privileges() -> None:
    import resource

    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    head = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _done("capset", libc.capset(head, none))
    resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))


def _done(what: str, status: int) -> None:
    if status != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    main()
    sys.exit()
