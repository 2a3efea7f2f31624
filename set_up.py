"""Sets up .venv for make, one layer of packages at a time: `python3 set_up.py [LAYER]`.

    ready          what judging needs (the default)
    experiments    what `make train`, `gradcheck` and `exam` need, too
    notebook       what `make notebook` needs, too
    test           what `make test`, `lint`, `answers`, `bench` and LIVE=1 need, too

A layer that is there, and newer than pyproject.toml, is left alone. A .venv that was copied or
moved with its folder is made this folder's own. Needs Python alone.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LAYERS = {
    "ready": "NumPy, pytest and more, about 150 MB: some seconds, once",
    "experiments": "matplotlib and scikit-learn, about 300 MB: some seconds, once",
    "notebook": "JupyterLab and more, about 500 MB: a minute, once",
    "test": "PyTorch and more, about 1 GB: a minute or two, once",
}
WITH_EXPERIMENTS = ("notebook", "test")  # their packages are among these layers' packages


def main():
    if sys.version_info < (3, 11):  # noqa: UP036
        version = sys.version.split()[0]
        sys.exit(
            "minigrad needs Python 3.11 or newer; this is " + version + ". "
            "Name another one: make PYTHON=python3.12 ..."
        )
    layer = sys.argv[1] if len(sys.argv) > 1 else "ready"
    if layer not in LAYERS:
        sys.exit(f"There is no layer called {layer!r}. Name one of {', '.join(LAYERS)}.")
    with locked():
        if (home := made_in()) and home != str(VENV):
            adopt(home)
        if not is_there(layer):
            try:
                install(layer)
            except subprocess.CalledProcessError:
                sys.exit("The set-up failed; what pip says stands above. The next make goes on.")
            except KeyboardInterrupt:
                sys.exit("Stopped. The next make goes on.")


def locked():
    """A file that two at once cannot both have. The system gives it back when we, and pip, end."""
    file = open(__file__)
    try:
        import fcntl
    except ImportError:
        return file  # Windows: two at once are not told apart
    os.set_inheritable(file.fileno(), True)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Waiting for another make, which sets up .venv ...", flush=True)
        fcntl.flock(file, fcntl.LOCK_EX)
    return file


def made_in():
    """Where .venv was made, as it says itself; of a link that is no matter."""
    about = VENV / "pyvenv.cfg"
    text = about.read_text("utf-8") if about.exists() and not VENV.is_symlink() else ""
    found = re.search(r"^command = .* --clear (.+)$", text, re.MULTILINE)
    return found[1] if found else ""


def adopt(home):
    """Put our path in the place of another .venv's, which its programs would run otherwise."""
    print(f"This .venv was made in {os.path.dirname(home)}. From now on it is this folder's.")
    other, ours = os.path.dirname(home), str(ROOT)
    there = re.compile(re.escape(other.encode()) + rb"(?=[/\\'\"\s]|$)")
    packages = [*VENV.glob("lib/python*/site-packages"), *VENV.glob("Lib/site-packages")]
    paths = [path for folder in [PYTHON.parent, *packages] for path in sorted(folder.iterdir())]
    for path in [*paths, VENV / "pyvenv.cfg"]:  # this last: it says that all is done
        if path.is_file() and not path.is_symlink() and path.suffix != ".exe":
            found, data = path.stat(), path.read_bytes()
            if there.search(data):
                path.unlink()  # it may be the other's, too, by a hard link
                path.write_bytes(there.sub(lambda _: ours.encode(), data))
                path.chmod(found.st_mode)


def is_there(layer):
    stamp = VENV / layer
    if not PYTHON.exists():  # a dangling link, after the system's Python was upgraded
        return False
    return stamp.exists() and stamp.stat().st_mtime >= (ROOT / "pyproject.toml").stat().st_mtime


def install(layer):
    print("Setting up .venv: " + LAYERS[layer] + ".", flush=True)
    if not (VENV / "ready").exists() or not PYTHON.exists():  # nothing, or a set-up's beginning
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    what = "." if layer == "ready" else ".[" + layer + "]"
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--config-settings", "editable_mode=compat"]  # else every Python starts 20 ms later
    subprocess.run([*pip, "--editable", what], cwd=ROOT, check=True, close_fds=False)
    for each in {"ready", layer, *(["experiments"] if layer in WITH_EXPERIMENTS else [])}:
        (VENV / each).touch()
    print("Ready.", flush=True)


if __name__ == "__main__":
    main()
