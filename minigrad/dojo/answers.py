"""`make answers`: asks PyTorch every case, and records what it answers in tests/recorded/."""

from collections.abc import Sequence

from rich.console import Console

from minigrad.judging import oracle, recording
from minigrad.judging.cases import Case, cases_of
from minigrad.judging.recording import NoAnswer
from minigrad.judging.run_case import Answer
from minigrad.kata import ROOT, stems


def record(console: Console) -> None:
    """Write each file that is not as PyTorch answers; one that is stays as it is, for last
    digits vary with the machine."""
    for path in recording.RECORDED.glob("*.jsonl"):
        if path.stem not in stems():
            path.unlink()
            console.print(f"Removed {path.relative_to(ROOT)}: there is no such kata.")
    written = 0
    for stem in stems():
        table = cases_of(stem)
        answers = oracle.live(stem, table)
        if not _is_right(stem, table, answers):
            recording.write(stem, table, answers)
            written += 1
            console.print(f"Wrote {recording.path_of(stem).relative_to(ROOT)}.")
    console.print(f"{len(stems()) - written} of {len(stems())} files were right already.")


def _is_right(stem: str, table: Sequence[Case], answers: Sequence[Answer | None]) -> bool:
    try:
        return not recording.faults(stem, table, answers)
    except NoAnswer:
        return False  # damaged: written anew
