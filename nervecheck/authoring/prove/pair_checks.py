"""Laws 3 and 4 for one question, and whether its options matter: on two people who differ in its answer alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nervecheck.authoring.prove.solver import anybody
from nervecheck.authoring.prove.verdict import Kind, Verdict
from nervecheck.engine.compiled import Count, Test
from nervecheck.engine.triage import triage
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.authoring.prove.encoding import PersonVariables
    from nervecheck.authoring.prove.solver import Solver
    from nervecheck.engine.answer import Answers


class PairChecks:
    """The first person and one who answers a single question otherwise."""

    def __init__(self, solver: Solver, question: Question) -> None:
        self.solver, self.question, self.formula = solver, question, solver.formula
        self.other = solver.encoding.with_other(question.id)
        self.one, self.two = solver.first.given[question.id], self.other.given[question.id]

    def verdicts(self) -> Iterator[Verdict]:
        """Everything about the question."""
        matters = list(self.matters())  # first, while nothing in the formula is loose
        yield from self.danger()
        yield from self.unsure()
        yield from self.harmless()
        yield from matters
        yield from self.informs()

    @cached_property
    def lowered(self) -> int:
        """That the second one's urgency is below the first one's."""
        solver = self.solver
        if solver.is_part:
            return self._below_in_part(solver.first, self.other)
        return solver.worse(solver.level, self.other.at_least())

    @cached_property
    def raised(self) -> int:
        """That the second one's urgency is above the first one's."""
        solver = self.solver
        if solver.is_part:
            return self._below_in_part(self.other, solver.first)
        return solver.worse(self.other.at_least(), solver.level)

    def _depends(self, test: Test) -> bool:
        return self.question.id in self.solver.encoding.dependencies.of(test)

    def _below_in_part(self, high: PersonVariables, low: PersonVariables) -> int:
        """At least whatever puts `low` below `high`: only what depends on the question can, and the rest is the same for both.

        An escalation, which leads one level up, keeps an order that it finds if whoever is not below is lifted with the
        other: then the one that it lifts is nowhere above one that it leaves.
        """
        plan, formula = self.solver.encoding.plan, self.formula
        items = [item for item in plan.consequences if self._depends(item.test)]
        one, two = (person.fired(items) for person in (high, low))
        stopped = [item.test for item in items] + [test for _, test in plan.limits if self._depends(test)]
        care = [test for test in _conjuncts(plan.self_care) if self._depends(test)]
        calm_low = formula.every([*(-low.holds(t) for t in stopped), *(low.holds(t, "definite") for t in care)])
        not_high = formula.some([*(high.holds(t) for t in stopped), *(-high.holds(t, "definite") for t in care)])
        left = [formula.every([high.holds(test), -low.holds(test)]) for _, test in plan.escalations if self._depends(test)]
        return formula.some([self.solver.worse(one, two), formula.every([calm_low, not_high]), *left])

    def danger(self) -> Iterator[Verdict]:
        """Law 3: from any benign answer to a danger sign (in a `many`, from off to on), nothing falls."""
        for sign in self.question.signs:
            message = f"With '{sign}' the urgency is lower than without it."
            if self.question.type is QuestionType.MANY:
                yield self._verdict(Kind.DANGER, sign, message, *self._ticked(sign, self.two.yes[sign]))
                continue
            benign = self.formula.some(literal for name, literal in self.one.yes.items() if name not in self.question.signs)
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
        benign = [name for name in self.one.yes if name not in self.question.signs]
        message = "With 'not sure' the urgency is lower than with a benign answer, or one it is read as."
        only = [-literal for name, literal in self.one.yes.items() if name not in benign]
        certain = [-literal for literal in (*self.one.unsure.values(), self.one.whole)]
        yield self._verdict(Kind.UNSURE, "not sure", message, self.two.whole, *only, *certain)
        for name in self.question.unsure:
            rest = [-literal for word, literal in self.one.yes.items() if word != name]
            chosen = [self.one.yes[name], *rest, *certain]
            yield self._verdict(Kind.UNSURE, f"not sure, read as {name}", message, self.two.whole, *chosen)

    def harmless(self) -> Iterator[Verdict]:
        """From "none of these" to a harmless option alone, nothing rises."""
        for option in self.question.options:
            if option.harmless:
                others = [literal for name, literal in self.two.yes.items() if name != option.id]
                alone = [self.two.yes[option.id], *(-literal for literal in (*others, *self.two.unsure.values()))]
                subject, message = f"{self.question.id}: {option.id}", "It says `harmless: true`, but is more urgent than none."
                wrong = (self.raised, self.one.none, *alone)
                yield self.solver.never(
                    Kind.HARMLESS, subject, option.mark, message, *wrong, other=self.other, shows=self._rises
                )

    def matters(self) -> Iterator[Verdict]:
        """Choosing an option, or not, can change something that anybody sees; a harmless line need not."""
        change = self.formula.some(self._changes())
        if self.question.type is QuestionType.YES_NO:
            message = "Yes or no, nothing changes."
            said = (change, self.one.yes["no"], self.two.yes["yes"])
            yield self.solver.can(Kind.MATTERS, self.question.id, self.question.mark, message, *said)
        message = "Choosing it never changes anything. If it only informs the reader, say `informs: true`."
        for option in self.question.options:
            if not option.leaves_clear:
                subject = f"{self.question.id}: {option.id}"
                yield self.solver.can(Kind.MATTERS, subject, option.mark, message, change, *self._chosen(option.id))

    def informs(self) -> Iterator[Verdict]:
        """Choosing an option that only informs changes nothing that anybody sees."""
        message = "It says `informs: true`, but choosing it changes something."
        for option in self.question.options:
            if option.informs:
                changes = [*self._changes(whole=True), self._differs(self.solver.encoding.plan.self_care, "definite")]
                wrong = (self.formula.some(changes), *self._chosen(option.id))
                subject = f"{self.question.id}: {option.id}"
                yield self.solver.never(Kind.MATTERS, subject, option.mark, message, *wrong, shows=anybody)

    def _changes(self, whole: bool = False) -> Iterator[int]:
        """That this or that differs which anybody sees; all of it, or what can be told without anything loose."""
        encoding = self.solver.encoding
        for test in encoding.seen[self.question.id]:
            if whole or encoding.about is None or not encoding.waits(test):
                yield self._differs(test)
        if not self.solver.is_part:
            yield self._differs(encoding.plan.self_care, "definite")

    def _differs(self, test: Test, reading: str = "decision") -> int:
        return self.formula.differ(*(person.holds(test, reading) for person in (self.solver.first, self.other)))

    def _chosen(self, name: str) -> list[int]:
        """The option goes from not chosen to chosen, in a list with all others as they are."""
        chosen = self.two.yes[name]
        return self._ticked(name, chosen) if self.question.type is QuestionType.MANY else [-self.one.yes[name], chosen]

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
        return self.solver.never(kind, subject, mark, message, self.lowered, *wrong, other=self.other, shows=self._falls)

    def _rises(self, people: tuple[Answers, ...]) -> bool:
        before, after = (triage(self.solver.tree, record).urgency for record in people)
        return after > before

    def _falls(self, people: tuple[Answers, ...]) -> bool:
        before, after = (triage(self.solver.tree, record).urgency for record in people)
        return after < before


def _conjuncts(test: Test) -> tuple[Test, ...]:
    """The parts that must all hold."""
    return test.parts if isinstance(test, Count) and test.number == len(test.parts) else (test,)
