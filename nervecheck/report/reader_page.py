"""The page for whoever sees the person next, with one minute: in the order in which a clinician reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.report import quotes
from nervecheck.report.action import top
from nervecheck.report.dates import in_words
from nervecheck.report.document import Document, Heading, Pairs
from nervecheck.report.pages import SOURCES, Piece, fitted, height, line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.report.facts import NoTo, Report, Said

LONGEST = 32
MOST_TOPICS = 4
TITLE = "Summary for a doctor or nurse"
YES = "Danger signs, YES"
# the words of each part of the page, in its order; the danger signs stand between the two
_TROUBLE = {
    "who": "Who", "age": "Age", "feel": "What", "site": "Where", "side": "Side", "onset": "Since when", "began": "How it began",
    "course": "How it goes", "severity": "How bad", "sets-off": "What goes with it", "eases": "Eased by",
}  # fmt: skip
_PERSON = {"illness": "Illnesses and risks", "medicine": "Medicines", "tried": "Tried", "worry": "Worry"}


class Row(NamedTuple):
    """A name and what was answered; at most so many lines, which become fewer where the page is too long."""

    name: str
    labels: tuple[str, ...]
    lines: int = 4
    protected: bool = False


def reader_page(report: Report) -> Document:
    """The page, of at most 32 lines; where more was said than fits, the longest row says how much more, danger signs last."""
    rows = [row for row in (*_trouble(report), *_danger(report), *_person(report)) if row.labels]
    while True:
        document = _page(report, rows)
        longest = max(rows, key=_shortens, default=None)
        if height(document) <= LONGEST:
            return document
        if longest is None or not _shortens(longest)[0]:
            return _page(report, rows)
        rows[rows.index(longest)] = longest._replace(lines=_lines(longest) - 1)


def _shortens(row: Row) -> tuple[bool, bool, int]:
    """Whether the row can lose a line, whether it goes before the protected ones, and how many lines it has.

    A row that kept more than it was allowed has a label that long, and cannot lose one.
    """
    lines = _lines(row)
    return (1 < lines <= row.lines, not row.protected, lines)


def _lines(row: Row) -> int:
    return height((Pairs((_pair(row),)),))


def _pair(row: Row) -> tuple[str, str]:
    return row.name, shortened(f"{row.name}: ", row.labels, row.lines, "").removeprefix(f"{row.name}: ")


def _page(report: Report, rows: Iterable[Row]) -> Document:
    cited = {source.id: source for source in report.sources}
    pieces = [Piece(0, Heading(f"{TITLE}: {report.word}")), Piece(0, Pairs(tuple(_pair(row) for row in rows)))]
    return fitted((*pieces, *_decided(report), Piece(0, SOURCES)), LONGEST, cited)


def _trouble(report: Report) -> Iterator[Row]:
    yield from (Row(name, _answered(report, part)) for part, name in _TROUBLE.items())
    rest = [said for said in report.summary.said if not said.part]
    doubted = [_harmless(said) for said in report.summary.not_known if not said.part]
    yield Row(
        "Also", (*quotes.sure(_harmless(said) for said in rest), *(f"not sure: {label}" for label in quotes.sure(doubted)))
    )


def _person(report: Report) -> Iterator[Row]:
    yield from (Row(name, _answered(report, part), 3) for part, name in _PERSON.items())
    missing = [name.lower() for part, name in (*_TROUBLE.items(), *_PERSON.items()) if part in report.summary.open]
    early = " (an ambulance comes first)" if report.urgency == "ambulance" else ""
    yield Row(f"Not asked{early}", tuple(missing), 2)


def _answered(report: Report, part: str) -> tuple[str, ...]:
    """All that was answered to the questions of this part: what was said, what was not sure, what was denied."""
    summary = report.summary
    said = [label for one in summary.said if one.part == part for label in _harmless(one).answers]
    said += [f"not sure: {'; '.join(one.answers) or one.topic}" for one in summary.not_known if one.part == part]
    denied = sum(len(one.answers) for one in summary.denied if one.part == part)
    return (*said, f"none of the {denied} asked about") if denied and not said else tuple(said)


def _harmless(said: Said) -> Said:
    """The answer without the danger signs in it, which stand in a row of their own."""
    return said._replace(answers=tuple(label for label in said.answers if label not in said.signs))


def _danger(report: Report) -> Iterator[Row]:
    summary = report.summary
    there = quotes.sure(one._replace(answers=_signs(one)) for one in summary.said)
    doubted = quotes.sure(one._replace(answers=_signs(one)) for one in summary.not_known)
    # whoever is not sure about a whole list is so about each sign in it
    doubted += tuple(f"any of: {one.topic}" for one in summary.not_known if one.signs and not one.answers)
    yield Row(YES, there or (("none",) if summary.no else ()), 6, protected=True)
    yield Row("Danger signs, NOT SURE", doubted, 4, protected=True)
    yield Row("Danger signs, chosen and not asked further", summary.unopened, 3, protected=True)
    yield Row("Danger signs, no", tuple(_no(summary.no)), 5)
    not_asked = tuple(said.topic for said in summary.not_asked)
    # after an early end there are so many that their number says more than the first few
    yield Row("Danger signs, not asked", not_asked if len(not_asked) <= MOST_TOPICS else (f"{len(not_asked)} groups",))


def _signs(said: Said) -> tuple[str, ...]:
    return tuple(label for label in said.answers if label in said.signs)


def _no(groups: tuple[NoTo, ...]) -> Iterator[str]:
    """The lists that were denied, nearest to the trouble first.

    The rest of those in which something was not denied, those asked one by one, and those that their gate left closed.
    """
    yield from (f"the rest of {group.topic}" for group in groups if not group.whole)
    yield from (group.topic for group in groups if group.whole and group.signs)
    yield from (group.topic for group in groups if group.whole and not group.signs)


def _decided(report: Report) -> Iterator[Piece]:
    """The level, what is feared, when, and by which questions."""
    content = report.content
    first = next(iter(top(report)), None)
    if first is not None:
        rest = list(dict.fromkeys(flag.why for flag in report.flags if flag.urgency == first.urgency and flag.why != first.why))
        also = f"Further reasons: {' '.join(rest[:2])}" if rest else ""
        basis = "" if first.sources else " Authors' judgement."
        yield line(0, f"Level: {report.word}. {first.why}{basis}", first.sources)
        if also:
            yield line(1, also)
    else:
        yield line(0, _calm(report), () if report.self_care is None else report.self_care.sources)
    when = f"Answered on {in_words(report.date)}. " if report.date else ""
    yield line(0, f"{when}Nobody was examined. Questions {content.version} ({content.hash}).")


def _calm(report: Report) -> str:
    """The level where no rule calls for more, and what kept it from being calmer."""
    if not report.covered:
        return f"Level: {report.word}. No danger sign was found. Beyond that, these questions do not cover this trouble."
    if report.self_care is not None:
        return f"Level: {report.word}. All that home care depends on was asked, and nothing spoke against it."
    because = quotes.sure(report.missed)
    lead = f"Level: {report.word}. Nothing calls for more"
    return shortened(f"{lead}. Home care alone is not advised because of this: ", because, 2) if because else f"{lead}."
