"""Conditions compiled: tests without names or `not`, evaluated to true, false or unknown.

What is negated becomes a negative test, so every test only ever *asks for* something. That is what keeps "not sure" from
passing for "no": a positive test sees what the answer is read as, a negative one only what was definitely said (design, laws
1 and 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.tree.conditions import CLEAR, AllOf, AnyOf, AtLeast, Chosen, Condition, Named, Not, Within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Seen(NamedTuple):
    """What one question shows to the tests: options that hold, options denied, the number.

    An option in neither set is unknown. In `void` whatever is unknown counts against every test, positive or negative:
    it will stay unknown, and what lowers an urgency must not rest on it.
    """

    yes: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    number: int | None = None
    void: bool = False


class OptionTest(NamedTuple):
    """Asks that one of the options is chosen, or (negative) that none of them is."""

    question: str
    options: frozenset[str]
    positive: bool

    def value(self, view: Mapping[str, Seen]) -> bool | None:
        """True, False, or None for unknown."""
        seen = view[self.question]
        if self.positive:
            if not self.options.isdisjoint(seen.yes):
                return True
            return False if seen.void or self.options <= seen.denied else None
        if self.options <= seen.denied:
            return True
        return False if seen.void or not self.options.isdisjoint(seen.yes) else None


class NumberTest(NamedTuple):
    """Asks that the number lies in the bounds, or (negative) outside them."""

    question: str
    low: int | None
    high: int | None
    positive: bool

    def value(self, view: Mapping[str, Seen]) -> bool | None:
        """True, False, or None for unknown."""
        seen = view[self.question]
        if seen.number is None:
            return False if seen.void else not self.positive if seen.denied else None
        inside = (self.low is None or seen.number >= self.low) and (self.high is None or seen.number <= self.high)
        return inside is self.positive


class Count(NamedTuple):
    """Asks that at least `number` of the parts hold; `all`, `any` and `at-least` are the three uses."""

    number: int
    parts: tuple[Test, ...]

    def value(self, view: Mapping[str, Seen]) -> bool | None:
        """True, False, or None for unknown."""
        missing, spare = self.number, len(self.parts) - self.number
        if missing <= 0 or spare < 0:
            return missing <= 0
        for part in self.parts:
            value = part.value(view)
            if value:
                missing -= 1
                if not missing:
                    return True
            elif value is False:
                spare -= 1
                if spare < 0:
                    return False
        return None


SingleTest = OptionTest | NumberTest
Test = SingleTest | Count
ALWAYS = Count(0, ())
NEVER = Count(1, ())


def reasons(test: Test, view: Mapping[str, Seen]) -> Iterator[SingleTest]:
    """All single tests that hold and take part in making this one hold; none when it does not."""
    return _alike(test, view, (True,))


def missing(test: Test, view: Mapping[str, Seen]) -> Iterator[SingleTest]:
    """All single tests that keep this one from holding; none when it holds."""
    return _alike(test, view, (False, None))


def unsettled(test: Test, view: Mapping[str, Seen]) -> list[str]:
    """The questions whose answers could still settle this test; none when it is settled."""
    found: list[str] = []
    _settle(test, view, found)
    return found


def _settle(test: Test, view: Mapping[str, Seen], found: list[str]) -> bool | None:
    """The value of the test, with the questions that could settle it added to `found`.

    Both in one walk, as nearly all the time of an interview goes here.
    """
    if not isinstance(test, Count):
        value = test.value(view)
        if value is None:
            found.append(test.question)
        return value
    start, missing, spare = len(found), test.number, len(test.parts) - test.number
    if missing <= 0 or spare < 0:
        return missing <= 0
    for part in test.parts:
        value = _settle(part, view, found)
        if value is None:
            continue
        missing, spare = (missing - 1, spare) if value else (missing, spare - 1)
        if not missing or spare < 0:
            del found[start:]
            return value
    return None


def _alike(test: Test, view: Mapping[str, Seen], values: tuple[bool | None, ...]) -> Iterator[SingleTest]:
    """The single tests that have one of the values, below parts that all have one."""
    if test.value(view) in values:
        if isinstance(test, Count):
            for part in test.parts:
                yield from _alike(part, view, values)
        else:
            yield test


class Findings(dict[str, Condition]):
    """What each finding stands for. Its tests are made once and shared by all who name it."""

    def __init__(self, meaning: Mapping[str, Condition]) -> None:
        super().__init__(meaning)
        self._tests: dict[tuple[str, bool], Test] = {}

    def test(self, name: str, positive: bool) -> Test:
        """The test of the finding, or (negative) of its absence."""
        if (name, positive) not in self._tests:
            self._tests[name, positive] = compiled(self[name], self, positive)
        return self._tests[name, positive]


def compiled(condition: Condition, findings: Findings, positive: bool = True) -> Test:
    """The condition as tests, findings replaced by what they mean; a name that is no finding is a yes-no question."""
    match condition:
        case Chosen(question, options):
            return OptionTest(question, frozenset(options), positive)
        case Within(question, low, high):
            return NumberTest(question, low, high, positive)
        case Named(name) if name in findings:
            return findings.test(name, positive)
        case Named(name):
            return OptionTest(name, frozenset({"yes"}), positive)
        case Not(part):
            return compiled(part, findings, not positive)
        case AllOf(parts):
            number = len(parts)
        case AnyOf(parts):
            number = 1
        case AtLeast(number, parts):
            pass
    # "not at least n of k" is "at least k - n + 1 of the negations"
    tests = tuple(compiled(part, findings, positive) for part in parts)
    return Count(number if positive else len(parts) - number + 1, tests)


def tests_in(test: Test) -> Iterator[SingleTest]:
    """Every single test below this one."""
    match test:
        case Count(_, parts):
            for part in parts:
                yield from tests_in(part)
        case _:
            yield test


def conjuncts(test: Test) -> Iterator[Test]:
    """The parts that must all hold, and theirs."""
    if isinstance(test, Count) and test.number == len(test.parts):
        for part in test.parts:
            yield from conjuncts(part)
    else:
        yield test


def unasked(test: Test, questions: frozenset[str]) -> Test:
    """The test as it stands while these questions are not asked: nothing of theirs is chosen, everything denied, all clear.

    It is the same object where it asks about none of them, so that what is known of it holds here too.
    """
    match test:
        case Count(number, parts):
            left = tuple(unasked(part, questions) for part in parts)
            return test if all(one is other for one, other in zip(left, parts, strict=True)) else Count(number, left)
        case _ if test.question in questions:
            holds = isinstance(test, OptionTest) and CLEAR in test.options
            return ALWAYS if holds is test.positive else NEVER
        case _:
            return test
