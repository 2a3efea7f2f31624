"""Runs inside the sandbox: forks a worker for each submitted kata. It holds no answers.

    root zygote      has imported NumPy and the engine, with a stub in the place of every kata
      kata zygote    one per kata: has installed the solutions of the *other* katas
        worker       runs the submission, without privileges, in a scratch folder and namespaces of
                     its own

Only the worker reads what the examiner sends about a submission: a later one, forked from the same
zygote, finds nothing of it in its memory. No process but the worker runs submitted code.
"""

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import warnings
from pathlib import Path
from typing import NoReturn

import numpy.random  # noqa: F401 — here, so that no worker has to

from minigrad import kata
from minigrad.judging import guard, worker

SLEEP = "/sleep"  # the program of this name
SCRATCH = Path("/tmp")
KATAS = SCRATCH / "katas"  # where a submission stands, as it sees itself
MOST = b"size=64m,nr_inodes=2000"  # that the scratch folder holds
PROCESSES = 64  # that a submission may have
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
    for capability in range(64):  # so that no program gets one that we, and our forks, do without
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
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
    with examiner.makefile("rb") as file:  # until we answer, nothing else comes
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
    first, child = _fork_apart(talk, errors)
    ended = os.pidfd_open(child)
    by_itself = ended in select.select([watch, ended], [], [])[0]
    os.kill(first, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.waitpid(first, 0)
    if by_itself:
        with contextlib.suppress(OSError):  # nobody wants to know
            os.write(watch, b"%d\n" % status)
    os.close(ended)
    _done("umount", libc.umount2(bytes(SCRATCH), MNT_DETACH))


def _fork_apart(talk: int, errors: int) -> tuple[int, int]:
    """The first process of new namespaces, which only sleeps: when it ends, the system ends all
    others. And the worker, in them."""
    _done("unshare", libc.unshare(CLONE_NEWIPC | CLONE_NEWPID))
    close = [(os.POSIX_SPAWN_CLOSE, fd) for fd in range(FILES)]
    first = os.posix_spawn(SLEEP, ["sleep", "infinity"], {}, file_actions=close)
    child = os.fork()
    if child == 0:
        _work(talk, errors)
    ourselves = os.pidfd_open(os.getpid())
    _done("setns", libc.setns(ourselves, CLONE_NEWPID))  # where the next child comes from
    os.close(ourselves)
    return first, child


def _work(talk: int, errors: int) -> NoReturn:
    """The worker: read what is asked, and answer it."""
    guard.die_with_parent()
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _give_up_privileges()
    with os.fdopen(os.dup(talk), "rb", buffering=2**16) as asked:
        request = json.loads(asked.readline())
    for ours, standard in ((os.open(os.devnull, os.O_RDONLY), 0), (talk, 1), (errors, 2)):
        os.dup2(ours, standard)
    os.closerange(3, FILES)
    path = KATAS / request["name"]
    KATAS.mkdir()
    path.write_bytes(request.pop("text").encode("latin-1"))
    os.chdir(KATAS)
    guard.work(worker.judge, request | {"path": path})


def _give_up_privileges() -> None:
    head = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _done("capset", libc.capset(head, none))
    most = PROCESSES + len(kata.stems()) + 2  # for the zygotes count, too
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))


def _done(what: str, status: int) -> None:
    if status != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    main()
    sys.exit()
