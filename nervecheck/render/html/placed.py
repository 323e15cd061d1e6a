"""Which picture stands where in a page: at the sentence that it shows, and each only once, as its ids may not come twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from nervecheck.render.html.pictures import again, figures, moves, of_report
from nervecheck.report.pictured import stands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nervecheck.render.html.pictures import Picture
    from nervecheck.report.facts import Excerpt, Report

KINDS = ("skin", "count", "move")
_URGENT = ("emergency", "ambulance")  # there nothing but the scale may take up anybody's time


class Shown(NamedTuple):
    """A picture in a page: its kind, by which the style sizes it, the SVG element, and its title."""

    kind: str
    svg: Markup
    title: str


class Beside:
    """The pictures that belong to sentences. Each is given once: with the first text that holds its sentence."""

    def __init__(self, left: Mapping[str, tuple[Shown, ...]], kinds: Iterable[str] = KINDS) -> None:
        self._left, self._kinds = dict(left), tuple(kinds)

    def only(self, *kinds: str) -> Beside:
        """The same pictures, but only those of these kinds; what it gives, neither of the two gives again."""
        part = Beside({}, kinds)
        part._left = self._left
        return part

    def of(self, text: str) -> tuple[Shown, ...]:
        """The pictures of the sentences in the text that were not given yet."""
        held = [said for said, shown in self._left.items() if shown[0].kind in self._kinds and stands_in(text, said)]
        return tuple(one for said in held for one in self._left.pop(said))


class Placed(NamedTuple):
    """The pictures of a report: the scale, place and time for the person, the place once more for the next reader, the rest.

    Of place and time there are none where it is urgent.
    """

    scale: Markup
    result: tuple[Shown, ...]
    again: Markup | None
    beside: Beside


def of_result(report: Report) -> Placed:
    """The pictures of the report, placed."""
    drawn = of_report(report)
    result = () if report.urgency in _URGENT else (("body", drawn.body), ("time", drawn.timeline))
    body = next((one for kind, one in result if kind == "body"), None)
    named = {cause.cause: cause.what for cause in report.causes.likely} if report.causes is not None else {}
    skin = {named[cause]: tuple(_shown("skin", one) for one in pictures) for cause, pictures in drawn.skin.items()}
    return Placed(
        _shown("", drawn.scale).svg,
        tuple(_shown(kind, one) for kind, one in result if one is not None),
        None if body is None else _shown("", again(body)).svg,
        Beside(skin | dict(_of_excerpts(report.excerpts))),
    )


def of_article(article: Excerpt | None) -> Beside:
    """The pictures of one article, beside its sentences."""
    return Beside(dict(_of_excerpts((article,) if article is not None else ())))


def _of_excerpts(excerpts: Iterable[Excerpt]) -> Iterator[tuple[str, tuple[Shown, ...]]]:
    for excerpt in excerpts:
        drawn = zip(excerpt.figures, figures(excerpt), strict=True)
        yield from ((figure.says, (_shown("count", one),)) for figure, one in drawn)
        yield from ((step.sentence, (_shown("move", step.picture),)) for step in moves(excerpt))


def _shown(kind: str, one: Picture) -> Shown:
    return Shown(kind, Markup(one.svg), one.title)  # noqa: S704  each text in it was made safe where it was drawn
