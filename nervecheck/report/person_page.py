"""The page for the person: what to do now, why, what to watch for, what it may be, what to expect, a little to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.base.text import wrap
from nervecheck.report import quotes
from nervecheck.report.action import DENIED, action, feared, top
from nervecheck.report.blocks import PLACES, article_texts
from nervecheck.report.dates import in_words
from nervecheck.report.document import Document, Heading, Pairs
from nervecheck.report.pages import SOURCES, WIDTH, Piece, bullet, fitted, line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.report.facts import Excerpt, LikelyCause, Report, Said

LONGEST = {"ambulance": 16, "emergency": 28}
USUAL_LONGEST = 62
MOST_EXCERPTS, EXCERPT_LINES = 3, 5
MOST_QUESTIONS = 3
JUDGED = "A reason without a number is the authors' judgement."


def person_page(report: Report) -> Document:
    """The page, of at most the lines that its urgency allows."""
    cited = {source.id: source for source in report.sources}
    pieces = (*action(report), *_why(report), *_watch(report), *_causes(report), *_expect(report), *_reading(report))
    end = (*_questions(report), Piece(0, SOURCES), *_end(report))
    most = LONGEST.get(report.urgency, USUAL_LONGEST)
    return fitted((*pieces, *end), most, cited, 0 if report.urgency == "ambulance" else 2)


def _why(report: Report) -> Iterator[Piece]:
    yield Piece(0, Heading("Why"))
    urgent = report.urgency in LONGEST
    beside_all = urgent or report.covered  # else what is not covered is the first thing to know
    yield from (line(0, f"{note.say} {note.ask}") for note in report.notes if not beside_all)
    yield from _said(report)
    leading = top(report)
    for number, (text, sources) in enumerate(feared(report)[1:]):  # the first stands beside the action
        yield line(2 + min(number, 2), text, sources)
    yield from (line(1, lifted.why) for lifted in report.escalated)
    beside = [said for flag in report.flags if flag not in leading for said in flag.because]
    if labels := [label for label in quotes.sure(beside) if label not in quotes.sure(_deciding(report))]:
        yield line(5, shortened("Looked at as well: ", labels, 2 if urgent else 3))
    yield from (line(6 if urgent else 3, f"{note.say} {note.ask}") for note in report.notes if beside_all)
    if report.self_care is not None:
        yield line(2, report.self_care.say, report.self_care.sources)
    stated = {flag.why: flag.sources for flag in leading} | ({care.say: care.sources} if (care := report.self_care) else {})
    if any(not sources and "judgement" not in say for say, sources in stated.items()):
        yield line(4, JUDGED)


def _said(report: Report) -> Iterator[Piece]:
    """What the person said that decides, and that all else was denied where that is so."""
    decides = _deciding(report)
    calm = not decides
    shown = quotes.of_parts(report.summary.said, quotes.TROUBLE) if calm else decides
    when = f" ({in_words(report.date)})" if report.date else ""
    lines = 3 if report.urgency == "ambulance" else 4
    if labels := quotes.sure(shown):
        yield line(0, shortened(f"You said{when}: ", labels, lines))
    if labels := quotes.doubted(shown):
        yield line(1, shortened("You were not sure about: ", labels, 2))
    if feared(report) and quotes.denies_all(report):  # else it stands beside the action
        yield line(1, DENIED)
    if calm and report.missed and (labels := quotes.sure(report.missed)):
        yield line(2, shortened("A visit is advised, and not home care alone, because of this: ", labels, 3))


def _deciding(report: Report) -> list[Said]:
    """The answers behind the most urgent rules, and behind what lifted the result."""
    decides = [said for flag in top(report) for said in flag.because]
    return [*decides, *(said for lifted in report.escalated for said in lifted.because)]


def _watch(report: Report) -> Iterator[Piece]:
    """The signs by where they lead, the most urgent place first; a place to which only general signs lead follows the others.

    Their sources, named for illnesses, stand in the rest.
    """
    yield Piece(0, Heading("Watch for" if report.urgency in LONGEST else "Get help sooner"))
    groups = [(words, [sign for sign in report.advice.signs if sign.place == place]) for place, words in PLACES.items()]
    groups.sort(key=lambda group: all(sign.general for sign in group[1]))
    for words, signs in groups:
        if signs:
            yield Piece(1, Pairs(((words, f"{'; '.join(sign.say for sign in signs)}."),)))


def _causes(report: Report) -> Iterator[Piece]:
    causes = report.causes
    if causes is None:
        return
    yield Piece(0, Heading("What it may be"))
    named = [item for item in causes.likely if item.cause in causes.named]
    named.sort(key=lambda item: item.band != "fits-well")
    for item in causes.serious:
        yield line(2, f"A doctor will think of: {_called(item)}. {_for_it(item)}".rstrip())
    well = [item for item in named if item.band == "fits-well"]
    for number, item in enumerate(well or named[:1]):
        yield line(3 + min(number, 2), _cause(item), item.sources[:1])
    if others := [_called(item) for item in named if item not in well and not (item is named[0] and not well)]:
        yield line(5, f"{'May fit as well' if well else 'So may'}: {'; '.join(others)}.")
    if named:
        yield line(6, causes.lead)
    elif report.urgency != "same-day":  # there the reason above names what is feared
        yield line(3, causes.not_enough)


def _cause(item: LikelyCause) -> str:
    fit = "fits well" if item.band == "fits-well" else "may fit"
    return f"{_called(item)}: {fit}. {item.what} {_for_it(item)}".rstrip()


def _called(item: LikelyCause) -> str:
    return f"{item.name} ({item.term})" if item.name.casefold() not in item.term.casefold() else item.name


def _for_it(item: LikelyCause) -> str:
    # what is only missing speaks against it in the full list; here it would read as something that was said
    against = tuple(point for point in item.against if point.present)
    sides = {"For it": item.fits, "Against it": against}
    return " ".join(f"{side}: {'; '.join(point.says for point in points[:3])}." for side, points in sides.items() if points)


def _expect(report: Report) -> Iterator[Piece]:
    yield Piece(0, Heading("What to expect"))
    for number, told in enumerate(report.advice.expect):
        yield line(3 if number < 2 else 6, told.say, told.sources)


def _reading(report: Report) -> Iterator[Piece]:
    """What was asked for, then what fits best; nothing that a caution speaks against, and nothing torn to fit."""
    yield Piece(0, Heading("To read"))
    found = [excerpt for excerpt in report.excerpts if not excerpt.opposed]
    found.sort(key=lambda excerpt: not excerpt.wanted)
    brief = [(excerpt, text) for excerpt in found if (text := _brief(excerpt))]
    for number, (excerpt, text) in enumerate(brief[:MOST_EXCERPTS]):
        # the first is read by nearly everybody; more of them only where the page stays short
        yield line(4 if number == 0 else 7 + number, text, excerpt.sources[:1])


def _brief(excerpt: Excerpt) -> str:
    """As many whole texts of the excerpt as fit with all its cautions, the last no beginning of a list; "" where none does."""
    texts = list(article_texts(excerpt.text))
    for count in (n for n in range(len(texts), 0, -1) if not texts[n - 1].endswith(":")):
        more = [f"More: {excerpt.command}"] if excerpt.command else []
        text = " ".join([f"{excerpt.title}:", *texts[:count], *excerpt.cautions, *more])
        if len(wrap(f"{text} [99]", WIDTH)) <= EXCERPT_LINES:
            return text
    return ""


def _questions(report: Report) -> Iterator[Piece]:
    yield Piece(0, Heading("Ask at the visit"))
    if report.urgency in ("same-day", "routine"):
        yield from (bullet(7, text) for text in report.visit.ask[:MOST_QUESTIONS])


def _end(report: Report) -> Iterator[Piece]:
    """Who reviewed the questions, and how to see the rest; where it is urgent, only which questions these were."""
    content = report.content
    if report.urgency in LONGEST:
        yield line(3, f"Questions {content.version} of {content.reviewed}.")
        return
    yield from (line(6, text) for text in report.told)
    yield line(0, f"Questions of {content.reviewed}. {content.review}")
