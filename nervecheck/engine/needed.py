"""What can still change the outcome: the bounds of the urgency, and the questions whose answers matter.

A rule whose test is unknown and whose urgency lies above what is already certain is *live*; the questions that could settle
it are needed, and so are the questions that their guards wait for. Everything else is left out, which never changes the
urgency: each rule that is not live is either settled or too mild to count. Below emergency a core question is needed by
whoever it applies to, as no report makes sense without it, and a follow-up once the answer is given that it asks more
about. While the result may still be calm and no cause is told apart, what only serves the ranking of causes and can
change it is needed as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.answer import Answers
from nervecheck.engine.compiled import OptionTest, tests_in, unsettled
from nervecheck.engine.frames import compiled_frames, only_for_ranking
from nervecheck.engine.plan import Plan, plan
from nervecheck.engine.ranking import ranking
from nervecheck.engine.triage import evidence_view, open_views, triage
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nervecheck.engine.compiled import Seen, Test


# Somebody who is to be seen today is not kept with questions about likely causes; what was answered anyway still ranks them.
# And once a cause is told apart, no more is asked for the ranking: another screen costs more than a second opinion is worth.
RANKED_BELOW = Urgency.SAME_DAY


class Progress(NamedTuple):
    """Where an interview stands.

    Whatever is answered from here on, the urgency is at least `lowest` and at most `highest`; `missing` holds the questions
    that apply and are needed but not answered, in the order to ask them.
    """

    lowest: Urgency
    highest: Urgency
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing needed is unanswered."""
        return not self.missing


def progress(tree: Tree, answers: Answers) -> Progress:
    """The bounds of the urgency after these answers, and what is still to be asked."""
    compiled = plan(tree)
    view, settled, applies = open_views(tree, answers)
    values = [item.test.value(view) for item in compiled.consequences]
    lowest, highest = _bounds(compiled, values, view, settled)
    wanting, covered = _Wanting(compiled, view, applies), {name for name in answers if applies[name] is True}
    wanted = wanting.wanted
    for item, value in zip(compiled.consequences, values, strict=True):
        # of many rules all questions are answered or wanted already, and to see that costs less than to look which it waits for
        if value is None and item.urgency > lowest and not item.asks <= covered:
            wanting.want(item.test, view)
            covered |= wanted
    for test, reading in _live(compiled, view, settled, lowest, highest):
        wanting.want(test, reading)
    for name in tree.core if lowest < Urgency.EMERGENCY else ():
        if name not in answers and applies[name] is not False:
            wanting.want_question(name)
    if lowest < Urgency.EMERGENCY:
        wanted.update(name for name in tree.follow_ups if applies[name] is True)
    if lowest < RANKED_BELOW:
        more = {name for name in only_for_ranking(tree) if name not in answers and applies[name] is True}
        if more and not ranking(tree, answers, triage(tree, answers)).told_apart:
            wanted |= more & _ranked(tree, answers, view, applies)
    wanted -= tree.optional
    missing = [name for name in tree.questions if name in wanted and applies[name] is True and name not in answers]
    first = {name for name in missing if name in compiled.at_once and compiled.at_once[name].value(view) is True}
    first -= {name for (name, _), offer in compiled.offers.items() if offer.value(view) is None}  # its lines are not known yet
    return Progress(lowest, highest, tuple(sorted(missing, key=lambda name: name not in first)))


def not_asked(tree: Tree, answers: Answers) -> tuple[str, ...]:
    """The questions without an answer that apply to this person, or may, as far as the answers tell; in the order asked."""
    _, _, applies = open_views(tree, answers)
    return tuple(name for name in tree.questions if name not in answers and applies[name] is not False)


def worst_of(tree: Tree, answers: Answers, signs: Mapping[str, tuple[str, ...]]) -> Urgency:
    """The highest urgency that these ticked danger signs, or lines of gates (question -> options), can still lead to.

    Counted are the rules that name a ticked sign, or a question that a ticked sign opens, and are not yet ruled out; for
    the line of a gate, those that any sign of its lists can lead to. What the last list adds (a section with `from`) is not
    the sign's own doing and is not counted.
    """
    compiled = plan(tree)
    view, _, _ = open_views(tree, answers)
    asked = [q.id for section in tree.about.sections if section.from_ is None for q in section.questions]
    lists: dict[str, tuple[str, ...] | None] = {name: None for name in asked if _names(compiled.opened.get(name), signs)}
    cause = {**lists, **signs}
    opened: dict[str, tuple[str, ...] | None] = {name: None for name in asked if _names(compiled.guards[name], cause)}
    related = {**opened, **cause}
    worst = [
        item.urgency for item in compiled.consequences if item.test.value(view) is not False and _names(item.test, related)
    ]
    return max([Urgency.ROUTINE, *worst])


def _bounds(
    compiled: Plan, values: Sequence[bool | None], view: Mapping[str, Seen], settled: Mapping[str, Seen]
) -> tuple[Urgency, Urgency]:
    """The bounds of the urgency, where `values` tells of each rule and raise whether it calls for its own."""
    urgencies = [item.urgency for item in compiled.consequences]
    certain = [urgency for urgency, value in zip(urgencies, values, strict=True) if value is True]
    possible = [urgency for urgency, value in zip(urgencies, values, strict=True) if value is not False]
    limited = any(test.value(view) is True for _, test in compiled.limits)
    base = Urgency.SELF_CARE
    if certain or limited or compiled.self_care.value(settled) is False:
        base = Urgency.ROUTINE
    lowest, highest = max([base, *certain]), max([Urgency.ROUTINE, *possible])
    for step, test in compiled.escalations:
        value = test.value(view)
        # before the lowest is lifted: what surely holds must lift the highest as well, or the next step would look out of reach
        if lowest <= step.from_ <= highest and value is not False:
            highest = max(highest, step.to)
        if lowest is step.from_ and value is True:
            lowest = step.to
    return lowest, highest


def _live(
    compiled: Plan, view: Mapping[str, Seen], settled: Mapping[str, Seen], lowest: Urgency, highest: Urgency
) -> Iterator[tuple[Test, Mapping[str, Seen]]]:
    """What can still change the outcome beside the rules: tests, each with the reading it is made in."""
    for step, test in compiled.escalations:
        if step.to > lowest and lowest <= step.from_ <= highest:
            yield test, view
    if lowest is Urgency.SELF_CARE:
        yield compiled.self_care, settled
    if lowest < Urgency.EMERGENCY:
        yield from ((test, view) for _, test in compiled.limits)


def _ranked(tree: Tree, answers: Answers, view: Mapping[str, Seen], applies: Mapping[str, bool | None]) -> frozenset[str]:
    """The questions that only serve the ranking and can still change it, for the frame that fits.

    Others are not asked for its sake: where the urgency has no need of an answer, neither has the ranking.
    """
    evidence = evidence_view(tree, answers, view, [name for name, value in applies.items() if value is True])
    frame = next((item for item in compiled_frames(tree) if item.test.value(view) is True), None)
    if frame is None:
        return frozenset()
    open_ = {name for candidate in frame.candidates for test in candidate.tests() for name in unsettled(test, evidence)}
    return only_for_ranking(tree) & open_


class _Wanting:
    """The questions that are wanted so far, `wanted`, at one point of an interview."""

    def __init__(self, compiled: Plan, view: Mapping[str, Seen], applies: Mapping[str, bool | None]) -> None:
        self.wanted = set[str]()
        self._compiled, self._view, self._applies = compiled, view, applies

    def want(self, test: Test, reading: Mapping[str, Seen]) -> None:
        """Adds the questions that could settle the test in this reading, and what those wait for."""
        for name in unsettled(test, reading):
            self.want_question(name)

    def want_question(self, name: str) -> None:
        """Adds the question, and those that its guard, and the guards of its options, wait for."""
        if name in self.wanted:
            return
        self.wanted.add(name)
        guard, *offers = self._compiled.conditions[name]
        for test in offers if self._applies[name] is not None else (guard, *offers):
            self.want(test, self._view)


def _names(test: Test | None, wanted: Mapping[str, tuple[str, ...] | None]) -> bool:
    """Whether a test below asks about one of the questions (None: whatever it asks), or one of the options given."""
    for part in tests_in(test) if test is not None else ():
        if part.question in wanted:
            options = wanted[part.question]
            if options is None or (isinstance(part, OptionTest) and part.options & set(options)):
                return True
    return False
