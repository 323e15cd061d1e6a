"""Laws 3 and 4 for one question, and whether its options matter: on two people who differ in its answer alone."""

from __future__ import annotations

from functools import cached_property, partial
from operator import itemgetter
from typing import TYPE_CHECKING

from nervecheck.authoring.prove.formula import FALSE
from nervecheck.authoring.prove.options_in_sample import options_that_matter
from nervecheck.authoring.prove.solver import Claim, Wish, anybody
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.engine.compiled import Count, Test
from nervecheck.engine.triage import triage
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from nervecheck.authoring.prove.encoding import PersonVariables
    from nervecheck.authoring.prove.part import Solution
    from nervecheck.authoring.prove.solver import Solver
    from nervecheck.base.problems import Mark
    from nervecheck.engine.answer import Answers

_PEOPLE = 32  # more show little more
_OF_URGENCY = {Kind.DANGER, Kind.UNSURE, Kind.HARMLESS}


class PairChecks:
    """The first person and one who answers a single question otherwise."""

    def __init__(self, solver: Solver, question: Question) -> None:
        self.solver, self.question, self.formula = solver, question, solver.formula
        self.other = solver.encoding.with_other(question.id)
        self.one, self.two = solver.first.given[question.id], self.other.given[question.id]

    def verdicts(self, kinds: Collection[Kind]) -> Iterator[Verdict]:
        """Everything of these kinds about the question."""
        if _OF_URGENCY.intersection(kinds):
            claims = [claim for claim in (*self._danger(), *self._unsure(), *self._harmless()) if claim.kind in kinds]
            with self.solver.part(self._instead()) as part:
                yield from self.solver.nobody(claims, part)
        if Kind.MATTERS in kinds:
            yield from self._matters()
            if any(option.informs for option in self.question.options):
                with self.solver.part(self._instead()) as part:
                    yield from self.solver.nobody(list(self._informs()), part)

    def _instead(self) -> dict[int, tuple[int, ...]]:
        """What makes a list loose that waits for an urgency: whoever reaches it without the question is the same for both.

        That stands as one variable that may hold or not, as it would bring nearly every rule into the part.
        """
        encoding, instead = self.solver.encoding, dict[int, tuple[int, ...]]()
        # what the last list changes for its own questions, it changes only for those who are asked it
        if self.question.id in encoding.waiting:
            return instead
        for test in encoding.plan.reached.values():
            gates = [abs(person.holds(test)) for person in (self.solver.first, self.other)]
            parts = [self.formula.parts[gate] for gate in gates]
            shared, same = {*parts[0]}.intersection(parts[1]), self.formula.fresh()
            for gate, all_parts in zip(gates, parts, strict=True):
                if shared:
                    instead[gate] = (*(part for part in all_parts if part not in shared), same)
        return instead

    def _danger(self) -> Iterator[Claim]:
        """Law 3: from any benign answer to a danger sign (in a `many`, from off to on), nothing falls."""
        for sign in self.question.signs:
            message = f"With '{sign}' the urgency is lower than without it."
            if self.question.type is QuestionType.MANY:
                yield self._falling(Kind.DANGER, sign, message, *self._ticked(sign, self.two.yes[sign]))
                continue
            benign = self.formula.some([literal for name, literal in self.one.yes.items() if name not in self.question.signs])
            yield self._falling(Kind.DANGER, sign, message, benign, self.two.yes[sign])

    def _unsure(self) -> Iterator[Claim]:
        """Law 4: "not sure" of an option is not below its no, nor its yes where it is read so; of a question, as designed."""
        if self.question.type is QuestionType.MANY:
            for option in self.question.options:
                message = f"With '{option.id}' not sure the urgency is lower than with a definite answer."
                unsure = self.two.unsure[option.id]
                yield self._falling(Kind.UNSURE, f"{option.id} not sure", message, *self._ticked(option.id, unsure))
                if option.unsure_is_yes:
                    ticked = self._ticked(option.id, unsure, self.one.yes[option.id])
                    yield self._falling(Kind.UNSURE, f"{option.id} not sure, read as yes", message, *ticked)
        if self.question.unsure is None:
            return
        benign = [name for name in self.one.yes if name not in self.question.signs]
        message = "With 'not sure' the urgency is lower than with a benign answer, or one it is read as."
        only = [-literal for name, literal in self.one.yes.items() if name not in benign]
        certain = [-literal for literal in (*self.one.unsure.values(), self.one.whole)]
        yield self._falling(Kind.UNSURE, "not sure", message, self.two.whole, *only, *certain)
        for name in self.question.unsure:
            rest = [-literal for word, literal in self.one.yes.items() if word != name]
            chosen = [self.one.yes[name], *rest, *certain]
            yield self._falling(Kind.UNSURE, f"not sure, read as {name}", message, self.two.whole, *chosen)

    def _harmless(self) -> Iterator[Claim]:
        """From "none of these" to a harmless option alone, nothing rises."""
        for option in self.question.options:
            if option.harmless:
                others = [literal for name, literal in self.two.yes.items() if name != option.id]
                alone = [self.two.yes[option.id], *(-literal for literal in (*others, *self.two.unsure.values()))]
                message = "It says `harmless: true`, but is more urgent than none."
                pair = self.other, self.solver.first
                yield self._claim(Kind.HARMLESS, option.id, option.mark, message, pair, (self.one.none, *alone), self._rises)

    def _falling(self, kind: Kind, about: str, message: str, *wrong: int) -> Claim:
        option = self.question.option(about.split()[0])
        mark = self.question.mark if option is None else option.mark
        return self._claim(kind, about, mark, message, (self.solver.first, self.other), wrong, self._falls)

    def _claim(
        self, kind: Kind, about: str, mark: Mark, message: str, pair: tuple[PersonVariables, PersonVariables],
        wrong: tuple[int, ...], shows: Callable[[tuple[Answers, ...]], bool],
    ) -> Claim:  # fmt: skip
        """That of nobody `wrong` holds while the first of the pair is above the second."""
        high, low = pair
        loose = self._rises_perhaps if high is self.other else self._falls_perhaps

        def exact() -> tuple[int, ...]:
            return (self.solver.worse(high.at_least(), low.at_least()), *wrong)

        return Claim(kind, f"{self.question.id}: {about}", mark, message, (loose, *wrong), exact, shows, self.other)

    @cached_property
    def _falls_perhaps(self) -> int:
        return self._above(self.solver.first, self.other)

    @cached_property
    def _rises_perhaps(self) -> int:
        return self._above(self.other, self.solver.first)

    def _above(self, high: PersonVariables, low: PersonVariables) -> int:
        """At least whatever puts `low` below `high`: only what depends on the question can, and the rest is the same for both.

        An escalation, which leads one level up, keeps an order that it finds if whoever is not below is lifted with the
        other: then the one that it lifts is nowhere above one that it leaves.
        """
        plan, formula, depends = self.solver.encoding.plan, self.formula, self._depends
        items = self.solver.encoding.behind[self.question.id]
        one, two = (person.fired(items) for person in (high, low))
        stopped = [item.test for item in items] + [test for _, test in plan.limits if depends(test)]
        care = [test for test in _conjuncts(plan.self_care) if depends(test)]
        calm_low = formula.every([*(-low.holds(t) for t in stopped), *(low.holds(t, "definite") for t in care)])
        not_high = formula.some([*(high.holds(t) for t in stopped), *(-high.holds(t, "definite") for t in care)])
        left = [formula.every([high.holds(test), -low.holds(test)]) for _, test in plan.escalations if depends(test)]
        return formula.some([self.solver.worse(one, two), formula.every([calm_low, not_high]), *left])

    def _depends(self, test: Test) -> bool:
        return self.question.id in self.solver.encoding.dependencies.of(test)

    def _matters(self) -> Iterator[Verdict]:
        """Choosing an option, or not, can change something that anybody sees; a harmless line need not."""
        shown = options_that_matter(self.solver.encoding, self.question, self._people())
        unknown = [wish for name, wish in self._wishes() if name not in shown]
        states = self._states(unknown) if unknown else {}
        yield from (wish.verdict(states.get(wish.subject, State.PROVED)) for _, wish in self._wishes())

    def _states(self, wishes: Sequence[Wish]) -> dict[str, State]:
        """By subject, of choices for which nobody is known yet: by what is near, then loosely, and only then by everything."""
        near = [literal for literal, is_late in self._differing if not is_late]
        states = self._possible(wishes, self.formula.some(near) if near else FALSE)
        left = [wish for wish in wishes if states[wish.subject] is not State.PROVED]
        if left:
            with self.solver.part(self._instead()) as part:
                nobody = [wish for wish in left if part.solution(self._changes_perhaps, *wish.wanted) is None]
            states |= {wish.subject: State.REFUTED for wish in nobody}
            states |= self._possible([wish for wish in left if wish not in nobody], self._changes, far=True)
        return states

    def _possible(self, wishes: Sequence[Wish], change: int, far: bool = False) -> dict[str, State]:
        states = self.solver.possible([(change, *wish.wanted) for wish in wishes], far)
        return {wish.subject: state for wish, state in zip(wishes, states, strict=True)}

    def _wishes(self) -> Iterator[tuple[str, Wish]]:
        """That each option is chosen, by its name."""
        if self.question.type is QuestionType.YES_NO:
            wanted = (self.one.yes["no"], self.two.yes["yes"])
            yield "yes", Wish(Kind.MATTERS, self.question.id, self.question.mark, "Yes or no, nothing changes.", wanted)
        message = "Choosing it never changes anything. If it only informs the reader, say `informs: true`."
        for option in self.question.options:
            if not option.leaves_clear:
                subject = f"{self.question.id}: {option.id}"
                yield option.id, Wish(Kind.MATTERS, subject, option.mark, message, self._chosen(option.id))

    def _people(self) -> list[Solution]:
        """Some who are asked the question, first those found for what rests on it, and the same with nothing chosen there."""
        found = self.solver.found
        asked = self.solver.sample.holds(self.solver.first.asked(self.question.id))
        people = [(self.question.id not in names, one) for at, (names, one) in enumerate(found) if asked >> at & 1]
        known = [one for _, one in sorted(people, key=itemgetter(0))[:_PEOPLE]]
        return [set(), *known, *(one.difference(self.one.free) for one in known)]

    def _informs(self) -> Iterator[Claim]:
        """Choosing an option that only informs changes nothing that anybody sees."""
        message = "It says `informs: true`, but choosing it changes something."
        for option in self.question.options:
            if option.informs:
                subject, chosen = f"{self.question.id}: {option.id}", self._chosen(option.id)
                loose, exact = (self._changes_perhaps, *chosen), (self._changes, *chosen)
                yield Claim(Kind.MATTERS, subject, option.mark, message, loose, partial(tuple, exact), anybody, self.other)

    @cached_property
    def _changes(self) -> int:
        """That something differs which anybody sees."""
        care = self._differ(self.solver.encoding.plan.self_care, "definite")
        return self.formula.some([*(literal for literal, _ in self._differing), care])

    @property
    def _changes_perhaps(self) -> int:
        """At least whatever makes something differ."""
        care = [test for test in _conjuncts(self.solver.encoding.plan.self_care) if self._depends(test)]
        own = [self._differ(test, "definite") for test in care]
        return self.formula.some([*(literal for literal, _ in self._differing), *own])

    @cached_property
    def _differing(self) -> list[tuple[int, bool]]:
        """That each of the tests differs which the question can change, with whether it rests on nearly everything."""
        encoding = self.solver.encoding
        return [(self._differ(test), encoding.waits(test)) for test in encoding.seen[self.question.id]]

    def _differ(self, test: Test, reading: str = "decision") -> int:
        return self.formula.differ(*(person.holds(test, reading) for person in (self.solver.first, self.other)))

    def _chosen(self, name: str) -> tuple[int, ...]:
        """The option goes from not chosen to chosen, in a list with all others as they are."""
        chosen = self.two.yes[name]
        return self._ticked(name, chosen) if self.question.type is QuestionType.MANY else (-self.one.yes[name], chosen)

    def _ticked(self, name: str, chosen: int, before: int | None = None) -> tuple[int, ...]:
        """In a list: the option goes from off (or `before`) to chosen, all others as they are."""
        one, two = self.one, self.two
        same = [literal for word, literals in self._same.items() if word != name for literal in literals]
        was = [-one.yes[name], -one.unsure[name]] if before is None else [before]
        return (*same, *was, chosen, -one.whole, -two.whole)

    @cached_property
    def _same(self) -> dict[str, tuple[int, int]]:
        """By option of a list: that both say the same of it."""
        one, two, differ = self.one, self.two, self.formula.differ
        return {w: (-differ(one.yes[w], two.yes[w]), -differ(one.unsure[w], two.unsure[w])) for w in one.yes}

    def _rises(self, people: tuple[Answers, ...]) -> bool:
        before, after = (triage(self.solver.tree, record).urgency for record in people)
        return after > before

    def _falls(self, people: tuple[Answers, ...]) -> bool:
        before, after = (triage(self.solver.tree, record).urgency for record in people)
        return after < before


def _conjuncts(test: Test) -> tuple[Test, ...]:
    """The parts that must all hold."""
    return test.parts if isinstance(test, Count) and test.number == len(test.parts) else (test,)
