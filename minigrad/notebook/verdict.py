"""The verdict on a kata cell."""

import io
from collections.abc import Sequence

from rich.console import Console, RenderableType

from minigrad.dojo import graph, verdict
from minigrad.dojo.arrays import values
from minigrad.dojo.remarks import diagnosis, remarks
from minigrad.judging.compare import Problem, is_truth
from minigrad.judging.judge import Judgement, Result
from minigrad.judging.reading import refusal
from minigrad.judging.stubs import about
from minigrad.kata import name_of
from minigrad.notebook.arrays import alone, beside
from minigrad.notebook.html import Html, Shown, prose, tag, together

ROOM = verdict.ROOMS[1]  # for the text
LONGEST = 600  # characters that an input may take
BADGES = {"green": "GREEN", "red": "RED", "grey": "NOT WRITTEN YET"}


def shown(judgement: Judgement, notes: Sequence[str]) -> Shown:
    """A verdict, with notes of what else became of the cell."""
    said = remarks(judgement, diagnosis(judgement)) if judgement.first_failing else []
    notes = [*(note for note in notes if note), _next(judgement)]
    page = [*_page(judgement, said), *_graph(judgement), *map(prose, notes)]
    return Shown(together(page), _text(judgement, said, notes))


def colour_of(judgement: Judgement) -> str:
    return "grey" if judgement.unwritten else "green" if judgement.green else "red"


def badge(colour: str) -> Html:
    return tag("span", BADGES[colour], class_=f"badge {colour}")


def plain(*parts: RenderableType) -> str:
    """What a terminal without colours shows."""
    text = io.StringIO()
    console = Console(file=text, width=verdict.WIDTH, color_system=None, force_jupyter=False)
    for part in parts:
        console.print(part, markup=False, highlight=False)
    return text.getvalue()


def _text(judgement: Judgement, said: Sequence[RenderableType], notes: Sequence[str]) -> str:
    title, state = verdict.title(judgement.path.stem), BADGES[colour_of(judgement)]
    body: RenderableType = f"{state}  {_count(judgement)}".rstrip()
    if state == BADGES["red"]:
        body = verdict.red_shown(judgement, said, ROOM)
    return plain(title, "", body, "", *notes)


def _count(judgement: Judgement) -> str:
    return f"All {len(judgement.results)} cases pass." if judgement.green else ""


def _page(judgement: Judgement, said: Sequence[RenderableType]) -> list[Html]:
    stem, colour = judgement.path.stem, colour_of(judgement)
    head = tag("div", badge(colour), *_map(judgement), class_="row map")
    body = [tag("h4", verdict.title(stem)), tag("div", prose(about(stem)), class_="dim"), head]
    if judgement.green:
        body += _printed(verdict.first_print(judgement))
    elif judgement.unjudged:
        body.append(tag("div", *_problem(judgement.unjudged), class_="box"))
    elif first := judgement.first_failing:
        body.append(tag("div", *_case(first), class_="box"))
        if stop := verdict.stop_of(judgement):
            body.append(tag("p", stop))
        body += map(_remark, said)
    return body


def _graph(judgement: Judgement) -> list[Html]:
    """The graph of the failing case; of a green kata folded, for those who want to see it."""
    first = judgement.first_failing
    endless = first is not None and first.problem is not None and first.problem.exhausted
    found = graph.drawn(judgement) if judgement.results and not endless else None
    if found is None:
        return []
    result, drawing = found
    picture = tag("div", Html(drawing.svg), class_="graph")
    if not judgement.green:
        return [tag("p", "The graph of this case:", class_="dim"), picture]
    told = f"The graph of the case '{result.case.name}'"
    return [tag("details", tag("summary", told), picture)]


def _map(judgement: Judgement) -> list[Html]:
    """How many cases of each part pass."""
    if judgement.green:
        return [tag("span", _count(judgement))]
    parts = []
    for name, results in verdict.parts_of(judgement).items():
        full = all(result.passed for result in results)
        sign = "✓" if full else "✗"
        text = f"{sign} {name} {verdict.count_of(results)}"
        parts.append(tag("span", text, class_=f"part {'full' if full else 'lacking'}"))
    return parts


def _case(result: Result) -> list[Html]:
    """A case that fails, and why."""
    case, problem = result.case, result.problem
    inputs = verdict.inputs_of(result).items()
    told = [values(array, f"{name} = ", name) for name, array in inputs]
    told = [text if len(text) <= LONGEST else f"{text[:LONGEST]} …" for text in told]
    body = [
        tag("p", "Case: ", tag("b", case.name)),
        tag("pre", case.code),
        *(tag("pre", text) for text in told),
    ]
    if problem:
        body += _problem(problem)
    answers = verdict.answers_of(result).items()
    tables = [alone(f"PyTorch's {label}", array, label) for label, array in answers]
    return body + [tag("div", *tables, class_="row")] * bool(tables)


def _problem(problem: Problem) -> list[Html]:
    body = [tag("p", problem.sentence, class_="said")]
    shapes = ", ".join(f"{name} {told}" for name, told in problem.shapes)
    lines = [f"→ {line}" for _, line in problem.lines]  # the cell counts its lines from %%kata
    body += [tag("pre", "\n".join([*lines, *[f"  {shapes}"] * bool(shapes)]))] if lines else []
    if problem.yours is not None and problem.theirs is not None:
        if not is_truth(problem.yours, problem.theirs):  # those are in the sentence
            names = verdict.names_of(problem)
            body.append(beside(names, problem.yours, problem.theirs, problem.label))
    elif problem.yours is not None:
        body.append(alone("yours", problem.yours, problem.label))
    return body + _printed(problem.printed)


def _printed(text: str) -> list[Html]:
    if not text.strip():
        return []
    more = " …" if len(text) > LONGEST else ""
    return [tag("p", "It printed:", class_="said"), tag("pre", text[:LONGEST].rstrip() + more)]


def _remark(remark: RenderableType) -> Html:
    """A sentence of the diagnosis, in bold; a known mistake's name so, and its nudge below."""
    first, *rest = str(remark).split("\n")
    said = [tag("p", sentence, class_="said") for sentence in [first, *rest[:-1]]]
    return together([*said, *map(prose, rest[-1:])])


def _next(judgement: Judgement) -> str:
    name = name_of(judgement.path.stem)
    if judgement.green:
        own = "But this is the reference's own code, not yours. " if judgement.borrowed else ""
        return f"{own}To compare: `%solution {name}`. Next: go on to the next cell."
    if judgement.unwritten:
        return "Next: read what the method must do, write it in this cell, and run the cell."
    if refusal(judgement.path):
        return f"Next: put the stub back with `%reset {name}`."
    return f"Next: change this cell, and run it again. Stuck? `%hint {name}`"
