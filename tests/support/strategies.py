"""Hypothesis strategies: answers to a question, whole records of what is true, and small trees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from nervecheck.base.problems import Mark
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.tree.conditions import CLEAR, NONE, AllOf, AnyOf, AtLeast, Chosen, Condition, Not, Within
from nervecheck.tree.library import Action, Advice
from nervecheck.tree.model import Option, Question, QuestionType, Section, Tree, TreeFile
from nervecheck.tree.rules import Escalation, Raise, Rule, RulesFile, SelfCare
from nervecheck.tree.terms import Basis, Urgency

HERE = Mark("test.yaml", 1, 1)
DAY = date(2026, 1, 1)
EDGES = (18, 19, 20, 34, 49, 50, 51, 59, 60, 64, 65, 74, 75, 80, 120)


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer that the question allows, every option being shown."""
    if question.type is QuestionType.NUMBER:
        assert question.low is not None
        assert question.high is not None
        inside = [edge for edge in EDGES if question.low <= edge <= question.high]
        return st.sampled_from(inside).map(Number) if inside else st.integers(question.low, question.high).map(Number)
    names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
    unsure = [st.just(NotSure())] if question.unsure is not None else []
    if question.type is not QuestionType.MANY:
        return st.one_of(st.sampled_from(names).map(lambda name: Picked((name,))), *unsure)
    ticks = st.dictionaries(st.sampled_from(names), st.booleans(), min_size=1, max_size=3).map(lambda d: _ticked(names, d))
    return st.one_of(st.just(NoneOfThese()), ticks, *unsure)


def _ticked(names: list[str], ticks: Mapping[str, bool]) -> Picked:
    return Picked(tuple(n for n in names if ticks.get(n) is True), tuple(n for n in names if ticks.get(n) is False))


def records(tree: Tree) -> st.SearchStrategy[dict[str, Answer]]:
    """What is true of a person for every question, asked or not."""
    return st.fixed_dictionaries({name: answers_to(question) for name, question in tree.questions.items()})


@st.composite
def trees(draw: st.DrawFn, only_danger: bool = False) -> Tree:
    """A small tree with guards, every question type, raises, an escalation and self-care.

    `only_danger` keeps conditions positive and to danger signs and numbers: a tree for which laws 3 and 4 hold by its form.
    """
    questions: list[Question] = []
    for index in range(draw(st.integers(2, 4))):
        guard = draw(st.none() | conditions(questions, only_danger)) if questions else None
        questions.append(draw(_question(f"q{index}", guard)))
    condition = conditions(questions, only_danger)
    gate = draw(_gate(questions))  # which no rule may name
    rules = [_rule(i, draw(_URGENT), draw(condition), draw(st.none() | condition)) for i in range(draw(st.integers(1, 4)))]
    steps = [Escalation(Urgency.EMERGENCY, Urgency.AMBULANCE, draw(condition), "why", HERE)] if draw(st.booleans()) else []
    # a tree that keeps law 3 lets nobody stay at home with a danger sign
    calm = st.just(_no_danger(questions)) if only_danger else condition
    care = SelfCare(draw(calm), "why", DAY, HERE, basis=Basis.JUDGEMENT)
    last = draw(st.sampled_from([None, Urgency.SAME_DAY, Urgency.EMERGENCY]))
    return make_tree([*gate, *questions], RulesFile(tuple(rules), care, HERE, (), tuple(steps)), last)


@st.composite
def _gate(draw: st.DrawFn, questions: list[Question]) -> list[Question]:
    """Now and then a gate before these questions, which opens some of them that list danger signs."""
    lists = [question.id for question in questions if question.asks_danger]
    if not lists or not draw(st.booleans()):
        return []
    opens = st.lists(st.sampled_from(lists), min_size=1, max_size=2, unique=True).map(tuple)
    lines = tuple(Option(f"g-{name}", "L", HERE, opens=draw(opens)) for name in "ab"[: draw(st.integers(1, 2))])
    return [Question("g", "T", "A?", QuestionType.MANY, HERE, lines, gate=True)]


def _no_danger(questions: list[Question]) -> Condition:
    signs = {
        q.id: tuple(o.id for o in q.options if o.danger) or ("yes",) for q in questions if q.type is not QuestionType.NUMBER
    }
    return AllOf(tuple(Not(Chosen(name, options, HERE)) for name, options in signs.items()))


def make_tree(questions: list[Question], rules: RulesFile, last: Urgency | None = None) -> Tree:
    """A tree with the least of everything else; the last question waits for the urgency `last`, if one is given."""
    actions = {urgency.id: Action(urgency.id, urgency.id, ("do",), HERE) for urgency in Urgency}
    sections: tuple[Section, ...] = (Section("s", "S", tuple(questions), HERE),)
    if last is not None:
        first, waiting = tuple(questions[:-1]), (questions[-1],)
        sections = (Section("s", "S", first, HERE), Section("t", "T", waiting, HERE, from_=last))
    about = TreeFile("t", "1", DAY, "nobody", "all", sections, HERE)
    return Tree("", "0", about, {}, rules, Advice(("hello",), actions, ("nothing",), ("test",), HERE), {}, {}, ())


_URGENT = st.sampled_from(list(Urgency)[1:])


def _rule(index: int, urgency: Urgency, when: Condition, raised: Condition | None) -> Rule:
    higher = raised is not None and urgency < Urgency.AMBULANCE
    steps = (Raise(Urgency(urgency + 1), raised, "why", HERE),) if raised is not None and higher else ()
    return Rule(f"r{index}", "title", urgency, when, "why", DAY, HERE, steps, basis=Basis.JUDGEMENT)


@st.composite
def _question(draw: st.DrawFn, name: str, guard: Condition | None) -> Question:
    kind = draw(
        st.sampled_from([QuestionType.ONE, QuestionType.MANY, QuestionType.MANY, QuestionType.YES_NO, QuestionType.NUMBER])
    )
    if kind is QuestionType.NUMBER:
        return Question(name, "T", "A?", kind, HERE, when=guard, low=18, high=20)
    if kind is QuestionType.YES_NO:
        return Question(name, "T", "A?", kind, HERE, danger=True, unsure=("yes",), when=guard)
    count = draw(st.integers(2, 3))
    kinds = ["danger", *(draw(st.sampled_from(["danger", "harmless", "other"])) for _ in range(1, count))]
    options = tuple(
        Option(f"{name}-{'abc'[i]}", "L", HERE, danger=of == "danger", harmless=of == "harmless") for i, of in enumerate(kinds)
    )
    signs = tuple(option.id for option in options if option.danger)
    return Question(name, "T", "A?", kind, HERE, options, unsure=signs, when=guard)


def conditions(questions: list[Question], only_danger: bool = False) -> st.SearchStrategy[Condition]:
    """Conditions over these questions, up to three levels deep."""
    leaves = st.sampled_from(questions).flatmap(lambda question: _atom(question, only_danger))
    parts = st.lists(leaves, min_size=1, max_size=3).map(tuple)
    grown = [parts.map(AllOf), parts.map(AnyOf), parts.map(lambda p: AtLeast(min(2, len(p)), p))]
    if not only_danger:
        grown += [leaves.map(Not), parts.map(lambda p: Not(AllOf(p))), parts.map(lambda p: AnyOf((Not(p[0]), *p[1:])))]
    return st.one_of(leaves, *grown)


def _atom(question: Question, only_danger: bool) -> st.SearchStrategy[Condition]:
    if question.type is QuestionType.NUMBER:
        return st.sampled_from([Within(question.id, None, 18, HERE), Within(question.id, 19, None, HERE)])
    if question.type is QuestionType.YES_NO:
        return st.sampled_from([Chosen(question.id, (word,), HERE) for word in (("yes",) if only_danger else ("yes", "no"))])
    names = [option.id for option in question.options if option.danger or not only_danger]
    if question.type is QuestionType.MANY and not only_danger:
        names += [NONE, CLEAR]
    return st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True).map(
        lambda chosen: Chosen(question.id, tuple(chosen), HERE)
    )
