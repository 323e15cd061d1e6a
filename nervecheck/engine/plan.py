"""The conditions of a tree, compiled once: what triage, the interview and the prover evaluate."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.compiled import ALWAYS, NEVER, Count, Findings, OptionTest, Test, compiled, tests_in, unasked
from nervecheck.engine.readings import closed
from nervecheck.tree.conditions import CLEAR, Condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nervecheck.base.problems import Mark
    from nervecheck.engine.compiled import Seen
    from nervecheck.tree.library import Article, Line, Sign
    from nervecheck.tree.model import Question, Section, Tree
    from nervecheck.tree.rules import Escalation, Limit, Raise, Rule
    from nervecheck.tree.terms import Urgency


class Consequence(NamedTuple):
    """A rule, or one raise of it, as the urgency it calls for and the test that calls for it; `asks` are its questions."""

    rule: Rule
    step: Raise | None
    urgency: Urgency
    test: Test
    asks: frozenset[str]


class Plan(NamedTuple):
    """Tests by what they decide. Guards are by question id, offers by question and option id; lists keep file order.

    `conditions` holds, by question, all tests that decide whether it, or an option of it, is shown.

    `opened` holds, by question that a gate opens, that one of those lines is ticked or not sure; `at_once` is by question too.

    `reached` holds, by section, the tests inside the guards that wait for an urgency; `closed`, by question, what it shows
    when it is not asked.
    """

    guards: Mapping[str, Test]
    opened: Mapping[str, Test]
    at_once: Mapping[str, Test]
    offers: Mapping[tuple[str, str], Test]
    conditions: Mapping[str, Sequence[Test]]
    consequences: Sequence[Consequence]
    escalations: Sequence[tuple[Escalation, Test]]
    limits: Sequence[tuple[Limit, Test]]
    self_care: Test
    reached: Mapping[str, Count]
    closed: Mapping[str, Seen]


@lru_cache(maxsize=16)
def plan(tree: Tree) -> Plan:
    """The compiled conditions of the tree; the same object each time it is asked for."""
    meaning = meaning_of(tree)
    consequences = [item for rule in tree.rules.rules for item in _consequences(rule, meaning)]
    questions, sections = tree.questions.values(), tree.about.sections
    opened = {name: _opened(gates) for name, gates in tree.opened.items()}
    reached = {one.id: _reached(one, one.from_, consequences) for one in sections if one.from_ is not None}
    guards = {name: test for section in sections for name, test in _guards(section, meaning, reached, opened)}
    offers = {(q.id, o.id): compiled(o.when, meaning) for q in questions for o in q.options if o.when is not None}
    return Plan(
        guards=guards,
        opened=opened,
        at_once=opened | {q.id: _either(q.at_once, opened.get(q.id), meaning) for q in questions if q.at_once is not None},
        offers=offers,
        conditions={q.id: [guards[q.id], *(offers[q.id, o.id] for o in q.options if o.when is not None)] for q in questions},
        consequences=consequences,
        escalations=[(item, compiled(item.when, meaning)) for item in tree.rules.escalate],
        limits=[(item, compiled(item.when, meaning)) for item in tree.rules.not_covered],
        self_care=_safe(compiled(tree.rules.self_care.when, meaning), tree),
        reached=reached,
        closed={question.id: closed(question) for question in questions},
    )


class Told(NamedTuple):
    """A line of advice with its tests: whom it is for, and what must have been said outright."""

    line: Line
    test: Test
    presumed: Test


class Shown(NamedTuple):
    """The tests of what is only shown: articles and lines in the order of showing, lines of rules, cautions and findings by id.

    An article's second test is what must have been denied outright before it is shown; a caution's is what it is about; a
    sign's is what somebody says who has it.
    """

    articles: Sequence[tuple[Article, Test, Test | None]]
    do: Mapping[str, Sequence[Told]]
    avoid_doing: Mapping[str, Sequence[Told]]
    steps: Sequence[Told]
    avoid: Sequence[Told]
    expect: Sequence[Told]
    tell: Sequence[Told]
    ask: Sequence[Told]
    signs: Sequence[tuple[Sign, Test, Test]]
    cautions: Mapping[str, Test | None]
    findings: Mapping[str, Test]

    def of_results(self) -> Iterator[Told]:
        """The lines of advice that results print, whichever rule fired."""
        yield from (*self.steps, *self.avoid, *self.expect)

    def advised(self) -> Iterator[tuple[str, Mark, Sequence[Urgency], Test]]:
        """What results print to some and not to all: its name and place, at which urgencies, and the test of whom it is for."""
        for line, test, _ in self.of_results():
            if line.when is not None:
                yield line.id or line.say, line.mark, line.urgencies, test
        for sign, test, _ in self.signs:
            if sign.when is not None:
                yield sign.id or sign.say, sign.mark, sign.urgencies, test

    def tests(self) -> Iterator[Test]:
        """Everything that decides what somebody sees."""
        for _, test, unless in self.articles:
            yield from (test, *(() if unless is None else (unless,)))
        lists = [*self.do.values(), *self.avoid_doing.values(), tuple(self.of_results()), self.tell, self.ask]
        yield from (test for told in lists for line in told for test in (line.test, line.presumed))
        yield from (test for _, *both in self.signs for test in both)
        yield from (test for test in self.cautions.values() if test is not None)


@lru_cache(maxsize=16)
def shown(tree: Tree) -> Shown:
    """The tests of what is only shown."""
    meaning = meaning_of(tree)

    def test(condition: Condition | None, absent: Test = ALWAYS) -> Test:
        return absent if condition is None else compiled(condition, meaning)

    def denied(condition: Condition | None) -> Test | None:
        return None if condition is None else compiled(condition, meaning, positive=False)

    def told(lines: Iterable[Line]) -> tuple[Told, ...]:
        return tuple(Told(line, test(line.when), test(line.presumes)) for line in lines)

    advice, visit, rules = tree.advice, tree.advice.visit, tree.rules.rules
    return Shown(
        articles=[(a, test(a.when, NEVER), denied(a.unless)) for a in sorted(tree.articles, key=lambda a: (a.rank, a.id))],
        do={rule.id: told(rule.do) for rule in rules},
        avoid_doing={rule.id: told(rule.avoid) for rule in rules},
        steps=told(advice.steps),
        avoid=told(advice.avoid),
        expect=told(advice.expect),
        tell=told(visit.tell if visit else ()),
        ask=told(visit.ask if visit else ()),
        signs=[(sign, test(sign.when), test(sign.has, NEVER)) for sign in advice.signs],
        cautions={name: denied(caution.about) for name, caution in tree.cautions.items()},
        findings={name: compiled(condition, meaning) for name, condition in meaning.items()},
    )


@lru_cache(maxsize=16)
def meaning_of(tree: Tree) -> Findings:
    """What each finding stands for."""
    return Findings({name: finding.when for name, finding in tree.findings.items()})


def _consequences(rule: Rule, meaning: Findings) -> Iterator[Consequence]:
    base = compiled(rule.when, meaning)
    tests: list[tuple[Raise | None, Urgency, Test]] = [(None, rule.urgency, base)]
    tests += [(step, step.to, Count(2, (base, compiled(step.when, meaning)))) for step in rule.raise_]
    for step, urgency, test in tests:
        yield Consequence(rule, step, urgency, test, frozenset(single.question for single in tests_in(test)))


def _safe(care: Test, tree: Tree) -> Test:
    """The condition of self-care, and that no danger sign is chosen or not sure: nobody stays at home with one."""
    own = care.parts if isinstance(care, Count) and care.number == len(care.parts) else (care,)
    safe = [_without_danger(question) for question in tree.questions.values() if question.asks_danger]
    return Count(len(own) + len(safe), (*own, *safe))


def _without_danger(question: Question) -> Test:
    """That the question is not asked, or answered without a danger sign, outright."""
    clear = OptionTest(question.id, frozenset({CLEAR}), positive=True)
    signs = frozenset(option.id for option in question.options if option.danger) or frozenset({"yes"})
    return _any([clear, OptionTest(question.id, signs, positive=False)])


def _opened(gates: Mapping[str, tuple[str, ...]]) -> Test:
    return _any([OptionTest(gate, frozenset(lines), positive=True) for gate, lines in gates.items()])


def _either(condition: Condition, opened: Test | None, meaning: Findings) -> Test:
    """That the condition holds, or that a gate opens the question, if one can."""
    own = compiled(condition, meaning)
    return own if opened is None else _any([opened, own])


def _any(tests: Sequence[Test]) -> Test:
    return tests[0] if len(tests) == 1 else Count(1, tuple(tests))


def _guards(
    section: Section, meaning: Findings, reached: Mapping[str, Count], opened: Mapping[str, Test]
) -> Iterator[tuple[str, Test]]:
    """The section's own conditions and the question's, as one test for each question.

    A question that a gate opens is asked when it is opened or when its own `when` holds; without one, only when opened.
    """
    shared: list[Test] = [] if section.when is None else [compiled(section.when, meaning)]
    if section.id in reached:
        shared.append(reached[section.id])
    for question in section.questions:
        opening = opened.get(question.id)
        own = [] if opening is None else [opening]
        if question.when is not None:
            own = [_either(question.when, opening, meaning)]
        tests = (*shared, *own)
        yield question.id, tests[0] if len(tests) == 1 else Count(len(tests), tests)


def _reached(section: Section, urgency: Urgency, consequences: Sequence[Consequence]) -> Count:
    """That the answers before this section already call for the urgency: a plain "or", so no condition names an urgency."""
    here = frozenset(question.id for question in section.questions)
    return Count(1, tuple(unasked(item.test, here) for item in consequences if item.urgency >= urgency))
