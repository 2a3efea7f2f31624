"""Why a kata file is not read; known before it is opened, for opening a FIFO waits for ever."""

import stat
from pathlib import Path

LARGEST = 256 * 1024  # bytes; the largest reference has 3,000


LONG = 500  # characters that are kept of a line, or of a message


def refusal(path: Path) -> str:
    """Why a kata file is not read, in a sentence; nothing where it is."""
    name, folder = f"{path.parent.name}/{path.name}", path.parent.name
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return f"{name} is a folder, not a file."
        if not stat.S_ISREG(found.st_mode):
            return f"{name} is a pipe or a device, not a file with your code."
        if found.st_size > LARGEST:
            return f"{name} has {found.st_size:,} bytes. A kata file may have {LARGEST:,}."
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError:
        return f"There is no file {name}."
    except NotADirectoryError:
        return f"{folder} is a file, but must be a folder. Move it away."
    except PermissionError:
        return f"This user may not read {name}. Change its permissions, or those of {folder}."
    except OSError as error:
        return f"{name} cannot be read: {error.strerror}."
    return ""


def line_of(path: Path, number: int) -> list[str]:
    """A kata file's line of a number, cut; none when there is no such line, or file, any more."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [line.strip()[:LONG] for line in lines[number - 1 : number]]
