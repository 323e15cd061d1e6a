"""The lines of advice that fit one person, chosen so that none contradicts an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.plan import shown
from nervecheck.engine.triage import definite_view
from nervecheck.report.facts import Advised, Sign, Told
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nervecheck.engine import plan
    from nervecheck.engine.answer import Answers
    from nervecheck.engine.compiled import Seen, Test
    from nervecheck.engine.triage import Outcome
    from nervecheck.tree.library import Line
    from nervecheck.tree.model import Tree

MOST_SIGNS = 8


class Chosen(NamedTuple):
    """The lines chosen: for each rule what to do and what not, then those of the result, then those for a visit.

    `excluded` holds the tags that nothing shown after them may have.
    """

    rules: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    advised: Advised
    tell: tuple[Line, ...]
    ask: tuple[Line, ...]
    excluded: frozenset[str]


def chosen(tree: Tree, answers: Answers, outcome: Outcome) -> Chosen:
    """Everything that fits, the most urgent rule first: of two lines that exclude each other the later is left out."""
    lines, choice = shown(tree), _Choice(tree, answers, outcome)
    rules = {
        item.rule.id: (_texts(choice.of(lines.do[item.rule.id])), _texts(choice.of(lines.avoid_doing[item.rule.id])))
        for item in outcome.fired
    }
    # of trouble that is not covered nothing is known that such a line could help with
    covered, visited = outcome.covered, outcome.urgency < Urgency.EMERGENCY
    steps, avoid, expect = [choice.of(group) if covered else [] for group in (lines.steps, lines.avoid, lines.expect)]
    tell, ask = (choice.of(group) if visited else [] for group in (lines.tell, lines.ask))
    advised = Advised(_facts(steps), _facts(avoid), tuple(choice.signs()), _facts(expect))
    return Chosen(rules, advised, tuple(tell), tuple(ask), frozenset(choice.excluded))


class _Choice:
    """One person's choice of lines, with the tags that what was chosen rules out."""

    def __init__(self, tree: Tree, answers: Answers, outcome: Outcome) -> None:
        self.tree, self.outcome = tree, outcome
        self.settled: Mapping[str, Seen] = definite_view(tree, answers, outcome.view, outcome.applied)
        self.excluded: set[str] = set()

    def of(self, group: Sequence[plan.Told]) -> list[Line]:
        """The lines of the list that fit, in its order; general ones only where nothing special does."""
        fitting = [told.line for told in group if self._fits(told)]
        special = any(line.when is not None for line in fitting)
        return [line for line in fitting if not (line.fallback and special) and self._taken(line)]

    def signs(self) -> Iterator[Sign]:
        """What to watch for: of this trouble at most eight that are not there yet, then what is said to everybody."""
        fitting = [sign for sign, test, has in shown(self.tree).signs if self._is_for(sign.urgencies, test, has)]
        special = [sign for sign in fitting if sign.when is not None][:MOST_SIGNS]
        for sign in (*special, *(sign for sign in fitting if sign.when is None)):
            yield Sign(sign.say, str(sign.place), sign.when is None, sign.sources)

    def _is_for(self, urgencies: Sequence[Urgency], test: Test, has: Test) -> bool:
        there = has.value(self.settled) is True
        return self.outcome.urgency in urgencies and not there and test.value(self.outcome.view) is True

    def _fits(self, told: plan.Told) -> bool:
        line, view = told.line, self.outcome.view
        said = line.presumes is None or told.presumed.value(self.settled) is True
        return said and self.outcome.urgency in line.urgencies and told.test.value(view) is True

    def _taken(self, line: Line) -> bool:
        if not self.excluded.isdisjoint(line.tags):
            return False
        for one, other in self.tree.advice.excludes:
            self.excluded |= {other} if one in line.tags else {one} if other in line.tags else set()
        return True


def _texts(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(line.say for line in lines)


def _facts(lines: Sequence[Line]) -> tuple[Told, ...]:
    return tuple(Told(line.say, line.sources, line.basis or "") for line in lines)
