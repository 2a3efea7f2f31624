"""A class as JUnit XML: a test suite for each student, a test case for each kata."""

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from minigrad.grading.grade import Grade, Mark
from minigrad.kata import name_of, number_of

ENDED = {"red": "failure", "not readable": "error", "not written": "skipped", "missing": "skipped"}


def junit(grades: Sequence[Grade]) -> bytes:
    """The grades as JUnit XML."""
    root = Element("testsuites", name="minigrad")
    for grade in grades:
        suite = SubElement(root, "testsuite", {"name": grade.student} | _counts(grade.marks))
        for mark in grade.marks:
            name = f"kata {number_of(mark.stem)}, {name_of(mark.stem)}"
            about = {"classname": grade.student, "name": name, "time": f"{mark.seconds:.3f}"}
            case = SubElement(suite, "testcase", about)
            if mark.state in ENDED:
                told = mark.sentence or mark.state
                ended = SubElement(case, ENDED[mark.state], message=told)
                ended.text = mark.verdict or told
        if grade.notes:
            SubElement(suite, "system-out").text = "\n".join(grade.notes)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))


def _counts(marks: Sequence[Mark]) -> dict[str, str]:
    ended = [ENDED.get(mark.state) for mark in marks]
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    return {
        "tests": str(len(marks)),
        **{key: str(ended.count(kind)) for key, kind in counts.items()},
        "time": f"{sum(mark.seconds for mark in marks):.3f}",
    }
