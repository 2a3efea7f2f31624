"""What stands around a kata: odd files, full disks, copied folders, closed terminals."""

import errno
import os
from pathlib import Path

import pytest

from minigrad.judging import reading
from minigrad.judging.reading import refusal
from minigrad.judging.stubs import stub

SUM = "kata03_sum"
posix = pytest.mark.skipif(os.name == "nt", reason="no such files there")


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


@posix
@pytest.mark.parametrize("make, why", NOT_READ.items())
def test_what_is_no_kata_file_is_refused_in_a_sentence(tmp_path, make, why):
    path = tmp_path / "katas" / f"{SUM}.py"
    path.parent.mkdir()
    make(path)
    said = refusal(path)
    assert why in said and f"katas/{SUM}.py" in said
    assert said.endswith(".") and "\n" not in said


def test_a_kata_file_of_the_largest_size_is_read(tmp_path):
    path = tmp_path / f"{SUM}.py"
    path.write_bytes(b"#" * reading.LARGEST)
    assert refusal(path) == ""


def test_katas_that_is_a_file_is_told(tmp_path):
    (tmp_path / "katas").write_text("")
    assert refusal(tmp_path / "katas" / f"{SUM}.py").startswith("katas is a file, but must be")


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / f"{SUM}.py"
    path.write_text(stub(SUM))

    def deny(self, *args, **kwargs):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", deny)
    assert refusal(path).startswith("This user may not read")
