"""The worker that runs a case for its graph, on a learner's kata.

A request names a kata file and a case. There is one reply: the nodes, as far as the case came.
"""

from pathlib import Path

import numpy as np

from minigrad import kata
from minigrad.dojo.tracing import Run
from minigrad.draw.graph import Flow, Node
from minigrad.judging.cases import pack, unpack_case
from minigrad.judging.guard import Reply, serve
from minigrad.judging.limits import limited

MOST = 10_000  # elements of an array


def answer(request: dict, reply: Reply) -> None:
    """Run a case on a kata file, and reply its graph."""
    path = Path(request["path"])
    run = Run(unpack_case(request["case"]), kata.name_of(path.stem))
    try:
        with limited(request["seconds"]), np.errstate(all="ignore"):
            kata.install(path)
            run.go()
    except BaseException as error:  # told elsewhere; here one sees how far the case came
        run.error = error
    with limited(request["seconds"]):
        nodes, places = run.graph()
    packed = [_packed(node) | {"place": place} for node, place in zip(nodes, places, strict=True)]
    reply({"nodes": packed, "whole": run.root() is not None or run.step() is not None})


def _packed(node: Node) -> dict:
    edges = [[edge.parent, _flow(edge.part)] for edge in node.edges]
    return {
        "name": str(node.name)[:100],
        "kind": node.kind,
        "detail": node.detail[:200],
        "shape": node.shape,
        "value": _flow(node.value),
        "grad": _flow(node.grad),
        "edges": edges,
    }


def _flow(flow: Flow | None) -> dict | None:
    if flow is None or flow.array is None:
        return None
    array = np.asarray(flow.array, np.float64)
    if array.size > MOST:
        raise ValueError
    return pack(array)


if __name__ == "__main__":
    serve(answer)
