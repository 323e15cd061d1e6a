"""What one answer leads to when all else is answered none or no: by the engine, on the conditions that decide for people.

A question that is asked only after certain answers is looked at after each of them, as nobody can be asked it otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import Count, NumberTest, OptionTest, Seen, Test, tests_in
from nervecheck.engine.plan import Consequence, plan
from nervecheck.engine.readings import decided
from nervecheck.tree.conditions import CLEAR, NONE, UNSURE
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree
    from nervecheck.tree.rules import Limit, Rule

MOST_OPENINGS = 150  # ways to come to a question that are looked at, the first ones of the file
NONE_FIRED = -1

Way = Mapping[str, Answer]
_WHOLE: dict[str, Answer] = {NONE: NoneOfThese(), UNSURE: NotSure()}


class Alone(NamedTuple):
    """What one answer leads to: the least and the most urgent level, by the answers that open its question, and the rules.

    A level is None where no rule fires. The rules are those of the most urgent level that this answer has a part in; the limits
    say what is not covered with it.
    """

    least: Urgency | None
    most: Urgency | None
    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...]


class _Opening(NamedTuple):
    """Answers to other questions after which one is asked, and the consequences that hold without it, by their number."""

    view: Mapping[str, Seen]
    fired: frozenset[int]


class SingleAnswers:
    """Looks at single answers of one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree, self.plan = tree, plan(tree)
        self._openings: dict[str, list[_Opening]] = {}
        self._about: dict[str, set[int]] = {name: set() for name in tree.questions}
        for number, item in enumerate(self.plan.consequences):
            for single in tests_in(item.test):
                self._about[single.question].add(number)

    def alone(self, name: str, answer: Answer) -> Alone:
        """What this answer to the question leads to, after any of the answers that open it."""
        seen, about = decided(self.tree.questions[name], answer), self._about[name]
        levels, own = set[int](), set[int]()
        for opening in self._opened(name):
            view = {**self.plan.closed, **opening.view, name: seen}
            fired = self._fired(about, view)  # it may also keep from holding what held before
            own |= fired - opening.fired
            levels.add(self._lifted(self._level(fired | opening.fired - about), view))
        items = [self.plan.consequences[number] for number in sorted(own)]
        rules = dict.fromkeys(item.rule for item in items if item.urgency == self._level(own))
        least, most = (None if level == NONE_FIRED else Urgency(level) for level in (min(levels), max(levels)))
        view = {**self.plan.closed, **self._opened(name)[0].view, name: seen}
        limits = (limit for limit, test in self.plan.limits if _asks(test, name) and test.value(view) is True)
        return Alone(least, most, tuple(rules), tuple(limits))

    def looking_for(self, name: str, option: str) -> Iterator[Consequence]:
        """The rules that hold sooner with the option, and the raises whose own condition does, in the order of the file."""
        for number in sorted(self._about[name]):
            item = self.plan.consequences[number]
            own = item.test.parts[1] if item.step is not None and isinstance(item.test, Count) else item.test
            singles = [one for one in tests_in(own) if isinstance(one, OptionTest) and one.question == name and one.positive]
            if any(option in one.options for one in singles):
                yield item

    def _opened(self, name: str) -> list[_Opening]:
        """The answers to other questions after which this one is asked, the calmest first."""
        if name not in self._openings:
            ways = islice(self._ways(self.plan.guards[name]), MOST_OPENINGS)
            views = [self._view(way) for way in ways] or [{}]
            every = range(len(self.plan.consequences))
            found = [_Opening(view, self._fired(every, {**self.plan.closed, **view})) for view in views]
            self._openings[name] = sorted(found, key=lambda opening: self._level(opening.fired))
        return self._openings[name]

    def _view(self, way: Way) -> Mapping[str, Seen]:
        """The answers of the way, and before them the calmest that open their questions in turn."""
        view: dict[str, Seen] = {}
        for name in way:
            view |= self._opened(name)[0].view
        return view | {name: decided(self.tree.questions[name], answer) for name, answer in way.items()}

    def _ways(self, test: Test) -> Iterator[Way]:
        """Answers that make the test hold; what it denies holds where nothing is answered."""
        match test:
            case Count(number, parts):
                for chosen in combinations(parts, number):
                    for ways in product(*(list(islice(self._ways(part), MOST_OPENINGS)) for part in chosen)):
                        yield from self._joined(ways)
            case OptionTest(name, options, True) if CLEAR not in options:
                words = [option.id for option in self.tree.questions[name].options] or ["yes", "no"]
                yield from ({name: Picked((word,))} for word in words if word in options)
                yield from ({name: answer} for word, answer in _WHOLE.items() if word in options)
            case NumberTest(name, low, high, True):
                yield {name: Number(low if low is not None else high or 0)}
            case _:
                yield {}

    def _joined(self, ways: Iterable[Way]) -> Iterator[Way]:
        """The answers of all ways together; nothing where two of them contradict each other."""
        joined: dict[str, Answer] = {}
        for name, answer in (item for way in ways for item in way.items()):
            other = joined.setdefault(name, answer)
            if other != answer:
                several = self.tree.questions[name].type is QuestionType.MANY
                if not (several and isinstance(other, Picked) and isinstance(answer, Picked)):
                    return
                joined[name] = Picked(tuple(dict.fromkeys((*other.yes, *answer.yes))))
        yield joined

    def _lifted(self, level: int, view: Mapping[str, Seen]) -> int:
        for step, test in self.plan.escalations:
            level = step.to if level == step.from_ and test.value(view) is True else level
        return level

    def _fired(self, numbers: Iterable[int], view: Mapping[str, Seen]) -> frozenset[int]:
        return frozenset(number for number in numbers if self.plan.consequences[number].test.value(view) is True)

    def _level(self, fired: Iterable[int]) -> int:
        return max((int(self.plan.consequences[number].urgency) for number in fired), default=NONE_FIRED)


def _asks(test: Test, name: str) -> bool:
    return any(single.question == name for single in tests_in(test))
