"""The reports on a class: what they hold, and that nothing submitted can spoil them."""

import pytest

from minigrad.grading.grade import Grade, Mark, file_of


def test_a_grade_survives_its_file():
    mark = Mark("kata03_sum", "red", 0.5, {"plain": (3, 4)}, "RED", "Wrong.", "a name", ["Where."])
    grade = Grade("Ann", [mark], ["a note"], "digest", "full")
    again = Grade.from_json(grade.as_json())
    assert again == grade and again.total == 0.5


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"marks": [{"no": 1}]}', '{"marks": 3}'])
def test_a_damaged_file_is_told_from_a_grade(text):
    with pytest.raises((ValueError, KeyError, TypeError)):
        Grade.from_json(text)


def test_every_student_has_a_file():
    assert file_of("Ann B. Müller") == "Ann B. Müller.json"
    names = ["a/b", "a:b", "..", "a" * 300, "a" * 301, "Ann\n", "é" * 300, "<b>"]
    files = [file_of(name) for name in names]
    assert len(set(files)) == len(names)
    assert all("/" not in file and len(file.encode()) < 200 for file in files)
    assert not any(file.startswith(".") for file in files)
