"""Kata 22, cross_entropy: what it must do. A tuple is a shape. A list or a number is the values.

The labels are integers in a NumPy array.
"""

from minigrad.judging.cases import case, constant, lines


def _in_torch(code):
    code = code.replace("nn.cross_entropy", "nn.functional.cross_entropy")
    return code.replace("np.array", "torch.tensor")


def loss(name, code, **given):
    """A case that uses PyTorch's own cross_entropy and integer tensors on PyTorch's side."""
    return case(name, code, _in_torch(code), **given)


CASES = {
    "plain": [
        loss("one row", "nn.cross_entropy(x, np.array([1]))", x=[[0.0, 1.0]]),
        loss("one row, three classes", "nn.cross_entropy(x, np.array([2]))", x=[[0.5, -1.0, 2.0]]),
        loss("the first class", "nn.cross_entropy(x, np.array([0]))", x=(1, 3)),
        loss("the last class", "nn.cross_entropy(x, np.array([2]))", x=(1, 3)),
        loss("two rows", "nn.cross_entropy(x, np.array([0, 2]))", x=(2, 3)),
        loss("each class is right once", "nn.cross_entropy(x, np.array([2, 0, 1]))", x=(3, 3)),
        loss("a square", "nn.cross_entropy(x, np.array([1, 1]))", x=(2, 2)),
        loss("the same class twice", "nn.cross_entropy(x, np.array([1, 1]))", x=(2, 3)),
        loss("one class in every row", "nn.cross_entropy(x, np.array([2, 2, 2, 2]))", x=(4, 3)),
        loss("more rows than classes", "nn.cross_entropy(x, np.array([0, 2, 1, 0, 2]))", x=(5, 3)),
        loss("more classes than rows", "nn.cross_entropy(x, np.array([4, 0]))", x=(2, 6)),
        loss("many rows", "nn.cross_entropy(x, np.array([0, 1, 2, 3] * 8))", x=(32, 4)),
    ],
    "large logits": [
        loss("all logits equal", "nn.cross_entropy(x, np.array([0, 1]))", x=[[0.0] * 3, [2.0] * 3]),
        loss("logits around 50", "nn.cross_entropy(x, np.array([0]))", x=[[50.0, 51.0]]),
        loss("logits around -50", "nn.cross_entropy(x, np.array([0]))", x=[[-50.0, -51.0]]),
        loss("right and confident", "nn.cross_entropy(x, np.array([1]))", x=[[-10.0, 10.0]]),
        loss("wrong and confident", "nn.cross_entropy(x, np.array([0]))", x=[[-10.0, 10.0]]),
        loss(
            "wrong and very confident", "nn.cross_entropy(x, np.array([0]))", x=[[-20.0, 20.0, 0.0]]
        ),
        loss("all logits 1000", "nn.cross_entropy(x, np.array([0]))", x=[[1000.0, 1000.0]]),
        loss("all logits -1000", "nn.cross_entropy(x, np.array([0]))", x=[[-1000.0, -1000.0]]),
        loss(
            "logits around 1000", "nn.cross_entropy(x, np.array([2]))", x=[[1000.0, 1001.0, 999.0]]
        ),
        loss(
            "logits around -1000",
            "nn.cross_entropy(x, np.array([0]))",
            x=[[-1000.0, -1001.0, -999.0]],
        ),
        loss(
            "the right logit is 1000",
            "nn.cross_entropy(x, np.array([0]))",
            x=[[1000.0, -1000.0, 0.0]],
        ),
        loss(
            "a wrong logit is 1000",
            "nn.cross_entropy(x, np.array([1]))",
            x=[[1000.0, -1000.0, 0.0]],
        ),
        loss(
            "one row at 1000, one at -1000",
            "nn.cross_entropy(x, np.array([0, 1]))",
            x=[[1000.0, 999.0], [-1000.0, -999.0]],
        ),
        loss(
            "one class at 1000, one at -1000",
            "nn.cross_entropy(x, np.array([0, 1]))",
            x=[[1000.0, -999.0], [999.0, -1000.0]],
        ),
    ],
    "edges": [
        loss("one row, only one class", "nn.cross_entropy(x, np.array([0]))", x=[[3.0]]),
        loss("three rows, only one class", "nn.cross_entropy(x, np.array([0, 0, 0]))", x=(3, 1)),
        loss("no rows", "nn.cross_entropy(x, np.array([], dtype=int))", x=(0, 3)),
    ],
    "in a graph": [
        loss(
            "logits from a broadcast add",
            "nn.cross_entropy(x + y, np.array([0, 2]))",
            x=(2, 3),
            y=(3,),
        ),
        loss("x is used again later", "nn.cross_entropy(x, np.array([0, 2])) + x", x=(2, 3)),
        loss(
            "two losses of the same logits",
            "nn.cross_entropy(x, np.array([0, 2])) + nn.cross_entropy(x, np.array([1, 2]))",
            x=(2, 3),
        ),
        loss(
            "x needs no gradient",
            "nn.cross_entropy(x, np.array([0, 2])) + y",
            x=constant(2, 3),
            y=2.0,
        ),
        loss("nothing needs a gradient", "nn.cross_entropy(x, np.array([0, 2]))", x=constant(2, 3)),
        lines(
            "backward twice on one graph",
            """
            y = nn.cross_entropy(x, np.array([0, 2]))
            y.backward()
            y.backward()
            """,
            "y x.grad",
            torch="""
            y = nn.functional.cross_entropy(x, torch.tensor([0, 2]))
            y.backward(retain_graph=True)
            y.backward()
            """,
            x=(2, 3),
        ),
        lines(
            "the labels are not changed",
            """
            labels = np.array([0, 2])
            nn.cross_entropy(x, labels).backward()
            """,
            "labels x.grad",
            torch="""
            labels = torch.tensor([0, 2])
            nn.functional.cross_entropy(x, labels).backward()
            """,
            x=(2, 3),
        ),
    ],
    "must raise": [
        loss("a label too large", "nn.cross_entropy(x, np.array([0, 3]))", x=(2, 3), refused=True),
        loss("a label of -1", "nn.cross_entropy(x, np.array([0, -1]))", x=(2, 3), refused=True),
        loss("a label of -3", "nn.cross_entropy(x, np.array([-3, 0]))", x=(2, 3), refused=True),
        loss("one label too few", "nn.cross_entropy(x, np.array([0, 1]))", x=(3, 3), refused=True),
        loss(
            "one label too many", "nn.cross_entropy(x, np.array([0, 1, 1]))", x=(2, 3), refused=True
        ),
        loss(
            "one label for two rows", "nn.cross_entropy(x, np.array([1]))", x=(2, 3), refused=True
        ),
        loss(
            "a number instead of two labels",
            "nn.cross_entropy(x, np.array(1))",
            x=(2, 3),
            refused=True,
        ),
        loss(
            "two labels for one row",
            "nn.cross_entropy(x, np.array([0, 1]))",
            x=(1, 3),
            refused=True,
        ),
        loss(
            "a column of labels",
            "nn.cross_entropy(x, np.array([[0], [1]]))",
            x=(2, 3),
            refused=True,
        ),
        loss(
            "one-hot labels",
            "nn.cross_entropy(x, np.array([[0, 1], [1, 0]]))",
            x=(2, 2),
            refused=True,
        ),
        loss(
            "a vector of logits", "nn.cross_entropy(x, np.array([0, 1, 2]))", x=(3,), refused=True
        ),
        loss(
            "logits with three axes",
            "nn.cross_entropy(x, np.array([0, 1]))",
            x=(2, 3, 4),
            refused=True,
        ),
    ],
}


def test_cross_entropy(judge_case):
    judge_case()
