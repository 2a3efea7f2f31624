"""Finds the submissions in a folder, and reads the katas of one: whatever a student hands in.

Nothing that is handed in is unpacked, followed or run. Kata files are read by their names, each up
to a size; what is odd is noted in a line, and the rest is read.
"""

import contextlib
import functools
import gzip
import hashlib
import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

from minigrad.judging.reading import LARGEST
from minigrad.judging.reply import harmless
from minigrad.kata import stems

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
MOST_FILES = 100_000  # in one submission
MOST_BYTES = 2**30  # of an archive, packed or unpacked
MOST_LISTED = 16 * 2**20  # bytes of a zip's list of files, or of what a tar says of one
# Folders that came with the clone, or from a Mac.
NOT_THEIRS = {"__MACOSX", "solutions", "mistakes", "tests", "answers"}
SHOWN = 80  # characters of a file's name in a note


@dataclass
class Submission:
    """What a student handed in.

    texts: of the kata files that could be read, by stem
    refused: of the others, why, in a sentence
    notes: what was odd, a line each
    """

    student: str
    texts: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Changes with whatever is graded or noted."""
        told = (self.student, sorted(self.texts.items()), sorted(self.refused.items()), self.notes)
        return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass
class Found:
    """A file whose name is a kata's, somewhere in a submission. read: gives its content, up to a
    size; raises what reading raises. refused: why it is not to be read"""

    path: PurePosixPath
    read: Callable[[], bytes]
    refused: str = ""


class Odd(Exception):
    """Why a submission is not read any further: a sentence."""


def find(folder: Path) -> list[tuple[str, Path]]:
    """The submissions of a folder: a student's name, and the folder or archive. No two names are
    alike. A folder that holds katas itself is one submission."""
    entries = [path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "__"))]
    if _is_one(entries):
        return [(_student(folder.resolve()), folder)]
    found: dict[str, Path] = {}
    names: set[str] = set()
    entries = [path for path in entries if path.is_dir() or _is_archive(path.name)]
    for path in sorted(entries, key=lambda path: not path.is_dir()):
        name, number = _student(path), 2
        while name.lower() in names:
            name, number = f"{_student(path)} ({number})", number + 1
        names.add(name.lower())
        found[name] = path
    return sorted(found.items())


def _is_one(entries: Sequence[Path]) -> bool:
    """Whether these are of one submission: kata files; or katas/, unless others hand in beside it,
    for it may be somebody's name. A clone's other folders hold katas, too."""
    names = {path.name.lower() for path in entries}
    if names & _names().keys() or {"katas", "minigrad"} <= names:
        return True
    return "katas" in names and not any(
        _is_archive(path.name) or (path.is_dir() and _holds_katas(path))
        for path in entries
        if path.name.lower() != "katas"
    )


def _holds_katas(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        return any(path.name.lower() in ("katas", *_names()) for path in folder.iterdir())
    return False


def _student(path: Path) -> str:
    """A student's name, in one line, as all reports have it."""
    name = path.name
    if not path.is_dir():
        ends = (end for end in ARCHIVES if name.lower().endswith(end))
        name = name[: -len(next(ends, "")) or None]
    return " ".join(harmless(name).split()) or "no name"


def _is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVES)


@functools.cache
def _names() -> dict[str, str]:
    """The katas by their files' names, which some systems change to lower case."""
    return {f"{stem}.py".lower(): stem for stem in stems()}


def read(student: str, path: Path) -> Submission:
    """Read a submission. Whatever is wrong with it is noted there."""
    submission = Submission(student)
    try:
        found = list(_files(path, submission))
        if not found and path.is_dir() and (inner := _only_archive(path)):
            found = list(_files(inner, submission))
    except Odd as odd:
        submission.notes.append(str(odd))
        found = []
    except Exception as error:  # archives can be damaged in any way
        submission.notes.append(f"It cannot be read: {_why(error)}.")
        found = []
    if student.startswith(f"{_student(path)} ("):
        submission.notes.append(f"Another submission has the same name; this one is {path.name}.")
    names = _names()
    by_stem: dict[str, list[Found]] = {}
    for one in found:
        by_stem.setdefault(names[one.path.name.lower()], []).append(one)
    for stem, several in sorted(by_stem.items()):
        nearest, *others = sorted(several, key=_nearness)
        if others and _nearness(others[0])[:2] == _nearness(nearest)[:2]:
            submission.notes.append(f"{stem}.py is there more than once; {_shown(nearest)} counts.")
        _take(submission, stem, nearest)
    if not submission.texts and not submission.refused and not submission.notes:
        submission.notes.append("There is no kata in it.")
    submission.notes = [harmless(note).replace("\n", " ") for note in submission.notes]
    return submission


def _nearness(found: Found) -> tuple:
    """What is in a folder called katas comes first, then what is least deep."""
    return found.path.parent.name != "katas", len(found.path.parts), str(found.path)


def _take(submission: Submission, stem: str, found: Found) -> None:
    """Put a kata file into the submission, or why it is not."""
    name = f"{stem}.py"
    if found.refused:
        submission.refused[stem] = f"{name} {found.refused}."
    else:
        try:
            text = found.read()
        except Exception as error:
            submission.refused[stem] = f"{name} cannot be read: {_why(error)}."
        else:
            if len(text) > LARGEST:
                submission.refused[stem] = f"{name} has more than the {LARGEST:,} bytes allowed."
            else:
                submission.texts[stem] = text
                submission.notes += _about(name, text)
    if stem in submission.refused:
        submission.notes.append(submission.refused[stem])


def _about(name: str, text: bytes) -> Iterator[str]:
    """What is odd about a text that can be judged all the same."""
    if not text.strip():
        yield f"{name} is empty."
    if b"\r\n" in text:
        yield f"{name} has Windows line ends, which is all right."
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        yield f"{name} is not UTF-8 text."


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{error or type(error).__name__}"[:SHOWN]


def _shown(found: Found) -> str:
    return str(found.path)[-SHOWN:]


def _only_archive(folder: Path) -> Path | None:
    """The one archive in a folder, as Moodle hands it out."""
    archives = [path for path in folder.iterdir() if _is_archive(path.name)]
    return archives[0] if len(archives) == 1 else None


def _files(path: Path, submission: Submission) -> Iterator[Found]:
    """The kata files in a folder or an archive."""
    if path.is_symlink():
        raise Odd("It is a link, which is not followed.")
    if path.is_dir():
        return _in_folder(path, submission)
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode):
        raise Odd("It is neither a folder nor an archive.")
    if found.st_size > MOST_BYTES:
        raise Odd(f"It is larger than {MOST_BYTES >> 30} GB.")
    return _in_zip(path, submission) if path.name.lower().endswith(".zip") else _in_tar(path)


def _in_folder(top: Path, submission: Submission) -> Iterator[Found]:
    names, count = _names(), 0

    def not_read(error: OSError) -> None:
        folder = os.path.relpath(error.filename, top)
        submission.notes.append(f"The folder {folder[-SHOWN:]} cannot be read: {_why(error)}.")

    for here, folders, files in os.walk(top, onerror=not_read):
        inside = PurePosixPath(Path(here).relative_to(top).as_posix())
        for folder in folders:
            if os.path.islink(os.path.join(here, folder)) and folder == "katas":
                submission.notes.append("katas is a link, which is not followed.")
        folders[:] = [name for name in folders if _is_theirs(name)]
        count += len(files) + len(folders)
        if count > MOST_FILES:
            raise Odd(f"It holds more than {MOST_FILES:,} files.")
        for name in (*files, *folders):
            if name.lower() in names:
                path = Path(here, name)
                yield Found(inside / name, lambda path=path: _content(path), _refused(path))  # type: ignore[misc]


def _is_theirs(folder: str) -> bool:
    return folder not in NOT_THEIRS and not folder.startswith(".")


def _refused(path: Path) -> str:
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return "is a link, which is not followed"
    return "" if stat.S_ISREG(mode) else "is not a file"


def _content(path: Path) -> bytes:
    # What was a file a moment ago may be a link or a pipe now.
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(fd, "rb") as file:
        return file.read(LARGEST + 1)


def _member(name: str) -> PurePosixPath | None:
    """Where a kata file stands in an archive; None of other files."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.name.lower() in _names() and all(map(_is_theirs_or_up, path.parts[:-1])):
        return path
    return None


def _is_theirs_or_up(folder: str) -> bool:
    return folder in ("..", ".") or _is_theirs(folder)


def _refused_member(path: PurePosixPath, is_link: bool) -> str:
    if path.is_absolute() or ".." in path.parts:
        return "has a path that leads out of the archive, and is left alone"
    return "is a link, which is not followed" if is_link else ""


def _in_zip(path: Path, submission: Submission) -> Iterator[Found]:
    with _List(path) as file, zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise Odd(f"It holds more than {MOST_FILES:,} files.")
    for info in entries:
        if not info.is_dir() and (inside := _member(info.filename)):
            why = _refused_member(inside, stat.S_ISLNK(info.external_attr >> 16))
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                why = why or "is packed in a way that is not read here; use plain zip"
            yield Found(inside, lambda info=info: _zipped(path, info), why)  # type: ignore[misc]


class _List(io.FileIO):
    """A zip whose list of files may be read, unless it takes much memory: it is read at once."""

    def read(self, size: int | None = -1) -> bytes:
        if size and size > MOST_LISTED:
            raise Odd("It lists too many files.")
        return super().read(size) or b""


def _zipped(path: Path, info: zipfile.ZipInfo) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(info) as file:
        return file.read(LARGEST + 1)


def _in_tar(path: Path) -> Iterator[Found]:
    with contextlib.ExitStack() as stack:
        file: Any = stack.enter_context(path.open("rb"))
        if not path.name.lower().endswith(".tar"):
            file = stack.enter_context(gzip.open(file))
        limited: Any = _Limited(file)
        archive = tarfile.open(fileobj=limited, mode="r|", tarinfo=_Info)
        for count, info in enumerate(stack.enter_context(archive)):
            if count >= MOST_FILES:
                raise Odd(f"It holds more than {MOST_FILES:,} files.")
            if not info.isdir() and (inside := _member(info.name)):
                why = _refused_member(inside, info.issym() or info.islnk())
                content = archive.extractfile(info) if info.isreg() else None
                text = content.read(LARGEST + 1) if content else b""
                why = why or ("" if content else "is not a file")
                yield Found(inside, lambda text=text: text, why)  # type: ignore[misc]


class _Info(tarfile.TarInfo):
    """What a tar says of a file. What is no file, such as a long name, is read at once."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        info = super().frombuf(buf, encoding, errors)
        if info.size > MOST_LISTED and not info.isreg():
            raise Odd("It says too much of a file.")
        return info


class _Limited:
    """A file that ends in an exception where it has more bytes than an archive may have."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._left = file, MOST_BYTES

    def read(self, size: int = -1) -> bytes:
        found = self._file.read(size)
        self._left -= len(found)
        if self._left < 0:
            raise Odd(f"It unpacks to more than {MOST_BYTES >> 30} GB.")
        return found
