"""Kata 21, named_parameters: what it must do.

Each case builds a network in a few lines and looks at the names of its parameters, or at the
parameters themselves. In PyTorch a parameter is an `nn.Parameter` and a list of modules an
`nn.ModuleList`; here they are a Tensor that needs a gradient, and a list.
"""

import textwrap

from minigrad.judging.cases import lines

PARAMETER = "Tensor([1.0, 2.0], requires_grad=True)"
IN_PYTORCH = "nn.Parameter(torch.tensor([1.0, 2.0]))"


def _names(name, code, call="named_parameters()"):
    """The names of the parameters of the network that the code leaves in `net`."""
    names = f"names = [name for name, parameter in net.{call}]"
    return _both(name, f"{textwrap.dedent(code).strip()}\n{names}", "names")


def _both(name, code, results):
    code = code.replace("PARAMETER", PARAMETER)
    theirs = code.replace(PARAMETER, IN_PYTORCH).replace("= [nn.", "= nn.ModuleList([nn.")
    theirs = "\n".join(
        f"{line})" if "ModuleList([" in line else line for line in theirs.split("\n")
    )
    return lines(name, code, results, theirs)


CASES = [
    _names(
        "a layer",
        "net = nn.Linear(3, 2)",
    ),
    _names(
        "no bias",
        "net = nn.Linear(3, 2, bias=False)",
    ),
    _names(
        "one parameter",
        """
        net = nn.Module()
        net.scale = PARAMETER
        """,
    ),
    _names(
        "three parameters, in order",
        """
        net = nn.Module()
        net.b = PARAMETER
        net.c = PARAMETER
        net.a = PARAMETER
        """,
    ),
    _names(
        "no parameters",
        "net = nn.Module()",
    ),
    _names(
        "a child",
        """
        net = nn.Module()
        net.fc = nn.Linear(3, 2)
        """,
    ),
    _names(
        "two children, in order",
        """
        net = nn.Module()
        net.two = nn.Linear(3, 2)
        net.one = nn.Linear(2, 1)
        """,
    ),
    _names(
        "layers in a row",
        "net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))",
    ),
    _names(
        "own before children",
        """
        net = nn.Module()
        net.scale = PARAMETER
        net.fc = nn.Linear(3, 2)
        """,
    ),
    _names(
        "own before children, though set later",
        """
        net = nn.Module()
        net.fc = nn.Linear(3, 2)
        net.scale = PARAMETER
        """,
    ),
    _names(
        "own on both sides of a child",
        """
        net = nn.Module()
        net.a = PARAMETER
        net.fc = nn.Linear(3, 2)
        net.b = PARAMETER
        """,
    ),
    _names(
        "a child of a child",
        """
        net = nn.Module()
        net.block = nn.Module()
        net.block.fc = nn.Linear(3, 2)
        """,
    ),
    _names(
        "own before children on every level",
        """
        net = nn.Module()
        net.block = nn.Module()
        net.block.fc = nn.Linear(3, 2)
        net.block.shift = PARAMETER
        net.last = nn.Linear(2, 2)
        net.scale = PARAMETER
        """,
    ),
    _names(
        "four levels",
        """
        net = nn.Module()
        net.a = nn.Sequential(nn.Sequential(nn.Linear(2, 2)), nn.Linear(2, 2))
        """,
    ),
    # Lists.
    _names(
        "a list of layers",
        """
        net = nn.Module()
        net.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]
        """,
    ),
    _names(
        "a list of one",
        """
        net = nn.Module()
        net.layers = [nn.Linear(3, 2)]
        """,
    ),
    _names(
        "a list with a module that has none",
        """
        net = nn.Module()
        net.layers = [nn.ReLU(), nn.Linear(3, 2)]
        """,
    ),
    _names(
        "a list between children",
        """
        net = nn.Module()
        net.a = nn.Linear(1, 1)
        net.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]
        net.b = nn.Linear(1, 1)
        net.scale = PARAMETER
        """,
    ),
    _names(
        "a list deeper down",
        """
        net = nn.Module()
        net.block = nn.Module()
        net.block.layers = [nn.Sequential(nn.Linear(3, 2)), nn.Linear(2, 1)]
        """,
    ),
    # A prefix.
    _names(
        "a prefix",
        "net = nn.Linear(3, 2)",
        call='named_parameters("net")',
    ),
    _names(
        "a prefix by name",
        "net = nn.Linear(3, 2)",
        call='named_parameters(prefix="net")',
    ),
    _names(
        "a prefix before children",
        """
        net = nn.Module()
        net.fc = nn.Linear(3, 2)
        net.scale = PARAMETER
        """,
        call='named_parameters("net")',
    ),
    _names(
        "a prefix before a list",
        """
        net = nn.Module()
        net.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]
        """,
        call='named_parameters("net")',
    ),
    _names(
        "a prefix with a dot",
        "net = nn.Sequential(nn.Linear(3, 2))",
        call='named_parameters("a.b")',
    ),
    # What is no parameter.
    lines(
        "a Tensor that needs no gradient",
        """
        net = nn.Linear(3, 2)
        net.mean = Tensor([1.0, 2.0])
        names = [name for name, parameter in net.named_parameters()]
        """,
        "names",
        torch="""
        net = nn.Linear(3, 2)
        net.mean = torch.tensor([1.0, 2.0])
        names = [name for name, parameter in net.named_parameters()]
        """,
    ),
    _names(
        "other attributes",
        """
        net = nn.Module()
        net.size, net.name, net.hook = 3, 'net', None
        net.fc = nn.Linear(3, 2)
        net.table, net.sizes = {'a': 1}, [3, 2]
        """,
    ),
    _names(
        "an empty list",
        """
        net = nn.Module()
        net.fc = nn.Linear(3, 2)
        net.rest = []
        """,
    ),
    # What is shared.
    _names(
        "a module under two names",
        """
        net = nn.Module()
        net.one = nn.Linear(3, 3)
        net.two = net.one
        """,
    ),
    _names(
        "a parameter under two names",
        """
        net = nn.Module()
        net.a = PARAMETER
        net.b = net.a
        """,
    ),
    _names(
        "a parameter in two children",
        """
        one, two = nn.Linear(3, 3), nn.Linear(3, 3)
        two.weight = one.weight
        net = nn.Sequential(one, two)
        """,
    ),
    _names(
        "a child's parameter, held by the parent too",
        """
        net = nn.Module()
        net.fc = nn.Linear(3, 3)
        net.tied = net.fc.weight
        """,
    ),
    _names(
        "shared far apart",
        """
        one, two = nn.Linear(3, 3), nn.Linear(3, 3)
        two.bias = one.bias
        net = nn.Module()
        net.a, net.b = nn.Sequential(one), nn.Sequential(nn.Sequential(two))
        """,
    ),
    _names(
        "a layer in a list that has a name too",
        """
        net = nn.Module()
        net.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]
        net.last = net.layers[1]
        """,
    ),
    _names(
        "a module twice in a row",
        """
        one = nn.Linear(3, 3)
        net = nn.Sequential(one, nn.ReLU(), one)
        """,
    ),
    _names(
        "equal values, but two parameters",
        """
        net = nn.Module()
        net.a = PARAMETER
        net.b = PARAMETER
        """,
    ),
    _names(
        "asked twice",
        """
        net = nn.Sequential(nn.Linear(3, 2))
        list(net.named_parameters())
        """,
    ),
    _names(
        "a layer added later",
        """
        net = nn.Module()
        net.a = nn.Linear(3, 2)
        list(net.named_parameters())
        net.b = nn.Linear(2, 1)
        """,
    ),
    # The parameters themselves.
    _both(
        "the very Tensors",
        """
        net = nn.Module()
        net.fc = nn.Linear(3, 2)
        net.scale = PARAMETER
        found = dict(net.named_parameters())
        scale = found['scale'] is net.scale
        weight, bias = found['fc.weight'] is net.fc.weight, found['fc.bias'] is net.fc.bias
        """,
        "scale weight bias",
    ),
    _both(
        "parameters, each once",
        """
        one = nn.Linear(3, 3)
        net = nn.Sequential(one, one, nn.Linear(3, 2))
        shapes = [len(parameter.shape) for parameter in net.parameters()]
        """,
        "shapes",
    ),
    _both(
        "zero_grad reaches every one",
        """
        net = nn.Module()
        net.fc = nn.Linear(3, 2)
        net.scale = PARAMETER
        (net.scale + net.fc.bias).backward(net.scale.data)
        before = net.scale.grad is not None and net.fc.bias.grad is not None
        net.zero_grad()
        after = net.scale.grad is None and net.fc.bias.grad is None
        """,
        "before after",
    ),
]


def test_named_parameters(judge_case):
    judge_case()
