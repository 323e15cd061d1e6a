"""All that stands on neither page: every reason, cause, excerpt and answer, and the sources with their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.report.blocks import causes_blocks, reading_blocks, references
from nervecheck.report.document import Block, Bullets, Document, Heading, Pairs, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.report.facts import Flag, Report, Said


def rest(report: Report) -> Document:
    """The rest, in the order of the pages."""
    return (
        *_reasons(report),
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
        f"Questions {content.version} ({content.hash}), reviewed {content.reviewed} by {content.reviewed_by}. "
        f"Program {content.program}."
    )
