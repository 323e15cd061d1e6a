"""The rules of the review page in words: levels, findings, rules by urgency, and what else decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.report.document import Block, Bullets, Heading, Paragraph
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.authoring.review.numbers import Numbers
    from nervecheck.tree.library import Line
    from nervecheck.tree.load.names import Stated
    from nervecheck.tree.model import Tree
    from nervecheck.tree.rules import Rule


def level_blocks(tree: Tree) -> Iterator[Block]:
    """What everybody is told at each level, the most urgent first."""
    for urgency in sorted(Urgency, reverse=True):
        action = tree.advice.actions[urgency.id]
        yield Heading(f"{action.word}: {action.headline}", 3)
        yield Bullets((*action.steps, *action.avoid))


def finding_blocks(tree: Tree, numbers: Numbers) -> Iterator[Block]:
    """Each finding in a line, with what it stands for."""
    yield Bullets(
        tuple(
            f"{numbers.findings[name]}. {finding.says} ({name}): {numbers.words(finding.when)}."
            for name, finding in tree.findings.items()
        )
    )


def rule_blocks(rules: Iterable[Rule], tree: Tree, numbers: Numbers) -> Iterator[Block]:
    """Each rule with its conditions, what raises it, what it says, and what it rests on."""
    for rule in rules:
        yield Heading(f"{numbers.rules[rule.id]}. {rule.title} ({rule.id})", 3)
        yield from numbers.blocks(rule.when, "When")
        for step in rule.raise_:
            yield from numbers.blocks(step.when, f"{word_of(tree, step.to)} instead ({step.why.rstrip('.')}), when")
        yield Paragraph(f"Said: {rule.why}")
        lines = [_line("To do", line, numbers) for line in rule.do] + [_line("To avoid", line, numbers) for line in rule.avoid]
        if lines:
            yield Bullets(tuple(lines))
        yield Paragraph(f"{basis(rule, tree)} Reviewed {rule.reviewed.isoformat()}.")


def whole_blocks(tree: Tree, numbers: Numbers) -> Iterator[Block]:
    """What lifts a whole result, what is not covered, and what self-care needs."""
    for step in tree.rules.escalate:
        yield Heading(f"{word_of(tree, step.from_)} becomes {word_of(tree, step.to)}", 3)
        yield from numbers.blocks(step.when, "When")
        yield Paragraph(f"Said: {step.why}")
    for limit in tree.rules.not_covered:
        part = "in part" if limit.partly else "at all"
        yield Heading(f"{numbers.limits[limit.id]}. Not covered {part} ({limit.id})", 3)
        yield from numbers.blocks(limit.when, "When")
        yield Paragraph(f"Said: {limit.say} {limit.ask}")
    care = tree.rules.self_care
    yield Heading(tree.advice.actions[Urgency.SELF_CARE.id].word, 3)
    yield Paragraph(
        "Only if no rule fires, nothing is left uncovered, no danger sign is chosen or not sure, and all was said outright."
    )
    yield from numbers.blocks(care.when, "And")
    yield Paragraph(f"Said: {care.why} {basis(care, tree)} Reviewed {care.reviewed.isoformat()}.")


def word_of(tree: Tree, urgency: Urgency) -> str:
    """The word for the urgency in this folder."""
    return tree.advice.actions[urgency.id].word


def basis(item: Stated, tree: Tree) -> str:
    """The titles of the sources, with the year and the id, or that it is the authors' judgement."""
    if not item.sources:
        return "Basis: the authors' judgement, no source."
    named = ((name, tree.sources[name]) for name in item.sources)
    return f"Sources: {'; '.join(f'{source.title} ({source.year}, {name})' for name, source in named)}."


def _line(lead: str, line: Line, numbers: Numbers) -> str:
    whom = "" if line.when is None else f" (told when {numbers.words(line.when)})"
    return f"{lead}: {line.say}{whom}"
