"""The ranking of causes as facts for a report: each with its findings for and against, and how strong they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.ranking import Band
from nervecheck.report.facts import Causes, LikelyCause, Point
from nervecheck.report.pictured import skin
from nervecheck.tree.causes import Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nervecheck.engine.ranking import Ranked, Ranking, Vote
    from nervecheck.tree.model import Tree

STRENGTHS = {
    Grade.A: "study in similar people",
    Grade.B: "study in clinic patients",
    Grade.C: "small or indirect study",
    Grade.J: "expert judgement",
}
ONLY_JUDGEMENT = "ranked on expert judgement; no accuracy study found"
BY_FREQUENCY = "ranked only by how common it is"


def likely_causes(found: Ranking, tree: Tree) -> Causes | None:
    """The facts of the ranking; None where nothing was compared."""
    words, named = tree.advice.causes, found.named
    if found.frame is None or words is None:
        return None
    return Causes(
        lead=words.lead,
        not_enough=words.not_enough,
        compared=found.frame.title,
        enough=any(item.band is Band.WELL for item in named),
        named=tuple(item.cause.id for item in named),
        likely=tuple(_likely(item, tree) for item in found.causes),
        serious=tuple(_likely(item, tree) for item in found.serious),
        not_excluded=words.not_excluded,
        sources=words.sources,
    )


def _likely(item: Ranked, tree: Tree) -> LikelyCause:
    cause, votes = item.cause, (*item.supporting, *item.opposing)
    tips = {row.group: sum(vote.weight for vote in votes if vote.row.group == row.group) for row in (v.row for v in votes)}
    return LikelyCause(
        cause=cause.id,
        name=cause.name,
        term=cause.term,
        what=cause.is_,
        band=str(item.band),
        # of one fact in two rows only the side that outweighs the other is told
        fits=_points((vote for vote in item.supporting if tips[vote.row.group] > 0), tree),
        against=_points((vote for vote in item.opposing if tips[vote.row.group] < 0), tree),
        strength=_strength(votes),
        course=cause.course,
        sources=tuple(dict.fromkeys([*cause.sources, *(name for vote in votes for name in vote.row.sources)])),
        skin=skin(cause),
    )


def _strength(votes: tuple[Vote, ...]) -> str:
    grades = sorted({vote.row.grade for vote in votes})
    if not grades:
        return BY_FREQUENCY
    return ONLY_JUDGEMENT if grades[0] is Grade.J else STRENGTHS[grades[0]]


def _points(votes: Iterable[Vote], tree: Tree) -> tuple[Point, ...]:
    """The findings in words, each word once."""
    return tuple({point.says: point for point in (_point(vote, tree) for vote in votes)}.values())


def _point(vote: Vote, tree: Tree) -> Point:
    name, finding = vote.row.finding, tree.findings.get(vote.row.finding)
    says = tree.questions[name].topic if finding is None else finding.says
    if not vote.present:
        says = finding.denied if finding is not None and finding.denied else f"not: {says}"
    return Point(says, vote.present, STRENGTHS[vote.row.grade])
