"""Laws 3 and 4 for one question, and whether its options matter: on two people who differ in its answer alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nervecheck.conditions import ALWAYS, Count, Test
from nervecheck.model import Question, QuestionType
from nervecheck.plan import contests, shown
from nervecheck.prove.court import anybody
from nervecheck.prove.formula import TRUE
from nervecheck.prove.verdict import Kind, Verdict
from nervecheck.triage import triage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.answer import Answers
    from nervecheck.prove.court import Court


class Pair:
    """The first person and one who answers a single question otherwise."""

    def __init__(self, court: Court, question: Question) -> None:
        self.court, self.question, self.formula = court, question, court.formula
        self.other = court.crowd.with_other(question.id)
        self.one, self.two = court.first.given[question.id], self.other.given[question.id]
        self.lowered = self._lowered_in_part() if court.is_part else court.worse(court.level, self.other.at_least())

    def verdicts(self) -> Iterator[Verdict]:
        """Everything about the question."""
        yield from self.danger()
        yield from self.unsure()
        yield from self.matters()

    def _depends(self, test: Test) -> bool:
        return self.question.id in self.court.crowd.reach.of(test)

    def _lowered_in_part(self) -> int:
        """At least whatever lowers the urgency: only what depends on the question can, and the rest is the same for both.

        An escalation lifts both alike unless it depends on the question; then nothing is claimed.
        """
        plan, formula = self.court.crowd.plan, self.formula
        if any(self._depends(test) for _, test in plan.escalations):
            return TRUE
        items = [item for item in plan.consequences if self._depends(item.test)]
        one, two = (person.fired(items) for person in (self.court.first, self.other))
        stopped = [item.test for item in items] + [test for _, test in plan.limits if self._depends(test)]
        care = [test for test in _conjuncts(plan.self_care) if self._depends(test)]
        calm_two = formula.every([*(-self.other.holds(t) for t in stopped), *(self.other.holds(t, "definite") for t in care)])
        not_one = formula.some(
            [*(self.court.first.holds(t) for t in stopped), *(-self.court.first.holds(t, "definite") for t in care)]
        )
        return formula.some([self.court.worse(one, two), formula.every([calm_two, not_one])])

    @cached_property
    def signs(self) -> list[str]:
        """The words that report a danger sign."""
        if self.question.type is QuestionType.YES_NO:
            return ["yes"] if self.question.danger else []
        return [option.id for option in self.question.options if option.danger]

    def danger(self) -> Iterator[Verdict]:
        """Law 3: from any benign answer to a danger sign (in a `many`, from off to on), nothing falls."""
        for sign in self.signs:
            message = f"With '{sign}' the urgency is lower than without it."
            if self.question.type is QuestionType.MANY:
                yield self._verdict(Kind.DANGER, sign, message, *self._ticked(sign, self.two.yes[sign]))
                continue
            benign = self.formula.some(literal for name, literal in self.one.yes.items() if name not in self.signs)
            yield self._verdict(Kind.DANGER, sign, message, benign, self.two.yes[sign])

    def unsure(self) -> Iterator[Verdict]:
        """Law 4: "not sure" of an option is not below its no, nor its yes where it is read so; of a question, as designed."""
        if self.question.type is QuestionType.MANY:
            for option in self.question.options:
                message = f"With '{option.id}' not sure the urgency is lower than with a definite answer."
                yield self._verdict(
                    Kind.UNSURE, f"{option.id} not sure", message, *self._ticked(option.id, self.two.unsure[option.id])
                )
                if option.unsure_is_yes:
                    ticked = self._ticked(option.id, self.two.unsure[option.id], self.one.yes[option.id])
                    yield self._verdict(Kind.UNSURE, f"{option.id} not sure, read as yes", message, *ticked)
        if self.question.unsure is None:
            return
        benign = [name for name in self.one.yes if name not in self.signs]
        message = "With 'not sure' the urgency is lower than with a benign answer, or one it is read as."
        only = [-literal for name, literal in self.one.yes.items() if name not in benign]
        certain = [-literal for literal in (*self.one.unsure.values(), self.one.whole)]
        yield self._verdict(Kind.UNSURE, "not sure", message, self.two.whole, *only, *certain)
        for name in self.question.unsure:
            rest = [-literal for word, literal in self.one.yes.items() if word != name]
            chosen = [self.one.yes[name], *rest, *certain]
            yield self._verdict(Kind.UNSURE, f"not sure, read as {name}", message, self.two.whole, *chosen)

    def matters(self) -> Iterator[Verdict]:
        """Choosing an option, or not, can change something that anybody sees; one that only informs changes nothing."""
        change = self._visible_change()
        if self.question.type is QuestionType.YES_NO:
            message = "Yes or no, nothing changes."
            said = (change, self.one.yes["no"], self.two.yes["yes"])
            yield self.court.can(Kind.MATTERS, self.question.id, self.question.mark, message, *said)
        for option in self.question.options:
            chosen, subject = self.two.yes[option.id], f"{self.question.id}: {option.id}"
            many = self.question.type is QuestionType.MANY
            without = self._ticked(option.id, chosen) if many else [-self.one.yes[option.id], chosen]
            if option.informs:
                message = "It says `informs: true`, but choosing it changes something."
                yield self.court.never(Kind.MATTERS, subject, option.mark, message, change, *without, shows=anybody)
            else:
                message = "Choosing it never changes anything. If it only informs the reader, say `informs: true`."
                yield self.court.can(Kind.MATTERS, subject, option.mark, message, change, *without)

    def _visible_change(self) -> int:
        """That something anybody sees differs; in a part, where self-care is not whole, it is left out."""
        plan, people = self.court.crowd.plan, (self.court.first, self.other)
        tests: list[Test] = [item.test for item in plan.consequences]
        tests += [test for _, test in (*plan.escalations, *plan.limits)]
        tests += shown(self.court.tree).tests()
        for contest in contests(self.court.tree):
            tests += [contest.test, *(test for candidate in contest.candidates for test in candidate.tests())]
        tests += [guard for guard in plan.guards.values() if guard is not ALWAYS]
        differ = [self.formula.differ(*(person.holds(test) for person in people)) for test in tests if self._depends(test)]
        if not self.court.is_part:
            differ.append(self.formula.differ(*(person.holds(plan.self_care, "definite") for person in people)))
        return self.formula.some(differ)

    def _ticked(self, name: str, chosen: int, before: int | None = None) -> list[int]:
        """In a list: the option goes from off (or `before`) to chosen, all others as they are."""
        one, two, formula = self.one, self.two, self.formula
        others = [word for word in one.yes if word != name]
        same = [
            -formula.differ(part[word], same[word])
            for part, same in ((one.yes, two.yes), (one.unsure, two.unsure))
            for word in others
        ]
        was = [-one.yes[name], -one.unsure[name]] if before is None else [before]
        return [*same, *was, chosen, -one.whole, -two.whole]

    def _verdict(self, kind: Kind, about: str, message: str, *wrong: int) -> Verdict:
        option = self.question.option(about.split()[0])
        mark = self.question.mark if option is None else option.mark
        subject = f"{self.question.id}: {about}"
        return self.court.never(kind, subject, mark, message, self.lowered, *wrong, other=self.other, shows=self._falls)

    def _falls(self, people: tuple[Answers, ...]) -> bool:
        before, after = (triage(self.court.tree, record).urgency for record in people)
        return after < before


def _conjuncts(test: Test) -> tuple[Test, ...]:
    """The parts that must all hold."""
    return test.parts if isinstance(test, Count) and test.number == len(test.parts) else (test,)
