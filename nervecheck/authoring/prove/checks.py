"""The checks. Each asks the solver for somebody who breaks it, or for somebody for whom it happens."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, assert_never

from nervecheck.authoring.prove.formula import FALSE, TRUE
from nervecheck.authoring.prove.mends import of_can_be
from nervecheck.authoring.prove.pair_checks import PairChecks
from nervecheck.authoring.prove.solver import Claim, Solver, Wish, anybody, exactly, truth
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.engine.compiled import NEVER, OptionTest, Test, compiled, tests_in
from nervecheck.engine.plan import shown
from nervecheck.engine.readings import decided, definite
from nervecheck.engine.triage import definite_view, triage
from nervecheck.tree.conditions import AllOf, AnyOf, AtLeast, Chosen, Condition, Named, Not, Within, atoms
from nervecheck.tree.model import Question, QuestionType, Section
from nervecheck.tree.promises import Promise
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from nervecheck.authoring.prove.encoding import PersonVariables
    from nervecheck.engine.answer import Answers


class Checks(Solver):
    """All checks of one tree."""

    def all(self, kinds: Collection[Kind] = tuple(Kind)) -> Iterator[Verdict]:
        """Every verdict of these kinds, group by group, each in the order of the files."""
        for group in self.groups(kinds):
            yield from group()

    def groups(self, kinds: Collection[Kind]) -> list[Callable[[], list[Verdict]]]:
        """The same in parts, of which the first takes about as long as the others together, if it is wanted."""
        groups: list[tuple[set[Kind], Callable[[], Iterable[Verdict]]]] = [
            ({Kind.DANGER, Kind.UNSURE, Kind.HARMLESS, Kind.MATTERS}, lambda: self._answers(kinds)),
            ({Kind.TOTAL}, self._total),
            ({Kind.SIGN}, self._signs),
            ({Kind.CAN}, lambda: _told_once(self.somebody([*self._rules()]))),
            ({Kind.NEEDED}, self._needed),
            ({Kind.PROMISE}, lambda: self._promises(kinds)),
            ({Kind.CAN}, lambda: self.somebody([*self._can_happen()])),
        ]
        return [partial(_only, verdicts, kinds) for of, verdicts in groups if of.intersection(kinds)]

    # -- always

    def _total(self) -> Iterator[Verdict]:
        level, mark = self.level, self.tree.about.mark
        gaps = [self.formula.every([level[Urgency(u + 1)], -level[u]]) for u in level if u < Urgency.AMBULANCE]
        message = "Two urgencies hold at once."
        yield self.never(exactly(Kind.TOTAL, "urgency", mark, message, (self.formula.some(gaps),), anybody))

    def _answers(self, kinds: Collection[Kind]) -> Iterator[Verdict]:
        """Laws 3 and 4 for each question, and whether its options matter, on a pair of people who differ in it alone."""
        for question in self.tree.questions.values():
            if question.type is not QuestionType.NUMBER:
                yield from PairChecks(self, question).verdicts(kinds)

    def _signs(self) -> Iterator[Verdict]:
        """Whoever reports a danger sign is seen the same day, unless a definite later answer settles that very sign."""
        signs = [(question, sign) for question in self.tree.questions.values() for sign in question.signs]
        for some, part in self.in_parts(signs):
            yield from self.nobody([self.sign(*sign) for sign in some], part)

    def sign(self, question: Question, sign: str) -> Claim:
        """That nobody reports the sign and stays below same-day, unless it is settled.

        Put to a part first, with the rules that look at the question.
        """
        test = OptionTest(question.id, frozenset({sign}), positive=True)
        settled = self.encoding.settled.get((question.id, sign), NEVER)
        option = question.option(sign)
        mark = question.mark if option is None else option.mark
        wrong = (self.first.holds(test), -self.first.holds(settled, "definite"))
        loose = (*wrong, -self._called_for([question.id], Urgency.SAME_DAY))
        message = "The sign can stay below same-day. Let a rule at same-day or above name it"
        message += "." if option is None else ", or say on the option what settles it, as `settled: {question: option}`."

        def exact() -> tuple[int, ...]:
            return (*wrong, -self.level[Urgency.SAME_DAY])

        return Claim(Kind.SIGN, f"{question.id}: {sign}", mark, message, loose, exact, self._is_calm(test, settled))

    def _called_for(self, names: Iterable[str], urgency: Urgency) -> int:
        """That a rule which looks at one of these questions, and waits for no other, calls for at least this urgency."""
        calls = [self._calls[name, urgency] for name in names]
        return self.formula.some(dict.fromkeys(literal for literals in calls for literal in literals))

    @cached_property
    def _calls(self) -> _CallsOf:
        return _CallsOf(self)

    def _is_calm(self, sign: Test, settled: Test) -> Callable[[tuple[Answers, ...]], bool]:
        def shows(people: tuple[Answers, ...]) -> bool:
            outcome = triage(self.tree, people[0])
            definite = definite_view(self.tree, people[0], outcome.view, outcome.applied)
            is_calm = outcome.urgency < Urgency.SAME_DAY and sign.value(outcome.view) is True
            return is_calm and settled.value(definite) is not True

        return shows

    def _rules(self) -> Iterator[Wish]:
        """Every rule and raise can fire; every rule can decide, which is fire while no more urgent one does."""
        for item in self.encoding.plan.consequences:
            mark = item.rule.mark if item.step is None else item.step.mark
            subject = item.rule.id if item.step is None else f"{item.rule.id} raised to {item.urgency.id}"
            fires, message = self.first.holds(item.test), "No answers can ever make it fire."
            yield Wish(Kind.CAN, f"{subject} fires", mark, message, (fires,))
            if item.step is None:
                message = "Whenever it fires, a more urgent rule does too, so it never decides."
                yield Wish(Kind.CAN, f"{subject} decides", mark, message, (fires, -self._above[item.urgency]))
                yield from self._branches(item.rule.when, fires)

    @cached_property
    def _above(self) -> dict[Urgency, int]:
        """For each urgency, that a rule fires which is more urgent, whatever it is raised to."""
        rules = [(item.urgency, self.first.holds(item.test)) for item in self.encoding.plan.consequences if item.step is None]
        return {one: self.formula.some([fires for urgency, fires in rules if urgency > one]) for one in Urgency}

    def _branches(self, condition: Condition, fires: int) -> Iterator[Wish]:
        """Every alternative of an `any` or `at-least` can take part in making the rule fire."""
        match condition:
            case AllOf(parts):
                for inner in parts:
                    yield from self._branches(inner, fires)
            case AnyOf(parts) | AtLeast(_, parts):
                for inner in parts:
                    mark = next((atom.mark for atom, _ in atoms(inner)), self.tree.rules.mark)
                    holds, message = self.first.holds(compiled(inner, self.meaning)), "This alternative can never hold."
                    yield Wish(Kind.CAN, "an alternative holds", mark, message, (fires, holds))
                    yield from self._branches(inner, fires)
            case Not() | Chosen() | Within() | Named():
                return
            case _:
                assert_never(condition)

    def _needed(self) -> Iterator[Verdict]:
        """Once an urgency is certain, only questions that a more urgent rule can depend on could change the outcome."""
        names = list(self.tree.questions)
        for urgency in (Urgency.ROUTINE, Urgency.SAME_DAY, Urgency.EMERGENCY):
            kept = self._depended_on(urgency)
            other = self.encoding.with_other(*(name for name in names if name not in kept))
            level = other.at_least()
            certain = [self._certain(person, urgency) for person in (self.first, other)]
            differ = self.formula.some(self.formula.differ(self.level[u], level[u]) for u in self.level if u > urgency)
            message = "A question that is left out changes the urgency."
            mark = self.tree.about.mark
            subject, wrong = f"above {urgency.id}", (*certain, differ)
            yield self.never(exactly(Kind.NEEDED, subject, mark, message, wrong, self._differ, other))

    def _differ(self, people: tuple[Answers, ...]) -> bool:
        one, other = (triage(self.tree, record).urgency for record in people)
        return one is not other

    def _certain(self, person: PersonVariables, urgency: Urgency) -> int:
        items = self.encoding.plan.consequences
        return (
            TRUE
            if urgency is Urgency.ROUTINE
            else self.formula.some(person.holds(item.test) for item in items if item.urgency >= urgency)
        )

    def _depended_on(self, urgency: Urgency) -> frozenset[str]:
        compiled_plan = self.encoding.plan
        tests = [item.test for item in compiled_plan.consequences if item.urgency > urgency]
        for step, test in compiled_plan.escalations:
            if step.to > urgency:
                tests += [test, *(item.test for item in compiled_plan.consequences if item.urgency >= step.from_)]
        return frozenset().union(*(self.encoding.dependencies.of(test) for test in tests))

    def _promises(self, kinds: Collection[Kind]) -> Iterator[Verdict]:
        """Neighbours in the file speak of the same questions, so they are put to one part."""
        promises, made = self.tree.promises, list[Verdict]()
        for some, part in self.in_parts([one for one in promises if one.then.can_be is None]):
            made += self.nobody([self.promised(promise) for promise in some], part)
        made += self.somebody([wish for promise in promises for wish in self.wished(promise) if wish.kind in kinds])
        verdicts = {(verdict.kind, verdict.subject): verdict for verdict in made}
        for promise in promises:
            verdict, urgency = verdicts.get((Kind.PROMISE, promise.id)), promise.then.can_be
            if urgency is not None and verdict is not None and verdict.state is State.REFUTED:
                mend = of_can_be(self, self._premise(promise), urgency)
                verdicts[Kind.PROMISE, promise.id] = verdict._replace(mend=mend)
            about = (Kind.CAN, f"{promise.id} speaks of somebody"), (Kind.PROMISE, promise.id)
            yield from (verdicts[key] for key in about if key in verdicts)

    def wished(self, promise: Promise) -> Iterator[Wish]:
        """Of every promise, that it speaks of somebody; of some, that an urgency stays possible."""
        subject, mark, premise, urgency = promise.id, promise.mark, self._premise(promise), promise.then.can_be
        yield Wish(Kind.CAN, f"{subject} speaks of somebody", mark, "Its `if` is true of nobody.", (premise,))
        if urgency is not None:
            message = f"Nobody of whom its `if` is true gets {urgency.id}."
            near = self._called_for({one.question for one in tests_in(self.encoding.premises[promise.id])}, urgency)
            yield Wish(Kind.PROMISE, subject, mark, message, (premise, *self._exactly(urgency)), near)

    def _premise(self, promise: Promise) -> int:
        """That its `if` is true; of a bound upwards that it was said outright, as a doubt may call for more."""
        return self.first.holds(self.encoding.premises[promise.id], "true" if promise.then.at_most is None else "outright")

    def promised(self, promise: Promise) -> Claim:
        """Of a promise of bounds, that nobody is out of them; for a least urgency, by rules that look at the same questions."""
        then, test, premise = promise.then, self.encoding.premises[promise.id], self._premise(promise)
        low, high = then.at_least or Urgency.SELF_CARE, Urgency.AMBULANCE if then.at_most is None else then.at_most
        message = f"The result is below {low.id}." if then.at_most is None else f"The result is above {high.id}."
        loose = None
        if then.at_most is None and low > Urgency.ROUTINE:
            loose = (premise, -self._called_for({one.question for one in tests_in(test)}, low))

        def exact() -> tuple[int, ...]:
            if then.at_most is None:
                return (premise, -self.level.get(low, TRUE))
            return (premise, FALSE if high is Urgency.AMBULANCE else self.level[Urgency(high + 1)])

        def broken(people: tuple[Answers, ...]) -> bool:
            said = truth(self.tree, people[0], definite if then.at_most is not None else decided)
            return test.value(said) is True and not low <= triage(self.tree, people[0]).urgency <= high

        return Claim(Kind.PROMISE, promise.id, promise.mark, message, loose, exact, broken)

    def _exactly(self, urgency: Urgency) -> Iterator[int]:
        yield self.level.get(urgency, TRUE)
        if urgency < Urgency.AMBULANCE:
            yield -self.level[Urgency(urgency + 1)]

    def _can_happen(self) -> Iterator[Wish]:
        yield from self._questions_asked()
        compiled_plan, hold = self.encoding.plan, self.first.holds
        for step, test in compiled_plan.escalations:
            here = [*self._exactly_before(step.from_), hold(test)]
            yield Wish(Kind.CAN, f"escalation to {step.to.id}", step.mark, "It can never happen.", tuple(here))
        for limit, test in compiled_plan.limits:
            yield Wish(Kind.CAN, limit.id, limit.mark, "It can never hold.", (hold(test),))
        home = (-self.level[Urgency.ROUTINE],)
        yield Wish(Kind.CAN, "self-care", self.tree.rules.self_care.mark, "Nobody can ever get it.", home)
        shown_tests = shown(self.tree)
        calm = -self.level[Urgency.EMERGENCY]
        for article, test, unless in shown_tests.articles:
            if not article.causes:
                more = () if unless is None else (hold(unless, "definite"),)
                yield Wish(Kind.CAN, article.id, article.mark, "It is never shown.", (hold(test), *more, calm))
        for name, mark, urgencies, test in shown_tests.advised():
            wanted = self.formula.some([self.formula.every(self._exactly(urgency)) for urgency in urgencies])
            yield Wish(Kind.CAN, name, mark, "It is never shown.", (hold(test), wanted))
        for name, test in shown_tests.findings.items():
            yield Wish(Kind.CAN, name, self.tree.findings[name].mark, "It can never hold.", (hold(test),))

    def _exactly_before(self, urgency: Urgency) -> Iterator[int]:
        items = self.encoding.plan.consequences
        yield self.formula.some(self.first.holds(item.test) for item in items if item.urgency is urgency)
        yield from (-self.first.holds(item.test) for item in items if item.urgency > urgency)

    def _questions_asked(self) -> Iterator[Wish]:
        for section in self.tree.about.sections:
            for question in section.questions:
                yield from self._asked(section, question)

    def _asked(self, section: Section, question: Question) -> Iterator[Wish]:
        name, mark = question.id, question.mark
        yield Wish(Kind.CAN, f"{name} is asked", mark, "It is never asked.", (self.first.asked(name),))
        if question.when is not None:
            own = self.first.holds(compiled(question.when, self.meaning))
            open_ = TRUE if section.when is None else self.first.holds(compiled(section.when, self.meaning))
            yield Wish(Kind.CAN, f"{name} is not asked", mark, "Its `when` is true of everybody.", (-own, open_))


class _CallsOf(dict[tuple[str, Urgency], list[int]]):
    """By question and urgency, that a rule which looks at the question and waits for none calls for at least that."""

    def __init__(self, checks: Checks) -> None:
        super().__init__()
        self._encoding, self._holds = checks.encoding, checks.first.holds

    def __missing__(self, key: tuple[str, Urgency]) -> list[int]:
        name, urgency = key
        naming = (item for item in self._encoding.naming[name] if item.urgency >= urgency)
        self[key] = made = [self._holds(item.test) for item in naming if not self._encoding.waits(item.test)]
        return made


def _only(verdicts: Callable[[], Iterable[Verdict]], kinds: Collection[Kind]) -> list[Verdict]:
    return [verdict for verdict in verdicts() if verdict.kind in kinds]


def _told_once(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """The verdicts about rules without what follows of one that can never fire; first of each rule stands whether it can."""
    dead = False
    for verdict in verdicts:
        if verdict.subject.split()[1:] == ["fires"]:
            dead = verdict.state is State.REFUTED
            yield verdict
        elif not (dead and verdict.state is State.REFUTED):
            yield verdict
