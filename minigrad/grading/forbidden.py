"""The system calls that the sandbox forbids: those that take memory which no process is seen to
hold, those that keep something for others, those that reach into another process, and large parts
of the system that no kata needs. Nor may there be another user namespace: who makes one has all
privileges in it.

As a program for Linux's seccomp, for `bwrap --seccomp`. Numbers and codes are from its headers.
"""

import os
import struct

FORBIDDEN = {  # on each machine; its code comes first
    "x86_64": (
        0xC000003E,
        {
            "shmget": 29,
            "ptrace": 101,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "perf_event_open": 298,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "memfd_create": 319,
            "bpf": 321,
            "userfaultfd": 323,
            "io_uring_setup": 425,
            "pidfd_getfd": 438,
            "memfd_secret": 447,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "ptrace": 117,
            "shmget": 194,
            "add_key": 217,
            "request_key": 218,
            "keyctl": 219,
            "perf_event_open": 241,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "memfd_create": 279,
            "bpf": 280,
            "userfaultfd": 282,
            "io_uring_setup": 425,
            "pidfd_getfd": 438,
            "memfd_secret": 447,
        },
    ),
}
MAKE_NAMESPACES = {  # by flags; clone3 has them where no filter looks
    "x86_64": {"clone": 56, "unshare": 272, "clone3": 435},
    "aarch64": {"unshare": 97, "clone": 220, "clone3": 435},
}
CLONE_NEWUSER = 0x10000000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE, FLAGS = 0, 4, 16  # where they stand in what the filter looks at
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # 1: "not permitted"
UNKNOWN = 0x00050000 | 38  # "no such call": then C's library calls clone
OTHER_NUMBERS = 0x40000000  # a second way to call, on x86_64


def filter_program() -> bytes:
    """The filter for this machine; empty where we know no numbers for it."""
    if os.uname().machine not in FORBIDDEN:
        return b""
    machine, calls = FORBIDDEN[os.uname().machine]
    flagged = MAKE_NAMESPACES[os.uname().machine]
    steps = [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, machine),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, len(calls) + 6, 0, OTHER_NUMBERS),
    ]
    for after, number in enumerate(calls.values()):
        steps.append((EQUAL, len(calls) + 5 - after, 0, number))
    steps += [
        (EQUAL, 6, 0, flagged["clone3"]),
        (EQUAL, 1, 0, flagged["unshare"]),
        (EQUAL, 0, 2, flagged["clone"]),
        (LOAD, 0, 0, FLAGS),
        (ANY_BIT, 1, 0, CLONE_NEWUSER),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, UNKNOWN),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
