"""Which pictures belong to a report: of the result, of the place, of the causes that are named, and of each excerpt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.render.html.pictures.body import body
from nervecheck.render.html.pictures.charts import icon_array, scale, timeline
from nervecheck.render.html.pictures.moves import move
from nervecheck.render.html.pictures.skin import nerve_areas
from nervecheck.report.dates import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nervecheck.render.html.pictures.svg import Picture
    from nervecheck.report.facts import Excerpt, LikelyCause, Report
    from nervecheck.report.picture_facts import Pictured, Site


class OfReport(NamedTuple):
    """The pictures of a report; None or nothing where there is nothing to show. `skin` is by the id of the cause."""

    scale: Picture
    body: Picture | None
    timeline: Picture | None
    skin: Mapping[str, tuple[Picture, ...]]


class DrawnStep(NamedTuple):
    """A sentence of an article, and its drawing."""

    sentence: str
    picture: Picture


def of_report(report: Report) -> OfReport:
    """The pictures of the report; the skin of a nerve is shown for causes that are named, each drawing at the first."""
    site, named = report.pictured.site, report.causes
    likely = [cause for cause in named.likely if cause.cause in named.named] if named is not None else []
    skin: dict[str, tuple[Picture, ...]] = {}
    for cause in likely:
        drawn = [picture for pictures in skin.values() for picture in pictures]
        if pictures := tuple(picture for picture in _skin(cause, site) if picture not in drawn):
            skin[cause.cause] = pictures
    return OfReport(
        scale=scale(report.urgency, report.pictured.levels),
        body=body(site.spots, site.sides, site.side) if any(spot.place for spot in site.spots) else None,
        timeline=_timeline(report.pictured, in_words(report.date) if report.date else ""),
        skin=skin,
    )


def figures(excerpt: Excerpt) -> tuple[Picture, ...]:
    """The figures of an excerpt as people out of 10 or 100."""
    return tuple(icon_array(figure.people, figure.of, figure.says) for figure in excerpt.figures)


def moves(excerpt: Excerpt) -> tuple[DrawnStep, ...]:
    """The steps of an excerpt that are drawn, in its order; none where a caution may speak against them for this person."""
    return () if excerpt.opposed else tuple(DrawnStep(step.says, move(step.move, step.says)) for step in excerpt.moves)


def _skin(cause: LikelyCause, site: Site) -> tuple[Picture, ...]:
    side = site.sides[0] if len(site.sides) == 1 and site.sides[0] in ("left", "right") else ""
    return () if cause.skin is None else nerve_areas(cause.skin.areas, side)


def _timeline(times: Pictured, answered: str) -> Picture | None:
    """From when it began to the next day to act; None where neither is known."""
    next_ = times.next
    if not times.began and next_ is None:
        return None
    again = ("", "") if next_ is None else (next_.say, in_words(next_.date) if next_.date else f"in {next_.days} days")
    return timeline(times.began, answered, again)
