"""Judging: whatever a learner's file does, it ends in a plain sentence."""

import io
import re
from collections import defaultdict

import numpy as np
import pytest
from rich.console import Console

from minigrad.dojo import verdict
from minigrad.dojo.paste import lines_to_paste
from minigrad.judging import oracle, supervisor
from minigrad.judging.cases import SECONDS, array, case, cases_of, constant, in_parts, upstream
from minigrad.judging.judge import judge
from minigrad.kata import SOLUTIONS

CASES = {
    "plain": [
        case("a vector", "x.mul(y)", x=[1.0, 2.0], y=[3.0, 4.0]),
        case("a constant", "x.mul(c)", x=[1.0, 2.0], c=constant(2)),
    ],
    "must raise": [case("no such shape", "x.mul(y)", x=(2,), y=(3,), refused=True)],
}
TABLE = in_parts(CASES)
HEAD = "import os, sys, time\nimport numpy as np\nfrom minigrad import Tensor, unbroadcast\n"


@pytest.fixture
def judged(tmp_path):
    def judged(text, seconds=SECONDS):
        path = tmp_path / "kata01_mul.py"
        path.write_text(HEAD + text)
        return judge(path, TABLE, oracle.live, seconds)

    return judged


def shown(judgement):
    text = io.StringIO()
    verdict.show(judgement, Console(file=text, width=80))
    return text.getvalue()


def body(line):
    """A mul that runs a line before it answers rightly."""
    return (
        "def mul(self, other):\n"
        "    other = Tensor.wrap(other)\n"
        f"    {line}\n"
        "    vjp = lambda grad: (grad * other.data, grad * self.data)\n"
        "    return Tensor.from_op('mul', self.data * other.data, (self, other), vjp)\n"
    )


def test_a_right_answer_is_green(judged):
    assert judged(body("pass")).green


def test_the_map_counts_by_part(judged):
    assert verdict.map_of(judged(body("pass"))) == "plain 2/2 · must raise 1/1"
    wrong = judged(body("if not other.requires_grad: raise ValueError"))
    assert verdict.map_of(wrong) == "plain 1/2 · must raise 1/1"


@pytest.mark.parametrize(
    "line, sentence",
    [
        ("return", "gave None, not a Tensor"),
        ("return 3", "gave a value of type int, not a Tensor"),
        ("return self.data * other.data", "gave a NumPy array, not a Tensor"),
        ("return Tensor(self.data * other.data)", "is not connected to its inputs"),
        ("raise KeyError('here')", "Your code raised KeyError: 'here'"),
        ("raise NotImplementedError", "not written yet"),
        ("undefined", "Your code raised NameError: name 'undefined' is not defined"),
        ("return mul(self, other)", "calls itself without end"),
        ("self.grad += 1", "Do not change .grad. Return the gradients"),
        ("np.exp(self)", "NumPy cannot work with a Tensor here"),
        ("raise MemoryError", "more than 2 GB of memory"),
        ("sys.exit(0)", "tried to end the process"),
        ("os._exit(0)", r"ended the process \(exit status 0\)"),
        ("os.abort()", r"ended the process \("),
        ("breakpoint()", "breakpoint.. cannot stop here"),
        ("input()", "Your code raised EOFError"),
        ("other = Tensor([1.0])", "The output differs from PyTorch's"),
        ("self.data += 1", "Your code changed x in place. It must stay"),
        (
            "self.data.shape = (2, 1)",
            r"x in place: its shape was \(2,\), now \(2, 1\)",
        ),
        ("return Tensor.from_op('mul', 1.0, self, None)", r"must be a tuple of Tensors.*\(self,\)"),
        ("return Tensor.from_op('mul', 1.0, (self,), (2.0,))", "pass the vjp itself"),
        ("other = other + 1", "The output differs from PyTorch's"),
    ],
)
def test_what_goes_wrong_is_told_in_a_plain_sentence(judged, line, sentence):
    judgement = judged(body(line))
    assert not judgement.green
    problem = judgement.first_failing.problem
    assert problem.sentence and re.search(sentence, problem.sentence)


@pytest.mark.parametrize(
    "returned, sentence",
    [
        ("(grad * other.data,)", "1 gradient for 2 parents"),
        ("grad * other.data", "must return a tuple"),
        ("None", "must return a tuple .* None"),
        ("(None, None)", "gradient of parent 0 is None"),
        ("(Tensor(grad) + other, grad)", "gradient of parent 0 is a Tensor"),
        ("setattr(self, 'grad', grad) or (grad, grad)", "changed a parent's .grad"),
        ("(grad.sum() * other.data.sum(), grad * self.data)", r"gradient of x has shape \(\)"),
        ("(grad * other.data, grad * other.data)", "gradient of y differs from PyTorch's"),
        ("(np.multiply(grad, other.data, out=grad), grad * self.data)", "upstream .* in place"),
        ("(grad * other.data, grad * np.exp(self.data, out=self.data))", "Your code changed x"),
    ],
)
def test_what_a_vjp_does_wrong_is_told_in_a_plain_sentence(judged, returned, sentence):
    text = body("pass").replace("(grad * other.data, grad * self.data)", returned)
    problem = judged(text).first_failing.problem
    assert re.search(sentence, problem.sentence), problem.sentence


def test_an_input_changed_in_place_is_seen(judged):
    text = body("old = self.data.copy()").replace("self.data)\n", "old)\n")
    text = text.replace("    return", "    self.data[...] = 7\n    return").replace(
        "'mul', self.data", "'mul', old"
    )
    problem = judged(text).first_failing.problem
    assert problem.sentence.startswith("Your code changed x in place")


def test_an_endless_loop_is_stopped_and_its_line_told(judged):
    judgement = judged(body("while True: time.sleep(0.01)"), seconds=0.5)
    problem = judgement.first_failing.problem
    assert problem.sentence == "Stopped after 0.5 seconds: your code was still busy."
    assert problem.lines == [(6, "while True: time.sleep(0.01)")]
    assert "RED  plain 0/2, 1 not run · must raise not run\n" in shown(judgement)


DEAF = "import faulthandler; faulthandler.cancel_dump_traceback_later()"


@pytest.mark.parametrize("many", [supervisor.FORK, []], ids=["as here", "without forks"])
def test_a_process_that_we_had_to_end_is_told_so(judged, many, monkeypatch):
    monkeypatch.setattr(supervisor, "_waiting", defaultdict(list))
    monkeypatch.setattr(supervisor, "FORK", many)
    judgement = judged(body(f"{DEAF}\n    while True: pass"), seconds=0.5)
    assert judgement.first_failing.problem.sentence == (
        "Stopped after 0.5 seconds: your code was still busy."
    )
    assert judged(body("pass")).green


@pytest.mark.parametrize(
    "line",
    [
        "os.fork() or time.sleep(60)",
        "os.kill(os.getppid(), 9)",
        "os.close(1); os.close(2)",
        "os._exit(0)",
    ],
)
def test_what_a_kata_does_to_its_process_harms_no_other(judged, line):
    if not supervisor.FORK:
        pytest.skip("every kata has a worker of its own here")
    judged(body(line))
    for _ in range(2):
        assert judged(body("pass")).green


@pytest.mark.parametrize("line", ["print('\\ud800'); other += 1", "raise ValueError('\\ud800')"])
def test_lone_surrogates_are_replaced(judged, line):
    judgement = judged(body(line))
    assert "?" in verdict.as_text(judgement, judgement.first_failing)
    shown(judgement).encode()


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("def mul(self, other:\n    return", "Python cannot read the file: '\\(' was never closed"),
        ("  def mul(): pass", "Python cannot read the file: unexpected indent"),
        ("def mul(self, other):\nreturn", "Python cannot read the file: expected an indented"),
        ("import nowhere", "Your code raised ModuleNotFoundError: No module named 'nowhere'"),
        ("def mal(self, other): pass", "must define mul, but does not"),
        ("mul = 3\nraise SystemExit", "tried to end the process"),
        ("os._exit(0)", "ended the process"),
        ("x = '\0'", "null bytes"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_told_in_a_plain_sentence(judged, text, sentence):
    judgement = judged(text)
    assert not judgement.green and not judgement.results
    assert re.search(sentence, judgement.unjudged.sentence)


def test_a_file_that_is_gone(tmp_path):
    judgement = judge(tmp_path / "kata01_mul.py", TABLE, oracle.live)
    assert judgement.unjudged and "There is no file" in judgement.unjudged.sentence


def test_only_the_learners_lines_are_shown(judged):
    text = "def helper(a):\n    return a.nothing\n" + body("helper(other)")
    problem = judged(text).first_failing.problem
    assert problem.lines == [(8, "helper(other)"), (5, "return a.nothing")]


def test_what_a_kata_prints_is_shown_but_not_all_of_a_megabyte(judged):
    text = body("print('seen'); print('x' * 1_000_000); other = other + 1")
    problem = judged(text).first_failing.problem
    assert problem.printed.startswith("seen\n") and len(problem.printed) < 3000
    assert "characters more" in problem.printed


@pytest.mark.parametrize(
    "line, refused",
    [
        ("if self.shape != other.shape: raise KeyError", True),
        ("if self.shape != other.shape: mul(self, other)", False),
        ("if self.shape != other.shape: raise NotImplementedError", False),
        ("if self.shape != other.shape: return None", False),
        ("if self.shape != other.shape: return self + 0", False),
        ("if self.shape != other.shape: sys.exit()", False),
    ],
)
def test_a_refusal_is_any_exception_of_its_own(judged, line, refused):
    judgement = judged(body(line))
    assert [result.passed for result in judgement.results] == [True, True, refused]


def test_saved_twice_within_a_second_is_judged_twice(judged, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    right = body("pass")
    wrong = right.replace("grad * self.data", "grad + self.data")
    assert len(right) == len(wrong)
    assert [judged(text).green for text in (right, wrong, right)] == [True, False, True]


def test_the_learners_folder_is_not_used_by_the_worker(judged, monkeypatch):
    monkeypatch.setenv("MINIGRAD_KATAS", "nowhere")
    monkeypatch.setattr(supervisor, "_waiting", defaultdict(list))  # none from before
    assert judged(body("pass")).green


@pytest.mark.parametrize("printed", ["sys.stdout.write('{}')", "os.write(1, b'{}')", "print(1)"])
def test_what_a_kata_writes_is_not_taken_for_an_answer(judged, printed):
    assert judged(body(printed)).green


def test_the_three_lines_to_paste_show_the_case_again(judged, capsys):
    wrong = body("pass").replace("grad * other.data,", "grad + other.data,")
    judgement = judged(wrong)
    result = judgement.first_failing
    namespace: dict = {}
    try:
        for line in lines_to_paste(judgement.path, result):
            exec(line, namespace)
    finally:
        exec(f"kata.install({str(SOLUTIONS / 'kata01_mul.py')!r})", namespace)
    assert np.array_equal(namespace["x"].grad, result.problem.yours)
    assert str(result.problem.yours) in capsys.readouterr().out


def test_long_lines_to_paste_are_not_cut(tmp_path):
    path = tmp_path / "kata01_mul.py"
    path.write_text(HEAD + body("other = other + 1"))
    judgement = judge(path, [case("large", "x.mul(y)", x=(4, 4, 4), y=(4,))], oracle.live)
    result = judgement.first_failing
    assert result
    shown = verdict.as_text(judgement, result).splitlines()
    assert all(line in shown for line in lines_to_paste(path, result))


@pytest.mark.parametrize("stem", ["kata05_broadcast_to", "kata16_matmul", "kata18_backward"])
def test_an_endless_loop_gets_its_verdict_in_katas_whose_mistakes_raise(stem, tmp_path):
    path = tmp_path / f"{stem}.py"
    path.write_text(f"def {stem.split('_', 1)[1]}(*args, **kwargs):\n    while True: pass\n")
    assert "Stopped" in shown(judge(path, cases_of(stem), seconds=0.5))


# Inputs and upstream gradients.


@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (4, 4), (2, 3, 4), (3, 0)])
def test_inputs_made_from_a_shape(shape):
    values = case("one", "x", x=shape).inputs["x"].values
    assert values.shape == shape and np.all(values != 0) and np.all(np.abs(values) <= 2)
    assert len(set(values.ravel())) == values.size
    assert np.array_equal(values, case("one", "x", x=shape).inputs["x"].values)
    if values.size > 1:
        assert not np.array_equal(values, case("two", "x", x=shape).inputs["x"].values)


@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (2, 3, 4), (3, 0)])
def test_upstream_gradients(shape):
    grad = upstream("one", shape)
    assert grad.shape == shape and np.all(np.abs(grad) > 1)
    assert len(set(np.abs(grad).ravel())) == grad.size
    if grad.size > 1:
        assert grad.min() < 0 < grad.max()


def test_the_forms_of_inputs():
    made = case("forms", "x", x=2.0, y=[1.0], a=array(2, 3), b=array([1.0]), c=constant(3)).inputs
    kinds = {name: (given.kind, given.values.shape) for name, given in made.items()}
    assert kinds == {
        "x": ("leaf", ()),
        "y": ("leaf", (1,)),
        "a": ("array", (2, 3)),
        "b": ("array", (1,)),
        "c": ("constant", (3,)),
    }


def test_a_refusal_does_not_count_for_code_that_always_raises(judged):
    judgement = judged("def mul(self, other):\n    return self.nothing")
    assert not any(result.passed for result in judgement.results)


@pytest.mark.parametrize(
    "text, sentence",
    [
        (
            "del np\n\ndef mul(self, other):\n    return np.add(1, 2)",
            r"Write `import numpy as np` at the top",
        ),
        (
            body("pass").replace("lambda grad", "lambda"),
            "with one argument, the upstream",
        ),
    ],
)
def test_what_beginners_forget_is_told(judged, text, sentence):
    assert re.search(sentence, judged(text).first_failing.problem.sentence)


@pytest.mark.parametrize(
    "text",
    [
        "def mul(self):\n    return self",
        body("unbroadcast(self.data)").replace(
            "def mul", "from minigrad import unbroadcast\ndef mul"
        ),
        body("np.add(1)"),
    ],
)
def test_other_calls_with_wrong_arguments_are_not_put_down_to_the_vjp(judged, text):
    sentence = judged(text).first_failing.problem.sentence
    assert "argument" in sentence and "upstream gradient" not in sentence
