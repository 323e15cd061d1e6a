"""All that stands on neither page: every reason, cause, excerpt and answer, and the sources with their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.report.blocks import causes_blocks, reading_blocks, references
from nervecheck.report.document import Block, Bullets, Document, Heading, Pairs, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.report.facts import Flag, IfTrue, Report, Said

MOST_LINES = 8  # of one level: more would not be read


def rest(report: Report) -> Document:
    """The rest, in the order of the pages."""
    return (
        *_reasons(report),
        *_would_change(report),
        *causes_blocks(report.causes),
        *reading_blocks(report.excerpts, report.more),
        *_visit(report),
        *_answers(report),
        *_sources(report),
    )


def _reasons(report: Report) -> Iterator[Block]:
    """Every rule that fired, with the answers behind it and its sources; or what self-care needs and was answered."""
    yield Heading("Every reason")
    for flag in report.flags:
        yield Paragraph(f"{flag.title}. {flag.why}")
        yield Bullets((*_quoted(flag.because), *flag.raised))
        yield Paragraph(_basis(flag))
    for lifted in report.escalated:
        yield Paragraph(lifted.why)
        yield Bullets(tuple(_quoted(lifted.because)))
    if report.self_care is not None:
        yield Paragraph(report.self_care.say)
        yield Bullets(tuple(_quoted(report.earned)))
    if report.missed:
        yield Paragraph("A visit is advised, and not home care alone, because of this:")
        yield Bullets(tuple(_quoted(report.missed)))
    if not (report.flags or report.self_care or report.missed):
        yield Paragraph("No danger sign was found among those that were asked.")


def _quoted(answers: Iterable[Said]) -> Iterator[str]:
    for said in answers:
        if said.answers:
            yield f'You answered "{"; ".join(said.answers)}" to: {said.ask}'
        if said.unsure:
            yield f'You were not sure about "{"; ".join(said.unsure)}" at: {said.ask}'


def _would_change(report: Report) -> Iterator[Block]:
    """What would count if it began, most urgent first; nothing here says which answer would be calmer."""
    found = report.would_change
    if found is None or not (found.more_urgent or found.rests_on):
        return
    yield Heading("What would change this")
    yield Paragraph("These are no answers to choose from. Say what is true, and do now what this result says.")
    # nobody may take a danger sign for one that can wait: one that opens further questions is not told by the least it can be
    open_ = [one for one in found.more_urgent if one.at_least == report.urgency or (one.danger and one.at_least != one.at_most)]
    certain = [one for one in found.more_urgent if one not in open_]
    if certain:
        yield Paragraph("Get help sooner, and answer again, if one of these is true or begins:")
        levels = dict.fromkeys(one.at_least for one in certain)
        rows = ((level.replace("-", " ").capitalize(), [one for one in certain if one.at_least == level]) for level in levels)
        yield Pairs(tuple((level, _labels(lines)) for level, lines in rows))
    if open_:
        yield Paragraph(f"If one of these begins, answer again at once, or call for help first if it is bad: {_labels(open_)}.")
    if found.rests_on:
        yield Paragraph("The result rests on these answers. If one was a slip, or you know more now, answer again:")
        yield Bullets(found.rests_on)


def _labels(lines: Iterable[IfTrue]) -> str:
    """The lines, each once, and how many more there are."""
    labels = list(dict.fromkeys(one.label for one in lines))
    left_out = len(labels) - MOST_LINES
    return "; ".join([*labels[:MOST_LINES], *([f"{left_out} more"] if left_out > 0 else [])])


def _basis(flag: Flag) -> str:
    basis = f"Sources: {', '.join(flag.sources)}." if flag.sources else "Basis: the authors' judgement, no source."
    return f"{basis} Rule {flag.rule}, reviewed {flag.reviewed}."


def _visit(report: Report) -> Iterator[Block]:
    if report.visit.tell:
        yield Heading("What to tell the doctor or nurse")
        yield Bullets(report.visit.tell)
    if report.visit.ask:
        yield Heading("Questions to ask")
        yield Bullets(report.visit.ask)


def _answers(report: Report) -> Iterator[Block]:
    yield Heading("Every answer")
    summary = report.summary
    parts = {
        "Said": summary.said,
        "No to all of these": summary.denied,
        "Not chosen, beside what was said": summary.not_chosen,
        "Not known": summary.not_known,
    }
    for title, rows in parts.items():
        if rows:
            yield Heading(title, 3)
            yield Pairs(tuple((said.topic, "; ".join(said.answers)) for said in rows))
    if summary.not_asked:
        yield Heading("Danger questions not asked, as they could not change the result", 3)
        yield Paragraph("; ".join(said.topic for said in summary.not_asked) + ".")
    if report.ignored:
        yield Heading("Answered but not asked of this person, so not used", 3)
        yield Bullets(report.ignored)
    yield Heading("What was not looked at", 3)
    yield Bullets(report.not_assessed)


def _sources(report: Report) -> Iterator[Block]:
    content = report.content
    yield Heading("Where this comes from")
    if report.sources:
        yield references(report.sources)
    yield from (Paragraph(text) for text in report.told)
    yield Paragraph(
        f"Questions {content.version} ({content.hash}), last gone through on {content.reviewed} by {content.reviewed_by}. "
        f"{content.review} Program {content.program}."
    )
