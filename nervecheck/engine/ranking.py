"""Likely causes: how well each explanation fits the answers, by published likelihood ratios where there are any.

The method is section 2.2 of the causes reference: a prior weight by frame, one vote for each group of findings, grades that
shrink, caps for a single finding and for a whole cause. It ranks and gives no chance: multiplied ratios run to the extremes.
The urgency never depends on it.
"""

from __future__ import annotations

from enum import StrEnum
from math import log
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.frames import Candidate, compiled_frames
from nervecheck.engine.triage import evidence_view
from nervecheck.tree.causes import Cause, Evidence, Frame, Grade
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nervecheck.engine.answer import Answers
    from nervecheck.engine.compiled import Seen, Test
    from nervecheck.engine.triage import Outcome
    from nervecheck.tree.model import Tree

# section 0 of the causes reference: how much of a published figure counts (as a power of it), and its bounds
WEIGHT = {Grade.A: 1.0, Grade.B: 0.8, Grade.C: 0.6, Grade.J: 1.0}
BOUNDS = {Grade.A: (0.2, 5.0), Grade.B: (0.2, 5.0), Grade.C: (0.2, 5.0), Grade.J: (0.5, 3.0)}
SCORE_BOUNDS = (0.1, 8.0)
MOST_GROUPS = 3  # for, and as many against: more findings only count the same thing again (Holleman and Simel 1997)
# section 2.5: how far from the best, and how much evidence (natural logarithms of likelihood ratios)
NEAR, FAR, SUPPORTED, OPPOSED = log(3), log(8), log(2), log(0.4)
MOST_WELL = 3
MOST_MAY = 3
BACKGROUND = frozenset({"age", "risk"})  # groups that say who somebody is, and nothing of what is felt
ROUNDING = 1e-9  # sums of logarithms that are equal on paper differ in the last digits


class Band(StrEnum):
    """How well a cause fits, beside the others of its frame; never a chance."""

    WELL = "fits-well"
    MAY = "may-fit"
    LESS = "fits-less-well"


class Vote(NamedTuple):
    """A finding that counted: there or denied, and the logarithm of the likelihood ratio as used."""

    row: Evidence
    present: bool
    weight: float
    test: Test


class Ranked(NamedTuple):
    """A cause with the votes for and against it, strongest first.

    `evidence` is the sum of the strongest groups, three for and three against, within the cause's bounds.
    """

    cause: Cause
    band: Band
    supporting: tuple[Vote, ...]
    opposing: tuple[Vote, ...]
    evidence: float
    score: float
    defined: bool = False


class Ranking(NamedTuple):
    """The causes by band, each from best to worst, ties as in causes.yaml; serious ones apart, only where evidence is there.

    Without a frame for the trouble there is nothing to rank. From `same-day` on a rule names what is feared: a calm cause that
    only may fit would talk people out of it.
    """

    frame: Frame | None
    causes: tuple[Ranked, ...]
    serious: tuple[Ranked, ...]
    urgency: Urgency = Urgency.ROUTINE

    @property
    def leading(self) -> tuple[Ranked, ...]:
        """The causes that fit well; none where the answers do not tell."""
        return tuple(item for item in self.causes if item.band is Band.WELL)

    @property
    def told_apart(self) -> bool:
        """Whether a cause fits well by its definition, or by two things that are felt: one alone fits its neighbours too."""
        return any(item.defined or len(_felt(item)) > 1 for item in self.leading)

    @property
    def named(self) -> tuple[Ranked, ...]:
        """The causes worth naming, with more than age or risk for them: those that fit well, then at most three others."""
        calm = self.urgency < Urgency.SAME_DAY
        others = [item for item in self.causes if calm and item.band is Band.MAY and item.evidence > 0 and _felt(item)]
        return (*(item for item in self.leading if item.defined or _felt(item)), *others[:MOST_MAY])


NOTHING = Ranking(None, (), ())


def ranking(tree: Tree, answers: Answers, outcome: Outcome) -> Ranking:
    """The likely causes; none at `emergency`, where nothing may delay, nor for trouble that is not covered."""
    if outcome.urgency >= Urgency.EMERGENCY or not outcome.covered:
        return NOTHING
    frame = next((item for item in compiled_frames(tree) if item.test.value(outcome.view) is True), None)
    if frame is None:
        return NOTHING
    view = evidence_view(tree, answers, outcome.view, outcome.applied)
    compared = (one for one in frame.candidates if one.excluded.value(view) is not True)
    weighed = [_weighed(one, view) for one in compared if not one.outside or one.defining.value(view) is True]
    ordinary = sorted((item for item in weighed if not item.cause.serious), key=lambda item: -item.score)
    serious = tuple(item for item in weighed if item.cause.serious and item.supporting)
    return Ranking(frame.frame, _banded(ordinary), serious, outcome.urgency)


def used(row: Evidence, present: bool) -> float | None:
    """The likelihood ratio that counts for the finding being there, or denied; None where none is known."""
    published = row.lr_plus if present else row.lr_minus
    by_hand = row.use_plus if present else row.use_minus
    if by_hand is not None:
        return by_hand
    if published is None:
        return None
    low, high = SCORE_BOUNDS if row.replaces else BOUNDS[row.grade]
    shrunk: float = published ** WEIGHT[row.grade]
    return min(high, max(low, shrunk))


def _felt(item: Ranked) -> set[str]:
    return {vote.row.group for vote in item.supporting} - BACKGROUND


def _weighed(candidate: Candidate, view: Mapping[str, Seen]) -> Ranked:
    cause = candidate.cause
    votes = list(_votes(candidate, view))
    replaced = {name for vote in votes for name in vote.row.replaces}
    groups: dict[str, list[Vote]] = {}
    for vote in votes:
        if vote.row.group not in replaced:
            groups.setdefault(vote.row.group, []).append(vote)
    nets = [_of_group(group) for group in groups.values()]
    best = sorted((item for item in nets if item[0] > 0), key=lambda item: -item[0])[:MOST_GROUPS]
    worst = sorted((item for item in nets if item[0] < 0), key=lambda item: item[0])[:MOST_GROUPS]
    total = sum(net for net, _ in (*best, *worst))
    evidence = min(log(cause.ceiling), max(log(cause.floor), total))
    prior = log(candidate.weight) if candidate.weight > 0 else 0.0
    kept = [vote for _, votes in nets for vote in votes]
    return Ranked(
        cause,
        Band.MAY,
        tuple(sorted((vote for vote in kept if vote.weight > 0), key=lambda vote: -vote.weight)),
        tuple(sorted((vote for vote in kept if vote.weight < 0), key=lambda vote: vote.weight)),
        evidence,
        prior + evidence,
        candidate.defining.value(view) is True,
    )


def _votes(candidate: Candidate, view: Mapping[str, Seen]) -> Iterator[Vote]:
    """Every row whose finding is known; judgement never lowers a serious cause."""
    for row, test, share in candidate.rows:
        present = test.value(view)
        ratio = None if present is None else used(row, present)
        if present is None or ratio is None or ratio == 1.0:
            continue
        weight = share * log(ratio)
        if weight < 0 and candidate.cause.serious and row.grade is Grade.J:
            continue
        yield Vote(row, present, weight, test)


def _of_group(votes: Iterable[Vote]) -> tuple[float, tuple[Vote, ...]]:
    """The one vote of a group: the strongest for and the strongest against, which partly cancel."""
    listed = list(votes)
    strongest = (max(listed, key=lambda vote: vote.weight), min(listed, key=lambda vote: vote.weight))
    kept = tuple(vote for vote, sign in zip(strongest, (1, -1), strict=True) if sign * vote.weight > 0)
    return sum(vote.weight for vote in kept), kept


def _banded(ordered: list[Ranked]) -> tuple[Ranked, ...]:
    """The causes with their bands, those with their defining pattern first. All else fits well by 2 groups, near the best."""
    if not ordered:
        return ()
    top, well, found = ordered[0].score, 0, list[Ranked]()
    for item in ordered:
        behind = top - item.score
        backed = len({vote.row.group for vote in item.supporting}) >= 2 and item.evidence >= SUPPORTED - ROUNDING
        if well < MOST_WELL and (item.defined or (backed and behind <= NEAR + ROUNDING)):
            well += 1
            found.append(item._replace(band=Band.WELL))
        elif item.evidence <= OPPOSED + ROUNDING and len(item.opposing) >= 2 and behind > FAR:
            found.append(item._replace(band=Band.LESS))
        else:
            found.append(item)
    return tuple(sorted(found, key=lambda item: (list(Band).index(item.band), not item.defined)))
