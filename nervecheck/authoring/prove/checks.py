"""The checks. Each asks the solver for somebody who breaks it, or for somebody for whom it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from nervecheck.authoring.prove.encoding import PersonVariables
from nervecheck.authoring.prove.formula import FALSE, TRUE
from nervecheck.authoring.prove.pair_checks import PairChecks
from nervecheck.authoring.prove.solver import Solver, anybody, truth
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.engine.compiled import NEVER, OptionTest, Test, compiled, tests_in
from nervecheck.engine.plan import Consequence, shown
from nervecheck.engine.triage import definite_view, triage
from nervecheck.tree.conditions import AllOf, AnyOf, AtLeast, Chosen, Condition, Named, Not, Within, atoms
from nervecheck.tree.model import Question, QuestionType, Section
from nervecheck.tree.promises import Promise
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from nervecheck.engine.answer import Answers


class Checks(Solver):
    """All checks of one tree."""

    def all(self, kinds: Collection[Kind] = tuple(Kind)) -> Iterator[Verdict]:
        """Every verdict of these kinds, kind by kind, each in the order of the files."""
        groups: list[tuple[set[Kind], Callable[[], Iterator[Verdict]]]] = [
            ({Kind.TOTAL}, self._total),
            ({Kind.DANGER, Kind.UNSURE, Kind.HARMLESS, Kind.MATTERS}, self._answers),
            ({Kind.SIGN}, self._signs),
            ({Kind.CAN}, self._rules),
            ({Kind.NEEDED}, self._needed),
            ({Kind.PROMISE}, self._promises),
            ({Kind.CAN}, self._can_happen),
        ]
        for of, verdicts in groups:
            if of.intersection(kinds):
                yield from (verdict for verdict in verdicts() if verdict.kind in kinds)

    # -- always

    def _total(self) -> Iterator[Verdict]:
        level, mark = self.level, self.tree.about.mark
        gaps = [self.formula.every([level[Urgency(u + 1)], -level[u]]) for u in level if u < Urgency.AMBULANCE]
        message = "Two urgencies hold at once."
        yield self.never(Kind.TOTAL, "urgency", mark, message, self.formula.some(gaps), shows=anybody)

    def _answers(self) -> Iterator[Verdict]:
        for question in self.tree.questions.values():
            if question.type is not QuestionType.NUMBER:
                yield from self._answers_of(question)

    def _promises(self) -> Iterator[Verdict]:
        for promise, part in self.in_parts(self.tree.promises):
            yield from self._promise(promise, part)

    def _answers_of(self, question: Question) -> Iterator[Verdict]:
        """Laws 3 and 4 for one question, and whether its options matter, on one pair of people who differ in it alone."""
        # what the last list changes for its own questions, it changes only for those who are asked it
        with self.part(about=None if question.id in self.encoding.waiting else question.id) as part:
            verdicts = list(PairChecks(part, question).verdicts())
        if all(verdict.state is State.PROVED for verdict in verdicts):
            yield from verdicts
        else:
            yield from PairChecks(self, question).verdicts()

    def _signs(self) -> Iterator[Verdict]:
        """Whoever reports a danger sign is seen the same day, unless a definite later answer settles that very sign."""
        signs = [(question, sign) for question in self.tree.questions.values() for sign in question.signs]
        for (question, sign), part in self.in_parts(signs):
            yield self._sign(question, sign, part)

    def _sign(self, question: Question, sign: str, part: Solver) -> Verdict:
        """Put to a part first, with the rules that look at the question."""
        test = OptionTest(question.id, frozenset({sign}), positive=True)
        settled = self.encoding.settled.get((question.id, sign), NEVER)
        option = question.option(sign)
        subject, mark = f"{question.id}: {sign}", question.mark if option is None else option.mark
        enough = (item for item in self.encoding.plan.consequences if item.urgency >= Urgency.SAME_DAY)
        near = [item for item in enough if question.id in {one.question for one in tests_in(item.test)}]
        calm = -part.first.fired(near)[Urgency.SAME_DAY]
        wrong = (part.first.holds(test), -part.first.holds(settled, "definite"), calm)
        found = part.never(Kind.SIGN, subject, mark, "", *wrong, shows=anybody)
        if found.state is State.PROVED:
            return found
        message = "The sign can stay below same-day. Let a rule at same-day or above name it, or say what settles it."
        wrong = (self.first.holds(test), -self.first.holds(settled, "definite"), -self.level[Urgency.SAME_DAY])
        return self.never(Kind.SIGN, subject, mark, message, *wrong, shows=self._is_calm(test, settled))

    def _is_calm(self, sign: Test, settled: Test) -> Callable[[tuple[Answers, ...]], bool]:
        def shows(people: tuple[Answers, ...]) -> bool:
            outcome = triage(self.tree, people[0])
            definite = definite_view(self.tree, people[0], outcome.view, outcome.applied)
            is_calm = outcome.urgency < Urgency.SAME_DAY and sign.value(outcome.view) is True
            return is_calm and settled.value(definite) is not True

        return shows

    def _rules(self) -> Iterator[Verdict]:
        for item, part in self.in_parts(self.encoding.plan.consequences):
            mark = item.rule.mark if item.step is None else item.step.mark
            subject = item.rule.id if item.step is None else f"{item.rule.id} raised to {item.urgency.id}"
            fires = part.first.holds(item.test)
            yield part.can(Kind.CAN, f"{subject} fires", mark, "No answers can ever make it fire.", fires)
            if item.step is None:
                yield self._decides(item, subject, part)
                yield from self._branches(item.rule.when, fires, part)

    def _decides(self, item: Consequence, subject: str, part: Solver) -> Verdict:
        """Somebody for whom the rule fires and no more urgent one does: the first one found, else whoever the whole finds."""
        model = part.formula.model(part.first.holds(item.test))
        if isinstance(model, set):
            fired = triage(self.tree, part.first.record(model)).fired
            if fired and fired[0].urgency is item.urgency and item.rule.id in {one.rule.id for one in fired}:
                return Verdict(Kind.CAN, f"{subject} decides", item.rule.mark, State.PROVED)
        message = "Whenever it fires, a more urgent rule does too, so it never decides."
        others = (other for other in self.encoding.plan.consequences if other.step is None and other.urgency > item.urgency)
        calm = (-self.first.holds(other.test) for other in others)
        return self.can(Kind.CAN, f"{subject} decides", item.rule.mark, message, self.first.holds(item.test), *calm)

    def _branches(self, condition: Condition, fires: int, part: Solver) -> Iterator[Verdict]:
        """Every alternative of an `any` or `at-least` can take part in making the rule fire."""
        match condition:
            case AllOf(parts):
                for inner in parts:
                    yield from self._branches(inner, fires, part)
            case AnyOf(parts) | AtLeast(_, parts):
                for inner in parts:
                    mark = next((atom.mark for atom, _ in atoms(inner)), self.tree.rules.mark)
                    holds = part.first.holds(compiled(inner, self.meaning))
                    yield part.can(Kind.CAN, "an alternative holds", mark, "This alternative can never hold.", fires, holds)
                    yield from self._branches(inner, fires, part)
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
            yield self.never(
                Kind.NEEDED, f"above {urgency.id}", mark, message, *certain, differ, other=other, shows=self._differ
            )

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

    def _promise(self, promise: Promise, part: Solver) -> Iterator[Verdict]:
        """Put to a part first: neighbours in the file speak of the same questions, so they share what is encoded there."""
        test, then = self.encoding.premises[promise.id], promise.then
        subject, mark = promise.id, promise.mark
        there = part.first.holds(test, "true")
        yield part.can(Kind.CAN, f"{subject} speaks of somebody", mark, "Its `if` is true of nobody.", there)
        if then.at_least is not None and then.at_least > Urgency.ROUTINE:
            asked = {one.question for one in tests_in(test)}
            enough = [c for c in self.encoding.plan.consequences if c.urgency >= then.at_least]
            near = [c for c in enough if asked & {one.question for one in tests_in(c.test)}]
            below = -part.first.fired(near)[then.at_least]
            first = part.never(Kind.PROMISE, subject, mark, "", there, below, shows=anybody)
            if first.state is State.PROVED:
                yield first
                return
        premise, level = self.first.holds(test, "true"), self.level

        def broken(people: tuple[Answers, ...]) -> bool:
            found = triage(self.tree, people[0]).urgency
            low, high = then.at_least or Urgency.SELF_CARE, Urgency.AMBULANCE if then.at_most is None else then.at_most
            return test.value(truth(self.tree, people[0])) is True and not low <= found <= high

        if then.can_be is not None:
            message = f"Nobody of whom its `if` is true gets {then.can_be.id}."
            yield self.can(Kind.PROMISE, subject, mark, message, premise, *self._exactly(then.can_be))
        elif then.at_most is None:
            least = then.at_least or Urgency.SELF_CARE
            message = f"The result is below {least.id}."
            yield self.never(Kind.PROMISE, subject, mark, message, premise, -level.get(least, TRUE), shows=broken)
        else:
            above = FALSE if then.at_most is Urgency.AMBULANCE else level[Urgency(then.at_most + 1)]
            yield self.never(
                Kind.PROMISE, subject, mark, f"The result is above {then.at_most.id}.", premise, above, shows=broken
            )

    def _exactly(self, urgency: Urgency) -> Iterator[int]:
        yield self.level.get(urgency, TRUE)
        if urgency < Urgency.AMBULANCE:
            yield -self.level[Urgency(urgency + 1)]

    def _can_happen(self) -> Iterator[Verdict]:
        yield from self._questions_asked()
        compiled_plan, hold = self.encoding.plan, self.first.holds
        for step, test in compiled_plan.escalations:
            here = [*self._exactly_before(step.from_), hold(test)]
            yield self.can(Kind.CAN, f"escalation to {step.to.id}", step.mark, "It can never happen.", *here)
        for (limit, test), part in self.in_parts(compiled_plan.limits):
            yield part.can(Kind.CAN, limit.id, limit.mark, "It can never hold.", part.first.holds(test))
        yield self.can(
            Kind.CAN, "self-care", self.tree.rules.self_care.mark, "Nobody can ever get it.", -self.level[Urgency.ROUTINE]
        )
        shown_tests = shown(self.tree)
        calm = -self.level[Urgency.EMERGENCY]
        for article, test, unless in shown_tests.articles:
            if not article.causes:
                more = () if unless is None else (hold(unless, "definite"),)
                yield self.can(Kind.CAN, article.id, article.mark, "It is never shown.", hold(test), *more, calm)
        for name, mark, urgencies, test in shown_tests.advised():
            wanted = self.formula.some(self.formula.every(self._exactly(urgency)) for urgency in urgencies)
            yield self.can(Kind.CAN, name, mark, "It is never shown.", hold(test), wanted)
        for (name, test), part in self.in_parts(shown_tests.findings.items()):
            yield part.can(Kind.CAN, name, self.tree.findings[name].mark, "It can never hold.", part.first.holds(test))

    def _exactly_before(self, urgency: Urgency) -> Iterator[int]:
        items = self.encoding.plan.consequences
        yield self.formula.some(self.first.holds(item.test) for item in items if item.urgency is urgency)
        yield from (-self.first.holds(item.test) for item in items if item.urgency > urgency)

    def _questions_asked(self) -> Iterator[Verdict]:
        questions = ((section, question) for section in self.tree.about.sections for question in section.questions)
        for (section, question), part in self.in_parts(questions):
            yield from self._asked(section, question, part)

    def _asked(self, section: Section, question: Question, part: Solver) -> Iterator[Verdict]:
        name, mark = question.id, question.mark
        yield part.can(Kind.CAN, f"{name} is asked", mark, "It is never asked.", part.first.asked(name))
        if question.when is not None:
            own = part.first.holds(compiled(question.when, self.meaning))
            open_ = TRUE if section.when is None else part.first.holds(compiled(section.when, self.meaning))
            yield part.can(Kind.CAN, f"{name} is not asked", mark, "Its `when` is true of everybody.", -own, open_)
