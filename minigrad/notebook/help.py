"""The board, hints and the reference, as a cell shows them."""

from minigrad.dojo import board, hints
from minigrad.judging.judge import Judgement
from minigrad.kata import KATAS, SOLUTIONS, belt_of, name_of, number_of
from minigrad.notebook.html import Html, Shown, prose, tag, together
from minigrad.notebook.verdict import colour_of, plain

SIGNS = {"green": "✓", "red": "✗", "not written": "·"}


def board_shown(judgements: list[Judgement]) -> Shown:
    """How every kata stands."""
    rows = [_row(judgement) for judgement in judgements]
    half = (len(rows) + 1) // 2
    head = tag("tr", *(tag("th", name) for name in ("", "method", "belt", "state")))
    bodies = (tag("tbody", head, *part) for part in (rows[:half], rows[half:]))
    tables = [tag("table", body, class_="board") for body in bodies]
    told = f"{sum(one.green for one in judgements)} of {len(judgements)} are green."
    page = together([tag("div", *tables, class_="row"), tag("p", told, class_="said")])
    lines = [
        f"{number_of(one.path.stem):3}  {name_of(one.path.stem):18}{board.state_of(one)}"
        for one in judgements
    ]
    return Shown(page, "\n".join([*lines, "", told]))


def _row(judgement: Judgement) -> Html:
    stem, state = judgement.path.stem, board.state_of(judgement)
    cells = [str(number_of(stem)), name_of(stem), belt_of(stem)]
    shown = tag("td", f"{SIGNS[state]} {state}", class_=_tint(judgement))
    return tag("tr", *(tag("td", cell) for cell in cells), shown)


def _tint(judgement: Judgement) -> str:
    return {"green": "full", "red": "lacking", "grey": ""}[colour_of(judgement)]


def hint_shown(stem: str) -> Shown:
    """The next hint."""
    shown = hints.next_hints(stem)
    after = f"`%hint {name_of(stem)}` shows the next one."
    if shown.last:
        after = f"That is the last hint. `%solution {name_of(stem)}` shows the reference."
    page = [tag("p", " ".join(shown.lacks), class_="said")] if shown.lacks else []
    for title, text in shown.shown:
        page += [tag("h4", title), tag("div", prose(text), class_="box")]
    told = [part for titled in shown.shown for part in (*titled, "")]
    return Shown(together([*page, prose(after)]), plain(*shown.lacks, *told, after))


def solution_shown(stem: str, green: bool) -> Shown:
    """The learner's kata beside the reference; unless it is green, the reference is folded."""
    path = KATAS / f"{stem}.py"
    yours, theirs = hints.code_of(path), hints.code_of(SOLUTIONS / path.name)
    own, other = f"yours, katas/{path.name}", f"the reference, solutions/{path.name}"
    left = tag("div", tag("div", own, class_="dim"), tag("pre", yours))
    right = tag("div", tag("div", other, class_="dim"), tag("pre", theirs))
    if green:
        page = tag("div", left, right, class_="row")
        return Shown(page, plain(own, yours, "", other, theirs))
    why = f"Kata {number_of(stem)} is not green yet."
    page = together([left, tag("details", tag("summary", f"{why} See the reference now?"), right)])
    return Shown(page, plain(own, yours, "", f"{why} The reference is in solutions/{path.name}."))
