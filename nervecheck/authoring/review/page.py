"""The review page as one document: contents, questions, rules, what changed, and where to sign."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.review.changes import changes_against, changes_since
from nervecheck.authoring.review.numbers import Numbers
from nervecheck.authoring.review.questions import QuestionBlocks
from nervecheck.authoring.review.rules import finding_blocks, level_blocks, rule_blocks, whole_blocks, word_of
from nervecheck.report.blocks import references
from nervecheck.report.document import Block, Document, Heading, Pairs, Paragraph, Verbatim
from nervecheck.report.hazards import hazard_blocks
from nervecheck.report.make import cited, content
from nervecheck.tree.reviews import Scope
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from nervecheck.tree.model import Tree

SHOWN = (Scope.QUESTIONS, Scope.RULES)  # what this page holds, and a signature below it is for
_BLANK = "." * 40


class _Part(NamedTuple):
    """One part of the page: its title, what it holds in a few words, and its blocks."""

    title: str
    holds: str
    blocks: Document


def review_page(tree: Tree, since: date | None = None, against: Tree | None = None) -> Document:
    """The whole page; what changed is part of it where a day or another folder is given."""
    numbers = Numbers(tree)
    parts = [part for part in _parts(tree, numbers, since, against) if part.blocks]
    titles = [f"Part {number}: {part.title}" for number, part in enumerate(parts, 1)]
    # HTML makes a link of a name that is a heading
    contents = Pairs(tuple((title, part.holds) for title, part in zip(titles, parts, strict=True)))
    blocks: list[Block] = [*_opening(tree), Heading("Contents"), contents]
    for title, part in zip(titles, parts, strict=True):
        blocks += [Heading(title), *part.blocks]
    return tuple(blocks)


def _opening(tree: Tree) -> Iterator[Block]:
    made = content(tree)
    yield Heading(f"{made.title}: the questions and rules, to read and sign", 1)
    yield Paragraph(tree.about.scope)
    yield Paragraph(f"Version {made.version}, hash {made.hash}, last gone through on {made.reviewed} by {made.reviewed_by}.")
    yield Paragraph(made.review)
    yield Paragraph(
        "Q is a question, F a finding (a name for facts that rules share), R a rule, N a limit. Ids stand in brackets, "
        "for the files. Not on this page: lines of advice that belong to no rule, likely causes, and the library."
    )
    yield Paragraph(
        '"Alone" is what one answer leads to when all else is answered none or no. The program worked it out with the engine '
        "that decides for people. Where other answers must come before a question, they count as well: two levels mean that it "
        'depends on them. "No rule" ends as routine, or as self-care where all that self-care needs was said.'
    )


def _parts(tree: Tree, numbers: Numbers, since: date | None, against: Tree | None) -> Iterator[_Part]:
    if against is not None:
        yield _Part("What changed", "", tuple(changes_against(against, tree, numbers)))
    if since is not None:
        yield _Part("What changed", "", tuple(changes_since(tree, since, numbers)))
    yield _Part("What each level means", "", tuple(level_blocks(tree)))
    questions = QuestionBlocks(tree, numbers)
    for section in tree.about.sections:
        named = [numbers.questions[question.id] for question in section.questions]
        yield _Part(f"Questions: {section.title}", _span(named), tuple(questions.section(section)))
    yield _Part(
        "Findings", _span(list(numbers.findings.values())), tuple(finding_blocks(tree, numbers)) if tree.findings else ()
    )
    for urgency in sorted(Urgency, reverse=True):
        rules = [rule for rule in tree.rules.rules if rule.urgency is urgency]
        named = [numbers.rules[rule.id] for rule in rules]
        yield _Part(f"Rules: {word_of(tree, urgency)}", _span(named), tuple(rule_blocks(rules, tree, numbers)))
    yield _Part("What lifts a result, what is not covered, and self-care", "", tuple(whole_blocks(tree, numbers)))
    yield _Part("Use, limits and hazards", "", tuple(_within_a_part(hazard_blocks(tree))))
    used = {name for rule in tree.rules.rules for name in rule.sources}.union(tree.rules.self_care.sources)
    sources = references(cited(name, tree.sources[name]) for name in sorted(used))
    yield _Part("Sources", "", (sources,) if used else ())
    yield _Part("Signature", "", tuple(_signature(tree)))


def _within_a_part(blocks: Document) -> Iterator[Block]:
    """The blocks without the heading that the part has itself, and the headings below it as those of its pieces."""
    for block in blocks if not isinstance(blocks[0], Heading) else blocks[1:]:
        yield block._replace(level=3) if isinstance(block, Heading) else block


def _span(named: list[str]) -> str:
    return "" if not named else named[0] if len(named) == 1 else f"{named[0]} to {named[-1]}"


def _signature(tree: Tree) -> Iterator[Block]:
    made = content(tree)
    yield Paragraph(f"I have read the questions and rules of version {made.version}, hash {made.hash}.")
    yield Pairs(tuple((name, _BLANK) for name in ("Name", "Role", "Registration", "Date", "Remark", "Signature")))
    yield Paragraph(
        "Once it is signed, these lines go into the file reviews.yaml of the folder, filled in. Add nothing that nobody signed."
    )
    filled = {"version": json.dumps(made.version, ensure_ascii=False), "hash": made.hash, "scope": f"[{', '.join(SHOWN)}]"}
    keys = ("name", "registration", "role", "reviewed", *filled, "remark")
    yield Verbatim(tuple(f"{'- ' if key == 'name' else '  '}{key}: {filled.get(key, '')}".rstrip() for key in keys))
