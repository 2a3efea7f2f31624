"""Kata 23, SGD: what it must do. A tuple is a shape. A list or a number is the values.

Each case is a few lines of code. The results after them are compared with PyTorch's. Most
cases set `.grad` by hand, as `backward` would.
"""

from typing import Any

from minigrad.judging.cases import array, constant, lines

PAIRS: dict[str, Any] = {
    "x": (2,),
    "y": (2,),
    "z": (2,),
    "c": constant(2),
    "g": array(2),
    "h": array(2),
}


def steps(name, options, **given):
    """A case with one optimiser for x. It takes one step for each array that is given."""
    grads = [key for key in given if key != "x"]
    code = f"""
opt = optim.SGD([x], {options})
for grad in [{", ".join(grads)}]:
    x.grad = grad
    opt.step()
"""
    return lines(name, code, "x x.grad", **given)


def pairs(name, inputs, code, results):
    """A case for inputs of two elements. `inputs` names them, as in "x y g".

    x, y and z need a gradient, c is a constant, and g and h are gradients. In the code, `; `
    between two statements starts a new line.
    """
    given = {key: PAIRS[key] for key in inputs.split()}
    code = code.replace("; ", "\n")
    theirs = code.replace("opt.lr =", 'opt.param_groups[0]["lr"] =')
    return lines(name, code, results, theirs, **given)


def refused(name, optimiser):
    """An optimiser that must raise when it is made."""
    return lines(name, f"opt = {optimiser}", "x", x=2.0, refused=True)


CASES = {
    "plain": [
        steps("one step", "lr=0.1", x=[1.0, 2.0], g=array([2.0, -3.0])),
        steps("another learning rate", "lr=0.5", x=(2,), g=array(2)),
        steps("a learning rate of 1", "lr=1", x=(2,), g=array(2)),
        steps("a learning rate of 0", "lr=0", x=(2,), g=array(2)),
        steps("a matrix", "lr=0.1", x=(2, 3), g=array(2, 3)),
        steps("a parameter with no axes", "lr=0.1", x=3.0, g=array(2.0)),
        steps("two steps", "lr=0.1", x=(2,), g=array(2), h=array(2)),
        steps("three steps", "lr=0.1", x=(2,), g=array(2), h=array(2), k=array(2)),
        steps(
            "the same gradient twice", "lr=0.1", x=(2,), g=array([2.0, -3.0]), h=array([2.0, -3.0])
        ),
        lines(
            "two parameters",
            """
            opt = optim.SGD([x, y], lr=0.1)
            x.grad, y.grad = g, h
            opt.step()
            """,
            "x y x.grad y.grad",
            x=(2,),
            y=(2, 3),
            g=array(2),
            h=array(2, 3),
        ),
        pairs(
            "lr changes between two steps",
            "x g",
            "opt = optim.SGD([x], lr=0.1); x.grad = g; opt.step(); opt.lr = 0.5; opt.step()",
            "x x.grad",
        ),
        pairs(
            "a training loop of three steps",
            "x y g",
            """
            opt = optim.SGD([x], lr=0.1)
            for _ in range(3):
                opt.zero_grad()
                (x + x + y).backward(g)
                opt.step()
            """,
            "x x.grad y.grad",
        ),
        pairs(
            "x is used again after the step",
            "x g h",
            "opt = optim.SGD([x], lr=0.1); x.grad = g; opt.step(); opt.zero_grad(); y = x + x; "
            "y.backward(h)",
            "x y x.grad",
        ),
        lines(
            "zero_grad",
            """
            opt = optim.SGD([x, y], lr=0.1)
            x.grad, y.grad = g, h
            opt.zero_grad()
            """,
            "x y x.grad y.grad",
            x=(2,),
            y=(3,),
            g=array(2),
            h=array(3),
        ),
        pairs(
            "nothing changes before the step",
            "x g",
            "x.grad = g; opt = optim.SGD([x], lr=0.1, momentum=0.9, weight_decay=0.5)",
            "x x.grad",
        ),
    ],
    "momentum": [
        steps("momentum, one step", "lr=0.1, momentum=0.9", x=[1.0, 2.0], g=array([2.0, -3.0])),
        steps("momentum, two steps", "lr=0.1, momentum=0.9", x=(2,), g=array(2), h=array(2)),
        steps(
            "momentum, four steps",
            "lr=0.1, momentum=0.9",
            x=(2,),
            g=array(2),
            h=array(2),
            k=array(2),
            m=array(2),
        ),
        steps(
            "momentum, the gradient becomes 0",
            "lr=0.1, momentum=0.5",
            x=(2,),
            g=array(2),
            zero=array([0.0, 0.0]),
            zero_again=array([0.0, 0.0]),
        ),
        steps("momentum 1", "lr=0.1, momentum=1", x=(2,), g=array(2), h=array(2), k=array(2)),
        steps("lr and momentum given by position", "0.1, 0.9", x=(2,), g=array(2), h=array(2)),
        steps("momentum, no axes", "lr=0.1, momentum=0.9", x=3.0, g=array(2.0), h=array(-1.5)),
        pairs(
            "momentum, x after each of five steps",
            "x g",
            """
            opt = optim.SGD([x], lr=0.1, momentum=0.9)
            path = []
            for _ in range(5):
                x.grad = g
                opt.step()
                path.append(x.data.tolist())
            """,
            "path x x.grad",
        ),
        pairs(
            "momentum, two parameters",
            "x y g h",
            """
            opt = optim.SGD([x, y], lr=0.1, momentum=0.9)
            for _ in range(3):
                x.grad, y.grad = g, h
                opt.step()
            """,
            "x y",
        ),
        pairs(
            "momentum, a training loop of three steps",
            "x y g",
            """
            opt = optim.SGD([x], lr=0.1, momentum=0.9)
            for _ in range(3):
                opt.zero_grad()
                (x + x + y).backward(g)
                opt.step()
            """,
            "x x.grad y.grad",
        ),
        pairs(
            "momentum, gradients that add up",
            "x y g",
            """
            opt = optim.SGD([x], lr=0.1, momentum=0.9)
            for _ in range(3):
                (x + y).backward(g)
                opt.step()
            """,
            "x x.grad",
        ),
        pairs(
            "momentum, lr changes between two steps",
            "x g h",
            "opt = optim.SGD([x], lr=0.1, momentum=0.9); x.grad = g; opt.step(); opt.lr = 0.5; "
            "x.grad = h; opt.step()",
            "x x.grad",
        ),
    ],
    "weight decay": [
        steps(
            "weight decay, one step", "lr=0.1, weight_decay=0.5", x=[1.0, 2.0], g=array([2.0, -3.0])
        ),
        steps(
            "weight decay, two steps", "lr=0.1, weight_decay=0.5", x=(2,), g=array(2), h=array(2)
        ),
        steps("weight decay, a matrix", "lr=0.1, weight_decay=0.01", x=(2, 3), g=array(2, 3)),
        steps(
            "weight decay, the gradient is 0",
            "lr=0.1, weight_decay=0.5",
            x=[4.0, -2.0],
            zero=array([0.0, 0.0]),
            zero_again=array([0.0, 0.0]),
        ),
        steps(
            "weight decay, x contains a zero", "lr=0.1, weight_decay=0.5", x=[0.0, 1.0], g=array(2)
        ),
    ],
    "both of them": [
        pairs(
            "momentum and weight decay as keywords",
            "x g",
            "opt = optim.SGD(params=[x], weight_decay=0.5, momentum=0.9, lr=0.1); x.grad = g; "
            "opt.step()",
            "x x.grad",
        ),
        steps(
            "momentum and weight decay, two steps",
            "lr=0.1, momentum=0.9, weight_decay=0.5",
            x=(2,),
            g=array(2),
            h=array(2),
        ),
        steps(
            "momentum and weight decay, four steps",
            "lr=0.1, momentum=0.5, weight_decay=0.25",
            x=(2, 3),
            g=array(2, 3),
            h=array(2, 3),
            k=array(2, 3),
            m=array(2, 3),
        ),
        pairs(
            "momentum and weight decay, lr changes",
            "x g h",
            "opt = optim.SGD([x], lr=0.1, momentum=0.9, weight_decay=0.5); x.grad = g; opt.step(); "
            "opt.lr = 0.5; x.grad = h; opt.step()",
            "x x.grad",
        ),
    ],
    "no gradient": [
        # A parameter without a gradient does not change.
        pairs(
            "the first parameter has no gradient",
            "x y g",
            "opt = optim.SGD([x, y], lr=0.1); y.grad = g; opt.step()",
            "x y x.grad",
        ),
        pairs(
            "the last parameter has no gradient",
            "x y z g h",
            "opt = optim.SGD([x, y, z], lr=0.1); x.grad, y.grad = g, h; opt.step()",
            "x y z z.grad",
        ),
        pairs(
            "weight decay, a parameter with no gradient",
            "x y g",
            "opt = optim.SGD([x, y], lr=0.1, weight_decay=0.5); y.grad = g; opt.step()",
            "x y x.grad",
        ),
        pairs(
            "momentum, no gradient in the last step",
            "x y g h",
            "opt = optim.SGD([x, y], lr=0.1, momentum=0.9); x.grad, y.grad = g, h; opt.step(); "
            "x.grad = None; opt.step()",
            "x y x.grad",
        ),
        pairs(
            "momentum, no gradient in the second step",
            "x y g h",
            """
            opt = optim.SGD([x, y], lr=0.1, momentum=0.9)
            for grad in [g, None, g]:
                x.grad, y.grad = grad, h
                opt.step()
            """,
            "x y",
        ),
        pairs(
            "momentum, no gradient in the first step",
            "x y g h",
            """
            opt = optim.SGD([x, y], lr=0.1, momentum=0.9)
            for grad in [None, g, g]:
                x.grad, y.grad = grad, h
                opt.step()
            """,
            "x y",
        ),
        pairs(
            "momentum and decay, two steps without gradient",
            "x g h",
            """
            opt = optim.SGD([x], lr=0.1, momentum=0.9, weight_decay=0.5)
            for grad in [g, None, None, h]:
                x.grad = grad
                opt.step()
            """,
            "x",
        ),
        pairs(
            "zero_grad, then a step",
            "x g",
            "opt = optim.SGD([x], lr=0.1, momentum=0.9, weight_decay=0.5); x.grad = g; opt.step(); "
            "opt.zero_grad(); opt.step()",
            "x x.grad",
        ),
        pairs(
            "a parameter that needs no gradient",
            "c x g",
            "opt = optim.SGD([c, x], lr=0.1, momentum=0.9, weight_decay=0.5); (c + x).backward(g); "
            "opt.step()",
            "x c x.grad c.grad",
        ),
    ],
    "other uses": [
        pairs(
            "parameters given as a tuple",
            "x y g h",
            "opt = optim.SGD((x, y), lr=0.1); x.grad, y.grad = g, h; opt.step()",
            "x y",
        ),
        pairs(
            "parameters given as a generator",
            "x y g h",
            """
            opt = optim.SGD((p for p in [x, y]), lr=0.1, momentum=0.9)
            for _ in range(2):
                x.grad, y.grad = g, h
                opt.step()
            opt.zero_grad()
            """,
            "x y x.grad y.grad",
        ),
        pairs(
            "two optimisers",
            "x y g h",
            """
            a = optim.SGD([x], lr=0.1, momentum=0.9)
            b = optim.SGD([y], lr=0.5, momentum=0.5)
            for opt in [a, b, b, a]:
                x.grad, y.grad = g, h
                opt.step()
            """,
            "x y",
        ),
        pairs(
            "two optimisers for one parameter",
            "x g",
            """
            a = optim.SGD([x], lr=0.1, momentum=0.9)
            b = optim.SGD([x], lr=0.5, momentum=0.5)
            for opt in [a, b, a, b]:
                x.grad = g
                opt.step()
            """,
            "x x.grad",
        ),
        pairs(
            "a new optimiser in every step",
            "x g h",
            """
            for grad in [g, h]:
                opt = optim.SGD([x], lr=0.1, momentum=0.9)
                x.grad = grad
                opt.step()
            """,
            "x",
        ),
    ],
    "must raise": [
        refused("no parameters", "optim.SGD([], lr=0.1)"),
        refused("an empty generator", "optim.SGD((p for p in []), lr=0.1)"),
        refused("lr below 0", "optim.SGD([x], lr=-0.1)"),
        refused("momentum below 0", "optim.SGD([x], lr=0.1, momentum=-0.9)"),
        refused("weight decay below 0", "optim.SGD([x], lr=0.1, weight_decay=-0.5)"),
    ],
}


def test_SGD(judge_case):
    judge_case()
