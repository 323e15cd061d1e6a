"""Every problem that an answers file can have: one bad file a kind, and what is said of it, word for word.

The cases are read against the shipped questions; those whose name begins with `small-` against SMALL, and must be complete.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nervecheck.engine.answer import Answer, Answers
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import decision, offered_part
from nervecheck.interview.answers_file import AnswerProblems, AnswersFile, read_answers, write_answers
from nervecheck.interview.answers_reader import MAX_BYTES
from nervecheck.tree.load import load
from nervecheck.tree.model import Question, Tree
from nervecheck.tree.terms import Urgency
from tests.support import TREE, examples, shipped, write_folder
from tests.support.golden import codes_in_output, codes_in_source, compare
from tests.support.strategies import records, trees

HERE = Path(__file__).parent / "bad_answers"
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# what no text file should hold is made here
GENERATED = {
    "not-utf-8.yaml": b"answers:\n  who: \xff\n",
    "control-character.yaml": b'questions: {version: "1\\e[2J"}\nanswers: {who: me}\n',
    "raw-control-character.yaml": b"answers:\n  who: me\x1b[2J\n",
    "too-large.yaml": b"#" * (MAX_BYTES + 1),
    "too-deep.yaml": b"[" * 100_000,
    "too-many-values.yaml": b"answers: {gate-now: [" + b"chest," * 5_000 + b"]}",
}
CASES = sorted({*GENERATED, *(path.name for path in HERE.iterdir() if path.suffix in (".yaml", ".json"))})

SMALL = f"""{TREE}
  - id: first
    title: T
    questions:
      - {{id: danger, topic: T, ask: 'Is it bad?', type: many, unsure: [bad],
          options: [{{id: bad, label: L, danger: true}}, {{id: mild, label: L}}]}}
      - {{id: place, topic: T, ask: 'Where is it?', type: one, options: [{{id: back, label: L}}, {{id: leg, label: L}}]}}
      - {{id: age, topic: T, ask: 'How old?', type: number, low: 18, high: 99}}
  - id: back
    title: T
    when: {{place: back}}
    questions:
      - {{id: saddle, topic: T, ask: 'Is it numb?', type: many, unsure: [wipe], when: {{danger: [mild, none]}},
          options: [{{id: wipe, label: L, danger: true}}, {{id: other, label: L, when: {{danger: mild}}}}]}}
  - id: end
    title: T
    from: emergency
    questions:
      - {{id: last, topic: T, ask: 'Is there help?', type: many, unsure: [alone],
          options: [{{id: alone, label: L, danger: true}}, {{id: calm, label: L}}]}}
"""
RULES = """
rules:
  - {id: hot, title: t, urgency: emergency, when: {danger: bad}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: numb, title: t, urgency: same-day, when: {saddle: wipe}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: old, title: t, urgency: same-day, when: {age: {min: 65}}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {all: [{danger: none}, {place: leg}]}, why: w, basis: judgement, reviewed: 2026-01-01}
escalate: [{from: emergency, to: ambulance, when: {last: alone}, why: w}]
"""
RETIRED = "feet: Say it with place.\nplace.limb: Say leg or back.\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return load(write_folder(tmp_path_factory.mktemp("small"), SMALL, RULES, retired=RETIRED))


def refused(raw: bytes, name: str, tree: Tree, complete: bool = False) -> AnswerProblems:
    with pytest.raises(AnswerProblems) as caught:
        read_answers(raw, name, tree, complete=complete)
    return caught.value


def read(text: str) -> dict[str, Answer]:
    return dict(read_answers(text.encode(), "a.yaml", shipped()).answers)


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_told_word_for_word(case: str, small: Tree) -> None:
    raw = GENERATED.get(case) or (HERE / case).read_bytes()
    is_small = case.startswith("small-")
    error = refused(raw, case, small if is_small else shipped(), complete=is_small)
    compare((HERE / case).with_suffix(".expected.txt"), f"{error}\n")


def test_every_code_has_a_bad_file() -> None:
    found = {code for path in HERE.glob("*.expected.txt") for code in codes_in_output(path.read_text(encoding="utf-8"))}
    assert codes_in_source("tree/load/nodes.py", "interview/*.py") <= found


def test_json_may_be_indented_with_tabs() -> None:
    assert read('{\n\t"answers": {\n\t\t"who": "me",\n\t\t"age": 44\n\t}\n}\n') == read("answers: {who: me, age: 44}")


def test_missing_answers_are_told_only_of_a_file_that_must_be_complete(small: Tree) -> None:
    assert read_answers(b"answers:", "a.yaml", small) == AnswersFile({})
    codes = [problem.code for problem in refused(b"answers:", "a.yaml", small, complete=True).problems]
    assert codes == ["missing-answer"] * 3


# -- the urgency that the valid part already comes to, which the error says first


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("answers: {gate-now: chest, chest-signs: [press, prss]}", Urgency.AMBULANCE),
        ("answers: {gate-now: chest, chest-signs: {yes: [prss], unsure: [press]}}", Urgency.AMBULANCE),
        ("answers: {who: mee, gate-now: chest, chest-signs: press}", Urgency.AMBULANCE),
        ("answers: {gate-now: chest, chest-signs: &a [press]}", Urgency.AMBULANCE),
        ("answers: {gate-now: chest, chest-signs: press, chest-signs: none}", Urgency.AMBULANCE),
        ("answers: {gate-now: chest, chest-signs: none, chest-signs: press}", Urgency.AMBULANCE),
        ("answers: {gate-now: chest, chest-signs: [press, [tear]]}", Urgency.AMBULANCE),
        ("answers: {gate-now: chest, chest-signs: {yes: [press], maybe: [tear]}}", Urgency.AMBULANCE),
        ("answers: {gate-now: chest, chest-signs: [press, none]}", Urgency.AMBULANCE),
        ("answers: {gate-now: [chest, sudde], chest-signs: press}", Urgency.AMBULANCE),
        ("answers: {gate-now: chset, chest-signs: press}", Urgency.AMBULANCE),
        ("answers: {who: mee, gate-recent: none}", Urgency.SELF_CARE),
    ],
)
def test_a_mistake_never_hides_a_danger_sign(text: str, urgency: Urgency) -> None:
    assert refused(text.encode(), "a.yaml", shipped()).urgency is urgency


# -- what it may come to with what is missing or cannot be read


@pytest.mark.parametrize(
    ("answers", "worst"),
    [
        ("{who: mee, gate-now: life}", Urgency.AMBULANCE),
        ("{who: mee, gate-now: {unsure: [life]}}", Urgency.AMBULANCE),
        ("{gate-now: [life, sudde]}", Urgency.AMBULANCE),
        ("{gate-now: life, life-signs: wak}", Urgency.AMBULANCE),
        ("{who: mee, gate-recent: saddle}", Urgency.EMERGENCY),
        ("{who: mee, gate-now: life, life-signs: none}", Urgency.ROUTINE),
        ("{who: mee, gate-now: none}", Urgency.ROUTINE),
    ],
)
def test_a_gate_is_told_with_the_worst_of_a_list_that_it_opens_and_nobody_answered(answers: str, worst: Urgency) -> None:
    error = refused(f"answers: {answers}".encode(), "a.yaml", shipped())
    assert (error.urgency, error.worst) == (Urgency.SELF_CARE, worst)


def test_an_open_gate_without_its_list_is_no_complete_file() -> None:
    error = refused(b"answers: {who: me, gate-now: life}", "a.yaml", shipped(), complete=True)
    assert "'life-signs' is not answered" in str(error)
    assert error.worst is Urgency.AMBULANCE


# -- reserved words inside a list: `none` beside a tick, and "not sure" that would pass for less than it is read as


@pytest.mark.parametrize(
    "answer",
    [
        "[none]",
        "[none, floppy]",
        "{yes: none}",
        "{unsure: [none]}",
        "[unsure]",
        "{unsure: [unsure]}",
        "[yes]",
    ],
)
def test_a_list_holds_options_only(answer: str) -> None:
    refused(f"answers: {{who: minor, child-signs: {answer}}}".encode(), "a.yaml", shipped())


@pytest.mark.parametrize(
    "text",
    [
        "questions: 5\nanswers: {who: me}",
        "questions: {hsah: 1}\nanswers: {who: me}",
        "answers:\n  who: me\u2028  age: 40",  # a line break that no editor shows
    ],
)
def test_what_cannot_be_right_is_refused(text: str) -> None:
    refused(text.encode(), "a.yaml", shipped())


@pytest.mark.parametrize("text", ["answers:\n  who: # not answered yet\n", "answers:\n  who: |\n    me\n"])
def test_what_is_right_is_read(text: str) -> None:
    read(text)


def test_a_mistyped_answer_is_not_called_missing_too(small: Tree) -> None:
    error = refused(b"answers: {danger: none, place: legg, age: 40}", "a.yaml", small, complete=True)
    assert [problem.code for problem in error.problems] == ["not-offered"]


@pytest.mark.parametrize("text", [r'answers: {who: "me\nb.yaml:1:1: error[x] y"}', r'answers: {"a\nb": c}'])
def test_a_problem_is_one_line_whatever_the_file_holds(text: str) -> None:
    assert "\n" not in str(refused(text.encode(), "a.yaml", shipped()))


def test_a_danger_sign_out_of_place_names_the_guard_that_closed_it(small: Tree) -> None:
    text = b"answers: {danger: none, place: leg, age: 40, saddle: wipe}"
    line = 1 + SMALL.splitlines().index("    when: {place: back}")
    told = str(refused(text, "a.yaml", small))
    assert f"at tree.yaml:{line}:" in told
    assert "danger: none" not in told


def test_a_byte_that_is_not_text_is_placed_after_a_byte_order_mark_too() -> None:
    error = refused(b"\xef\xbb\xbfanswers:\n  who: \xff\n", "a.yaml", shipped())
    assert str(error).startswith("a.yaml:2:8: error[not-utf-8] Byte 0xff")


# -- whatever the bytes, a file gives answers or problems, and answers read back the same


def accepted(raw: bytes) -> Answers | None:
    try:
        return read_answers(raw, "a.yaml", shipped()).answers
    except AnswerProblems:
        return None


def check_written(tree: Tree, answers: Answers) -> None:
    assert read_answers(write_answers(tree, answers).encode(), "a.yaml", tree) == AnswersFile(answers)


@UNHURRIED
@given(raw=st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_answers_or_problems(raw: bytes) -> None:
    accepted(raw)
    accepted(b"answers:\n  who: " + raw)


ODD = ["none", "unsure", "yes", "~", "", "40", "-1", "'", '"', "&a", "*a", "!!str", "#", " #", "|", "\t", "\n", ":", "- ", "? "]


def flow(pairs: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"


def looks_like_an_answer(question: Question, odd: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A line with an answer to the question: words of its own, odd ones among them, in any shape."""
    word = st.sampled_from([option.id for option in question.options] or ["40"])
    shape = st.recursive(
        word | word | odd,
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
            | st.dictionaries(st.sampled_from(["yes", "unsure"]) | odd, inner, max_size=2).map(flow)
        ),
        max_leaves=6,
    )
    return shape.map(lambda value: f"  {question.id}: {value}\n")


def texts(odd: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    lines = st.one_of([looks_like_an_answer(question, odd) for question in shipped().questions.values()])
    return st.lists(lines, max_size=4).map(lambda found: f"answers:\n{''.join(found)}".encode("utf-8", "replace"))


@UNHURRIED
@given(raw=texts(st.sampled_from(ODD) | st.text(max_size=3)))
def test_any_text_that_looks_like_answers_gives_answers_or_problems(raw: bytes) -> None:
    accepted(raw)


@settings(UNHURRIED, max_examples=examples(250))
@given(raw=texts(st.sampled_from(["none", "unsure", "yes", "~"])))
def test_what_is_accepted_reads_back_equal(raw: bytes) -> None:
    answers = accepted(raw)
    if answers is not None:
        check_written(shipped(), answers)


@UNHURRIED
@given(tree=st.just(shipped()) | trees(), data=st.data())
def test_any_answers_written_read_back_equal(tree: Tree, data: st.DataObject) -> None:
    answers = data.draw(records(tree))
    left_out = data.draw(st.sets(st.sampled_from(list(answers)), max_size=3))
    answers = {name: answer for name, answer in answers.items() if name not in left_out}
    view, applied = decision(tree, answers)
    shown = {name: offered_part(plan(tree), tree.questions[name], answer, view) for name, answer in answers.items()}
    check_written(tree, {name: answer for name, answer in shown.items() if name in applied})
