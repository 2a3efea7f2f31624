"""The worker of the exam and the experiments: what they do, done on the learner's katas.

A request names what to run, and the katas that are to be the learner's; the others are the
reference. There is a reply for each step, and one at the end: that all is done, or what went wrong.
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import matplotlib.pyplot  # noqa: F401  (imported now, not in the learner's time)
import sklearn.datasets  # noqa: F401

from minigrad import kata
from minigrad.experiments import gradcheck, train
from minigrad.experiments.datasets import digits
from minigrad.judging.guard import Reply, serve
from minigrad.judging.limits import limited
from minigrad.judging.told import origins, told


def run(request: dict, reply: Reply) -> None:
    """Run what is asked for, a step at a time."""
    steps = steps_of(request)
    try:
        with limited(request["seconds"]):
            kata.install_folder(kata.KATAS, request["yours"])
        while True:
            with limited(request["seconds"]):
                step = next(steps, None)
            reply({"done": True} if step is None else step)
            if step is None:
                return
    except BaseException as error:
        paths = origins(error)
        path = paths[-1] if paths else Path()
        reply({"error": told(error, path), "paths": [path.name for path in paths]})


def steps_of(request: dict) -> Iterator[dict]:
    """The steps of what is asked for, each as JSON can hold it."""
    match request["run"]:
        case "exam":
            data, plan = digits(), train.PLANS["digits"]
            net = train.network(data, plan)
            for loss in train.train(net, data, plan):
                yield {"loss": loss, "read": train.predict(net, data.x_test).tolist()}
        case "train":
            for step in train.steps(request["data"], request["caption"]):
                yield asdict(step)
        case "gradcheck":
            for row in gradcheck.rows():
                yield asdict(row)


if __name__ == "__main__":
    serve(run)
