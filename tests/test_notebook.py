"""In a notebook: the magics, in a kernel of their own; docs/minigrad.ipynb, from top to bottom."""

import contextlib
import os
import queue
import re
import runpy
import time
from typing import Any
from xml.etree import ElementTree

import jupyter_client
import nbformat
import numpy as np
import psutil
import pytest
from clone import new_clone, outside_make
from nbclient import NotebookClient
from rich.text import Text

from minigrad import kata
from minigrad.judging.cases import cases_of
from minigrad.judging.judge import judge
from minigrad.judging.stubs import stub
from minigrad.notebook import cell, verdict
from minigrad.notebook.arrays import beside
from minigrad.notebook.html import tag

RIGHT = (kata.SOLUTIONS / "kata03_sum.py").read_text("utf-8")
WRONG = RIGHT.replace("np.full(self.shape, grad)", "np.ones(self.shape)")
DOCS = kata.ROOT / "docs"


def parsed(page):
    return ElementTree.fromstring(f"<page>{page}</page>")


def marked(page):
    """The elements that are marked in the first table of a page, by row and column."""
    rows = parsed(page).find(".//table/tbody").findall("tr")
    return {
        (i, j)
        for i, row in enumerate(rows)
        for j, one in enumerate(row.findall("td"))
        if one.get("class") == "differs"
    }


# What is shown.


def test_text_cannot_break_out_of_a_page():
    assert tag("p", "<b>&", tag("i", "x")) == "<p>&lt;b&gt;&amp;<i>x</i></p>"


@pytest.mark.parametrize("where", [(0, 0), (1, 2)])
def test_just_the_elements_that_differ_are_marked(where):
    theirs = np.arange(6.0).reshape(2, 3)
    yours = theirs.copy()
    yours[where] += 1e-6
    page = beside(("yours", "PyTorch's"), yours, theirs, "output")
    assert marked(page) == {where}
    left, right = ([one.text for one in table.iter("td")] for table in parsed(page).iter("table"))
    assert [i for i in range(6) if left[i] != right[i]] == [where[0] * 3 + where[1]]


def test_of_large_arrays_the_rows_that_differ_are_shown():
    theirs = np.zeros((50, 40))
    yours = theirs.copy()
    yours[30, 20] = 1
    page = beside(("yours", "PyTorch's"), yours, theirs, "output")
    assert [one.text for one in parsed(page).iter("td")] == ["1", "0"]
    assert [one.text for one in parsed(page).iter("th")][:3] == [None, "20", "[30]"]


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3, 4)])
def test_arrays_of_any_shape_are_shown(shape):
    array = np.ones(shape)
    page = beside(("yours", "PyTorch's"), array, array + 1, "output")
    assert len(list(parsed(page).iter("td"))) == 2 * array.size


def shown(tmp_path, text, stem="kata03_sum"):
    path = tmp_path / f"{stem}.py"
    path.write_text(text, "utf-8")
    return verdict.shown(judge(path, cases_of(stem)), ["a <note>"])


@pytest.mark.parametrize(
    "text, state",
    [
        (RIGHT, "GREEN"),
        (stub("kata03_sum"), "NOT WRITTEN YET"),
        (WRONG, "RED"),
        ("def sum(", "RED"),
        ("def sum(self): raise ValueError('<b>')", "RED"),
        ("print('<b>')\nfrom os import _exit\ndef sum(self): _exit(0)", "RED"),
    ],
)
def test_a_verdict_is_a_page_and_a_text(tmp_path, text, state):
    found = shown(tmp_path, text)
    page = parsed(found._repr_html_())
    badge = next(one.text for one in page.iter("span") if "badge" in one.get("class"))
    assert badge == state and state in repr(found)
    assert "a <note>" in "".join(page.itertext()) and "a <note>" in repr(found)
    assert not page.findall(".//td[@class='differs']") or text == WRONG


def test_a_red_verdict_has_the_map_the_case_the_arrays_and_the_diagnosis(tmp_path):
    page = parsed(shown(tmp_path, WRONG)._repr_html_())
    text = "".join(page.itertext())
    for part in dict.fromkeys(case.part for case in cases_of("kata03_sum")):
        assert re.search(rf"[✓✗] {part} \d+/\d+", text)
    assert "Case: sum a whole vector" in text and "x.sum()" in text
    assert len(page.findall(".//td[@class='differs']")) == 2 * 3
    bold = [one.text for one in page.iter("p") if one.get("class") == "said"]
    assert "This looks like: the upstream gradient is not used" in bold


# What becomes of the cell.


@pytest.fixture
def katas(tmp_path, monkeypatch):
    monkeypatch.setattr(cell, "KATAS", tmp_path)
    monkeypatch.setattr(cell, "_saved", {})
    return tmp_path


def in_it(folder):
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_a_cell_is_saved_and_saved_again(katas):
    for text in (stub("kata03_sum"), WRONG, RIGHT, stub("kata03_sum"), RIGHT):
        cell.save("kata03_sum", text)
    assert in_it(katas) == {"kata03_sum.py": RIGHT}


def test_what_was_written_elsewhere_is_kept(katas):
    (katas / "kata03_sum.py").write_text(WRONG, "utf-8")
    said = cell.save("kata03_sum", RIGHT)
    assert in_it(katas) == {"kata03_sum.py": RIGHT, "kata03_sum.old1.py": WRONG}
    assert "katas/kata03_sum.old1.py" in said


def test_a_stub_replaces_no_code(katas):
    (katas / "kata03_sum.py").write_text(WRONG, "utf-8")
    said = cell.save("kata03_sum", stub("kata03_sum"))
    assert in_it(katas) == {"kata03_sum.py": WRONG}
    assert "still the stub" in said


def test_a_mistakes_name_is_apart_from_what_is_said_above_and_below_it():
    page = parsed(verdict._remark(Text("Other cases:\nThis looks like: a slip\nLook again.")))
    told = [(one.text, one.get("class")) for one in page.iter("p")]
    assert told == [
        ("Other cases:", None),
        ("This looks like: a slip", "said"),
        ("Look again.", None),
    ]


# In a kernel.


class Kernel:
    """A kernel that runs cells in a clone."""

    def __init__(self, clone):
        self.manager = jupyter_client.KernelManager(kernel_name="python3")
        environment = outside_make() | {"MAKELEVEL": "1"}  # as `make notebook` has it
        self.manager.start_kernel(cwd=str(clone), env=environment)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code, when_busy=None):
        """The text that a cell shows, and whether it ended in an error."""
        said = []

        def hear(message):
            content = message["content"]
            if message["msg_type"] == "error":
                said.extend(content["traceback"])
            said.append(content.get("text") or content.get("data", {}).get("text/plain", ""))

        if when_busy is None:
            reply = self.client.execute_interactive(code, timeout=120, output_hook=hear)
        else:
            asked = self.client.execute(code)
            when_busy()
            self.manager.interrupt_kernel()
            reply = self.client.get_shell_msg(timeout=30)
            assert reply["parent_header"]["msg_id"] == asked
            with contextlib.suppress(queue.Empty):
                while True:
                    hear(self.client.get_iopub_msg(timeout=0.5))
        text = "\n".join(said)
        assert "Traceback" not in text and "site-packages" not in text, text
        return text, reply["content"]["status"] == "error"

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def children(self):
        provisioner: Any = self.manager.provisioner
        return psutil.Process(provisioner.pid).children(recursive=True)


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return new_clone(tmp_path_factory.mktemp("notebook"))


@pytest.fixture(scope="module")
def kernel(clone):
    kernel = Kernel(clone)
    kernel.run("%load_ext minigrad\nfrom minigrad import Tensor")
    yield kernel
    kernel.end()


def test_a_kata_is_judged_and_then_used(kernel, clone):
    used = "Tensor.sum.__code__.co_filename"
    said, failed = kernel.run(f"%%kata sum\n{WRONG}")
    assert "RED" in said and not failed and "solutions" in kernel.run(used)[0]
    said, _ = kernel.run(f"%%kata 3\n{RIGHT}")
    assert "GREEN" in said and "Tensor.sum" in said
    assert "katas" in kernel.run(used)[0]
    assert "GREEN" in kernel.run("%kata sum")[0]
    assert "1 of 23 are green." in kernel.run("%kata")[0]
    kernel.run(f"%%kata sum\n{WRONG}")
    assert "solutions" in kernel.run(used)[0]
    assert (clone / "katas" / "kata03_sum.py").read_text("utf-8") == WRONG


def test_what_was_green_is_used_in_the_next_session(kernel, clone):
    kernel.run(f"%%kata exp\n{(kata.SOLUTIONS / 'kata09_exp.py').read_text('utf-8')}")
    later = Kernel(clone)
    try:
        later.run("%load_ext minigrad\nfrom minigrad import Tensor")
        assert "katas" in later.run("Tensor.exp.__code__.co_filename")[0]
        assert "solutions" in later.run("Tensor.log.__code__.co_filename")[0]
    finally:
        later.end()


def test_hints_and_the_reference(kernel):
    assert "Hint 1 of" in kernel.run("%hint pow")[0]
    assert "Hint 2 of" in kernel.run("%hint 2")[0]
    said, _ = kernel.run("%solution pow")
    assert "not green yet" in said and "Tensor.from_op" not in said


def test_reset_is_ours_with_a_kata_and_else_pythons(kernel, clone):
    kernel.run(f"%%kata sub\n{RIGHT.replace('sum', 'sub')}")
    said, _ = kernel.run("%reset sub")
    assert "is the stub again" in said
    assert (clone / "katas" / "kata07_sub.py").read_text("utf-8") == stub("kata07_sub")
    kernel.run("kept = 1")
    kernel.run("%reset -f")
    assert "NameError" in kernel.run("try: kept\nexcept NameError as e: print(repr(e))")[0]
    kernel.run("from minigrad import Tensor")


@pytest.mark.parametrize(
    "code, sentence",
    [
        ("%%kata smu\nx = 1", "There is no kata called 'smu'. Did you mean sum?"),
        ("%%kata\nx = 1", "Which kata?"),
        ("%hint", "Which kata?"),
        ("%solution nothing", "There is no kata called 'nothing'."),
    ],
)
def test_wrong_words_get_a_sentence(kernel, code, sentence):
    said, failed = kernel.run(code)
    assert failed and sentence in said and "make" not in said


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_an_interrupt_ends_a_kata(kernel):
    before = len(kernel.children())
    code = "%%kata neg\ndef neg(self):\n    while True: pass"
    said, failed = kernel.run(code, lambda: time.sleep(2))
    assert failed and said.strip() == "Stopped."
    until = time.time() + 10
    while len(kernel.children()) > before and time.time() < until:
        time.sleep(0.1)
    assert len(kernel.children()) <= before
    assert "RED" in kernel.run("%%kata neg\ndef neg(self): return 1")[0]


# docs/minigrad.ipynb


def test_it_is_made_from_its_text_and_the_stubs():
    made = runpy.run_path(str(DOCS / "notebook.py"))["notebook"]()
    assert (DOCS / "minigrad.ipynb").read_text("utf-8") == made, "run docs/notebook.py"


def test_no_line_of_a_paragraph_begins_like_a_list():
    told = (DOCS / "notebook.md").read_text("utf-8")
    told = re.sub(r"^```python\n.*?^```$", "", told, flags=re.M | re.S)
    for paragraph in told.split("\n\n"):
        assert paragraph.startswith("- ") or not re.search(r"\n *(\d+\.|[-+*]) ", paragraph)


def kata_of(one):
    found = re.match(r"%%kata (\w+)\n", one.source)
    return found and next(stem for stem in kata.stems() if kata.name_of(stem) == found[1])


def outcome(notebook, clone):
    """Run a notebook in a clone: what each kata's cell shows, and what the others print."""
    place = {"metadata": {"path": str(clone)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()
    verdicts, printed = {}, ""
    for one in notebook.cells:
        for output in one.get("outputs", []):
            text = output.get("text") or output["data"]["text/plain"]
            assert "stderr" not in output.values(), text
            printed += text
            if stem := kata_of(one):
                verdicts[stem] = text
    return verdicts, printed


@pytest.mark.parametrize("solved, state", [(False, "NOT WRITTEN YET"), (True, "GREEN")])
def test_the_notebook_runs_from_top_to_bottom(tmp_path, monkeypatch, solved, state):
    for name in set(os.environ) - set(outside_make()):
        monkeypatch.delenv(name)
    monkeypatch.setenv("MINIGRAD_SECONDS", "20")
    notebook = nbformat.read(DOCS / "minigrad.ipynb", 4)
    for one in notebook.cells:
        if solved and (stem := kata_of(one)):
            text = (kata.SOLUTIONS / f"{stem}.py").read_text("utf-8")
            one.source = one.source.split("\n")[0] + "\n" + text
    verdicts, printed = outcome(notebook, new_clone(tmp_path))
    assert sorted(verdicts) == kata.stems()
    assert all(state in text for text in verdicts.values())
    right = re.search(r"of the held-out points, ([\d.]+)% are right", printed)
    assert right and float(right[1]) > 95
