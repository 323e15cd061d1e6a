"""Whether a part that changed is what one person's urgency differs by: as the engine decides, and as the solver is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.diff_rules import PartKind, escalations_by_name
from nervecheck.engine.compiled import NEVER, OptionTest, Seen, Test
from nervecheck.engine.plan import plan
from nervecheck.engine.readings import universe
from nervecheck.engine.triage import called_for
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.authoring.diff_rules import PartChange
    from nervecheck.authoring.prove.encoding import Encoding
    from nervecheck.engine.triage import Outcome
    from nervecheck.tree.model import Tree


class Judged(NamedTuple):
    """What somebody comes to in one tree."""

    tree: Tree
    outcome: Outcome


def acts_otherwise(part: PartChange, old: Judged, new: Judged) -> bool:
    """Whether the part does something else for this person in the one tree than in the other.

    Of self-care, what is not covered and escalations it is said only where nothing that comes before them differs.
    """
    one, other = old.outcome, new.outcome
    match part.kind:
        case PartKind.RULE:
            return called_for(part.id, one) is not called_for(part.id, other)
        case PartKind.SELF_CARE:
            calm = not (one.fired or other.fired or one.limits or other.limits)
            return calm and bool(one.earned) is not bool(other.earned)
        case PartKind.LIMIT:
            named = [part.id in {limit.id for limit in outcome.limits} for outcome in (one, other)]
            return not (one.fired or other.fired) and named[0] is not named[1]
        case PartKind.ESCALATION:
            held = [_escalates(part.id, judged.tree).value(judged.outcome.view) is True for judged in (old, new)]
            return _unlifted(one) is _unlifted(other) and held[0] is not held[1]
        case PartKind.SECTION | PartKind.QUESTION:
            return any(_shows_otherwise(name, old, new) for name in _questions(part, old.tree, new.tree))


def acts_otherwise_literal(part: PartChange, old: Encoding, new: Encoding) -> int:
    """The same as a literal of the formula that both share, of its first person; the trees ask alike."""
    both, formula = (old, new), old.formula
    people, plans = [one.first for one in both], [one.plan for one in both]
    fired = [formula.some(p.holds(item.test) for item in q.consequences) for p, q in zip(people, plans, strict=True)]
    match part.kind:
        case PartKind.RULE:
            items = [[item for item in q.consequences if item.rule.id == part.id] for q in plans]
            levels = [list(p.fired(own).values()) for p, own in zip(people, items, strict=True)]
            fires = [formula.some(p.holds(item.test) for item in own) for p, own in zip(people, items, strict=True)]
            return formula.some(formula.differ(*pair) for pair in [*zip(*levels, strict=True), (fires[0], fires[1])])
        case PartKind.SELF_CARE:
            limits = [formula.some(p.holds(test) for _, test in q.limits) for p, q in zip(people, plans, strict=True)]
            earned = [p.holds(q.self_care, "definite") for p, q in zip(people, plans, strict=True)]
            return formula.every([*(-held for held in (*fired, *limits)), formula.differ(*earned)])
        case PartKind.LIMIT:
            tests = [next((test for limit, test in q.limits if limit.id == part.id), NEVER) for q in plans]
            held = [p.holds(test) for p, test in zip(people, tests, strict=True)]
            return formula.every([*(-one for one in fired), formula.differ(*held)])
        case PartKind.ESCALATION:
            held = [one.first.holds(_escalates(part.id, one.tree)) for one in both]
            before = [p.before_escalation().values() for p in people]
            same = [-formula.differ(*pair) for pair in zip(*before, strict=True)]
            return formula.every([*same, formula.differ(*held)])
        case PartKind.SECTION | PartKind.QUESTION:
            names = _questions(part, old.tree, new.tree)
            return formula.some(literal for name in names for literal in _shown_otherwise(name, old, new))


def _escalates(name: str, tree: Tree) -> Test:
    """The condition of the escalation; one that never holds where the tree has none of that name."""
    tests = dict(zip(escalations_by_name(tree), (test for _, test in plan(tree).escalations), strict=True))
    return tests.get(name, NEVER)


def _unlifted(outcome: Outcome) -> Urgency:
    """The urgency before any escalation."""
    return outcome.escalations[0].from_ if outcome.escalations else outcome.urgency


def _questions(part: PartChange, old: Tree, new: Tree) -> tuple[str, ...]:
    """The questions of both trees that the part is, or that stand in it."""
    if part.kind is PartKind.QUESTION:
        return tuple(name for name in (part.id,) if name in old.questions and name in new.questions)
    section = next(section for section in new.about.sections if section.id == part.id)
    return tuple(question.id for question in section.questions if question.id in old.questions)


def _shows_otherwise(name: str, old: Judged, new: Judged) -> bool:
    """Whether rules see another answer to it, as far as both trees know the same answers."""
    questions = [judged.tree.questions[name] for judged in (old, new)]
    known = universe(questions[0]) & universe(questions[1])
    seen: list[Seen] = [judged.outcome.view[name] for judged in (old, new)]
    return (seen[0].yes, seen[0].denied & known, seen[0].number) != (seen[1].yes, seen[1].denied & known, seen[1].number)


def _shown_otherwise(name: str, old: Encoding, new: Encoding) -> Iterator[int]:
    formula = old.formula
    if old.tree.questions[name].type is QuestionType.NUMBER:
        yield formula.differ(old.first.asked(name), new.first.asked(name))
        return
    for word in sorted(universe(old.tree.questions[name])):
        for positive in (True, False):
            test = OptionTest(name, frozenset({word}), positive)
            yield formula.differ(old.first.holds(test), new.first.holds(test))
