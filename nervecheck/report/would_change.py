"""What would change a result, for the person it is about: never as an answer to choose, and never a way down from help.

An author is told of every single change, both ways, by `nervecheck what-if`. Here a frightened person reads. What would be more
urgent is told line by line: it can begin, and then nobody should wait. What would be less urgent is told by topic, without the
answer that would do it: not at all once the result is an emergency, and never of a list of danger signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.alternatives import Effect, Kind, alternatives
from nervecheck.report.facts import IfTrue, WouldChange
from nervecheck.tree.conditions import atoms
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import ReaderPart, Urgency

if TYPE_CHECKING:
    from nervecheck.engine.answer import Answers
    from nervecheck.tree.model import Tree

_STAYS = (ReaderPart.WHO, ReaderPart.AGE)  # what cannot begin


def would_change(tree: Tree, answers: Answers) -> WouldChange:
    """The lines that would make the result more urgent, and the topics it rests on; each in the order of `alternatives`."""
    found = alternatives(tree, answers)
    raising = [_if_true(effect) for effect in found.raising if _is_told(effect, found.now)]
    settling = _settling(tree)
    lowering = (effect.change.question for effect in found.lowering if found.now < Urgency.EMERGENCY)
    topics = (q.topic for q in lowering if q.reader not in _STAYS and (q.id in settling or not (q.asks_danger or q.gate)))
    return WouldChange(tuple(raising), tuple(dict.fromkeys(topics)))


def _is_told(effect: Effect, now: Urgency) -> bool:
    """Whether a line that can begin is more urgent for certain, or a danger sign of which more would be asked."""
    change = effect.change
    question = change.question
    begins = change.kind in (Kind.TICKED, Kind.TICKED_TOO, Kind.OTHER) and change.choice not in ("no", "not sure")
    certain = effect.lowest > now or question.gate or question.is_danger(change.choice)
    return begins and certain and question.reader not in _STAYS


def _settling(tree: Tree) -> frozenset[str]:
    """The questions whose later, definite answer settles a danger sign."""
    settled = (option.settled for question in tree.questions.values() for option in question.options)
    named = (atom for condition in settled if condition is not None for atom, _ in atoms(condition))
    return frozenset(getattr(atom, "question", getattr(atom, "name", "")) for atom in named)


def _if_true(effect: Effect) -> IfTrue:
    question, choice = effect.change.question, effect.change.choice
    option = question.option(choice)
    label = choice.capitalize() if option is None else option.label
    told = label if question.type is QuestionType.MANY else f"{question.topic}: {label}"
    danger = question.gate or question.is_danger(choice)
    return IfTrue(question.id, question.topic, told, effect.lowest.id, effect.highest.id, danger)
