"""The search for somebody for each of many wishes, from the few questions that a wish is about outwards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nervecheck.authoring.prove.formula import TRUE
from nervecheck.authoring.prove.part import Part, Solution
from nervecheck.authoring.prove.sample import Sample, known_of, numbers_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from nervecheck.authoring.prove.solver import Solver

Found = Solution | bool | None
Broken = dict[int, list[int]]
_FEW = 24  # questions on which what is near rests


class Search:
    """Somebody for each of some wishes, of which all literals are to hold.

    What rests on many questions, as that no rule fires which is more urgent, is not asked for at first. Whoever is found is
    calm in all else, and breaks little of it, which is added before the next time.
    """

    def __init__(self, solver: Solver, wanted: Sequence[Sequence[int]], near: Mapping[int, int]) -> None:
        """`near` holds by number what rests on few questions, and makes more of what is wanted likely."""
        self._solver, self._formula, self._wanted, self._near = solver, solver.formula, wanted, near
        likely = ((*literals, near.get(at, TRUE)) for at, literals in enumerate(wanted))
        self._asked = [{one for one in literals if not self._is_far(one)} for literals in likely]
        self._found = dict[int, Found]()
        self._left = list[int]()
        # by what is wanted that rests on many questions, somebody of whom it holds
        self._model = dict[tuple[int, ...], Solution]()

    def found(self) -> list[Found]:
        """By wish the solution in which it holds; None if there is none, False if the limit was reached."""
        broken = self._tried(range(len(self._wanted)))
        self._model = self._models(broken)
        self._go_on(self._completed(broken))
        wanted = [self._wanted[at] for at in self._left]
        self._found |= zip(self._left, _solved(self._solver.whole, wanted), strict=True)
        return [self._found[at] for at in range(len(self._wanted))]

    def _models(self, numbers: Iterable[int]) -> dict[tuple[int, ...], Solution]:
        """For what several of these want that rests on many questions: somebody of whom that holds, and no more is asked."""
        often = Counter(self._far_of(at) for at in numbers)
        shared = [far for far, times in often.items() if times > 1]
        search = Search(self._solver, shared, {})
        search._go_on(search._tried(range(len(shared))))
        return {far: one for at, far in enumerate(shared) if isinstance(one := search._found[at], set)}

    def _tried(self, numbers: Collection[int]) -> Broken:
        """Looks for somebody for each of these, by a guess and else by a solver; what they break, by number."""
        guessed = {at: one for at in numbers if (one := self._guess(self._asked[at])) is not None}
        wrong = self._not_held(guessed, {at: self._asked[at] for at in guessed})
        self._found |= {at: one for at, one in guessed.items() if at not in wrong}
        for some, part in self._solver.in_parts([at for at in numbers if at not in guessed or at in wrong]):
            self._found |= zip(some, _solved(part, [self._asked[at] for at in some]), strict=True)
        self._left += [at for at in numbers if self._found[at] is None and at in self._near]
        return self._completed(numbers)

    def _guess(self, asked: Iterable[int]) -> Solution | None:
        """Somebody of whom all of these perhaps hold: of what is no gate as little is true as comes to hand."""
        gates, taken, waiting = self._formula.parts, set[int](), [*asked]
        while waiting:
            literal = waiting.pop()
            if literal in taken:
                continue
            if -literal in taken:
                return None
            taken.add(literal)
            parts = gates[abs(literal)]
            if literal > 0:
                waiting += parts
            elif parts and not any(-part in taken for part in parts):
                if taken.issuperset(parts):
                    return None
                # the calmest is what is not true and no gate, then what is true and no gate, then a gate that rests on little
                ease = {part: (bool(gates[abs(part)]), part < 0, abs(part)) for part in parts if part not in taken}
                waiting.append(-min(ease, key=ease.__getitem__))
        return {literal for literal in taken if literal > TRUE and not gates[literal]}

    def _go_on(self, broken: Broken) -> None:
        """Adds what is broken to what is asked for, until nothing is; what rests on many questions itself is left."""
        while broken:
            self._left += [at for at, literals in broken.items() if any(map(self._is_far, literals))]
            open_ = broken.keys() - {*self._left}
            for at in open_:
                self._asked[at].update(broken[at])
            broken = self._tried(sorted(open_))

    def _completed(self, numbers: Iterable[int]) -> Broken:
        """What those who were found break, by number, once they are like the model in what nothing was asked about."""
        people = {at: self._like_model(at, one) for at in numbers if isinstance(one := self._found[at], set)}
        broken = self._broken(people)
        self._found |= {at: one for at, one in people.items() if at not in broken}
        return broken

    def _like_model(self, at: int, own: Solution) -> Solution:
        model, about, asked = self._model.get(self._far_of(at)), self._formula.about, 0
        if model is None:
            return own
        for literal in self._asked[at]:
            asked |= about[abs(literal)]
        return own.union(one for one in model if not about[one] & asked)

    def _broken(self, people: Mapping[int, Solution]) -> Broken:
        """By number of the people of whom not all that is wanted holds: what does not, as far as possible of few questions."""
        return self._not_held(people, {at: self._wanted[at] for at in people})

    def _not_held(self, people: Mapping[int, Solution], literals: Mapping[int, Iterable[int]]) -> Broken:
        sample, numbers = Sample(self._formula, len(people), known_of(people.values())), [*people]
        of, broken = dict[int, int](), Broken()
        for bit, at in enumerate(numbers):
            for literal in literals[at]:
                of[literal] = of.get(literal, 0) | 1 << bit
        for literal, some in of.items():
            for part in self._parts(literal):
                for bit in numbers_in(some & ~sample.holds(part)):
                    broken.setdefault(numbers[bit], []).append(part)
        return broken

    def _parts(self, literal: int) -> Iterator[int]:
        """What all has to hold for the literal to do so, each as far as possible resting on few questions."""
        parts = self._formula.parts[literal] if literal > 0 and self._is_far(literal) else ()
        for part in parts:
            yield from self._parts(part)
        if not parts:
            yield literal

    def _far_of(self, at: int) -> tuple[int, ...]:
        return tuple(filter(self._is_far, self._wanted[at]))

    def _is_far(self, literal: int) -> bool:
        return self._formula.about[abs(literal)].bit_count() > _FEW


def _solved(part: Part, wanted: Sequence[Iterable[int]]) -> list[Found]:
    part.tell([literal for literals in wanted for literal in literals])
    return [part.solution(*literals) for literals in wanted]
