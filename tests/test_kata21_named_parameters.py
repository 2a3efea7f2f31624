"""Kata 21, named_parameters: what it must do.

Each case builds a network in a few lines. Then it compares the names of the parameters, or the
parameters themselves. Here a parameter is a Tensor that needs a gradient, and a list of modules
is a plain list. In PyTorch they are an `nn.Parameter` and an `nn.ModuleList`.
"""

from minigrad.judging.cases import lines

PARAMETER = "Tensor([1.0, 2.0], requires_grad=True)"
IN_PYTORCH = "nn.Parameter(torch.tensor([1.0, 2.0]))"


def _names(name, code, call="named_parameters()"):
    """The names of the parameters of the network that the code leaves in `net`.

    `; ` between two statements starts a new line.
    """
    names = f"names = [name for name, parameter in net.{call}]"
    return _both(name, code.replace("; ", "\n") + f"\n{names}", "names")


def _module(name, code, call="named_parameters()"):
    """The same, where `net` is an empty module and the code sets its attributes."""
    return _names(name, f"net = nn.Module(); {code}", call)


def _both(name, code, results):
    code = code.replace("PARAMETER", PARAMETER)
    theirs = code.replace(PARAMETER, IN_PYTORCH).replace("= [nn.", "= nn.ModuleList([nn.")
    theirs = "\n".join(
        f"{line})" if "ModuleList([" in line else line for line in theirs.split("\n")
    )
    return lines(name, code, results, theirs)


CASES = {
    "plain": [
        _names("a layer", "net = nn.Linear(3, 2)"),
        _names("no bias", "net = nn.Linear(3, 2, bias=False)"),
        _module("one parameter", "net.scale = PARAMETER"),
        _module(
            "three parameters, in order", "net.b = PARAMETER; net.c = PARAMETER; net.a = PARAMETER"
        ),
        _names("no parameters", "net = nn.Module()"),
    ],
    "children": [
        _module("a child", "net.fc = nn.Linear(3, 2)"),
        _module("two children, in order", "net.two = nn.Linear(3, 2); net.one = nn.Linear(2, 1)"),
        _names(
            "layers in a Sequential",
            "net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))",
        ),
        _module(
            "own parameters before a child's", "net.scale = PARAMETER; net.fc = nn.Linear(3, 2)"
        ),
        _module(
            "own parameters first, though set later",
            "net.fc = nn.Linear(3, 2); net.scale = PARAMETER",
        ),
        _module(
            "own parameters set before and after a child",
            "net.a = PARAMETER; net.fc = nn.Linear(3, 2); net.b = PARAMETER",
        ),
        _module("a child of a child", "net.block = nn.Module(); net.block.fc = nn.Linear(3, 2)"),
        _module(
            "own parameters first on every level",
            "net.block = nn.Module(); net.block.fc = nn.Linear(3, 2); net.block.shift = PARAMETER; "
            "net.last = nn.Linear(2, 2); net.scale = PARAMETER",
        ),
        _module(
            "four levels", "net.a = nn.Sequential(nn.Sequential(nn.Linear(2, 2)), nn.Linear(2, 2))"
        ),
    ],
    "lists": [
        _module("a list of layers", "net.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]"),
        _module("a list of one", "net.layers = [nn.Linear(3, 2)]"),
        _module(
            "a list with a module without parameters", "net.layers = [nn.ReLU(), nn.Linear(3, 2)]"
        ),
        _module(
            "a list between children",
            "net.a = nn.Linear(1, 1); net.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]; "
            "net.b = nn.Linear(1, 1); net.scale = PARAMETER",
        ),
        _module(
            "a list inside a child",
            "net.block = nn.Module(); "
            "net.block.layers = [nn.Sequential(nn.Linear(3, 2)), nn.Linear(2, 1)]",
        ),
    ],
    "prefixes": [
        _names("a prefix", "net = nn.Linear(3, 2)", call='named_parameters("net")'),
        _names(
            "a prefix as a keyword", "net = nn.Linear(3, 2)", call='named_parameters(prefix="net")'
        ),
        _module(
            "a prefix before children",
            "net.fc = nn.Linear(3, 2); net.scale = PARAMETER",
            call='named_parameters("net")',
        ),
        _module(
            "a prefix before a list",
            "net.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]",
            call='named_parameters("net")',
        ),
        _names(
            "a dotted prefix",
            "net = nn.Sequential(nn.Linear(3, 2))",
            call='named_parameters("a.b")',
        ),
    ],
    "other attributes": [
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
        _module(
            "attributes that are not parameters",
            "net.size, net.name, net.hook = 3, 'net', None; net.fc = nn.Linear(3, 2); "
            "net.table, net.sizes = {'a': 1}, [3, 2]",
        ),
        _module("an empty list", "net.fc = nn.Linear(3, 2); net.rest = []"),
        _module(
            "a tuple of layers",
            "net.fc = nn.Linear(3, 2); net.layers = (nn.Linear(3, 2), nn.Linear(2, 1))",
        ),
        _module(
            "a dict of layers",
            "net.fc = nn.Linear(3, 2); "
            "net.layers = {'one': nn.Linear(3, 2), 'two': nn.Linear(2, 1)}",
        ),
        _module("a list in a list", "net.fc = nn.Linear(3, 2); net.rows = [[nn.Linear(3, 2)]]"),
        _module(
            "Tensors in a list, a tuple and a dict",
            "net.scale = PARAMETER; "
            "net.pair, net.some = (PARAMETER, PARAMETER), [PARAMETER, PARAMETER]"
            "; net.table = {'a': PARAMETER}",
        ),
    ],
    "shared": [
        _module("a module under two names", "net.one = nn.Linear(3, 3); net.two = net.one"),
        _module("a parameter under two names", "net.a = PARAMETER; net.b = net.a"),
        _names(
            "a parameter in two children",
            "one, two = nn.Linear(3, 3), nn.Linear(3, 3); two.weight = one.weight; "
            "net = nn.Sequential(one, two)",
        ),
        _module(
            "a parameter of child and parent", "net.fc = nn.Linear(3, 3); net.tied = net.fc.weight"
        ),
        _names(
            "a parameter of two children, far apart",
            "one, two = nn.Linear(3, 3), nn.Linear(3, 3); two.bias = one.bias; net = nn.Module(); "
            "net.a, net.b = nn.Sequential(one), nn.Sequential(nn.Sequential(two))",
        ),
        _module(
            "a layer in a list and under a name",
            "net.layers = [nn.Linear(3, 2), nn.Linear(2, 1)]; net.last = net.layers[1]",
        ),
        _names(
            "a module twice in a row",
            "one = nn.Linear(3, 3); net = nn.Sequential(one, nn.ReLU(), one)",
        ),
        _module("equal values, but two parameters", "net.a = PARAMETER; net.b = PARAMETER"),
    ],
    "in use": [
        _names(
            "named_parameters called twice",
            "net = nn.Sequential(nn.Linear(3, 2)); list(net.named_parameters())",
        ),
        _module(
            "a layer added later",
            "net.a = nn.Linear(3, 2); list(net.named_parameters()); net.b = nn.Linear(2, 1)",
        ),
        _both(
            "the Tensors themselves, not copies",
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
            "parameters() gives each one once",
            """
            one = nn.Linear(3, 3)
            net = nn.Sequential(one, one, nn.Linear(3, 2))
            shapes = [len(parameter.shape) for parameter in net.parameters()]
            """,
            "shapes",
        ),
        _both(
            "zero_grad reaches every parameter",
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
    ],
}


def test_named_parameters(judge_case):
    judge_case()
