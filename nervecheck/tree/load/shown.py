"""Problems of causes, articles, cautions and advice that only the whole folder shows: unknown names, impossible bounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nervecheck.base.problems import Mark, Problem, nearest, quoted
from nervecheck.tree.causes import Grade
from nervecheck.tree.conditions import Condition, Named
from nervecheck.tree.load.names import names, sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nervecheck.tree.causes import Cause, CausesFile, Evidence
    from nervecheck.tree.library import Advice, Article, Line
    from nervecheck.tree.load.names import Stated
    from nervecheck.tree.model import Tree

LOWEST_FLOOR = 0.1  # section 2.2 of the causes reference, item 11: one "no" must not end several causes at once


def shown_problems(tree: Tree) -> Iterator[Problem]:
    """Every problem of what is shown beside the urgency."""
    for condition in shown_conditions(tree):
        yield from names(condition, tree)
    yield from _advice(tree.advice, tree)
    for caution in tree.cautions.values():
        yield from sources(caution, tree)
    if tree.advice.causes is not None:
        yield from sources(tree.advice.causes, tree)
    elif tree.causes is not None:
        found = "`causes` is missing, the words that go with a ranking."
        yield Problem(tree.advice.mark, "missing-key", found, "Give lead, not-enough and not-excluded.")
    for article in tree.articles:
        yield from _article(article, tree)
    if tree.causes is not None:
        yield from _causes(tree.causes, tree)


def _advice(advice: Advice, tree: Tree) -> Iterator[Problem]:
    """Lines that rest on nothing, that quote no question, and tags that exclude themselves or that nothing has."""
    stated: list[Stated] = [*advice.steps, *advice.avoid, *advice.signs, *advice.expect]
    for statement in stated:
        yield from sources(statement, tree)
    lines = list(told_lines(tree))
    for line in lines:
        if line.quote:
            yield from _known(line.quote, tree.questions, "unknown-question", "question", line.mark, "quote")
    tags = {tag for listed in (*(line.tags for line in lines), *(article.tags for article in tree.articles)) for tag in listed}
    for pair in advice.excludes:
        if len(pair) != 2 or pair[0] == pair[1]:
            found = f"`excludes` holds {quoted(', '.join(pair))}."
            at = ("excludes", pair[0] if pair else "excludes")
            yield Problem(advice.mark, "bad-value", found, "Give two tags, such as [lie-flat, sit-up].", at=at)
        for tag in pair:
            yield from _known(tag, tags, "unknown-tag", "tag of a line or an article", advice.mark, "excludes")


def told_lines(tree: Tree) -> Iterator[Line]:
    """Every line of advice: of rules, of results, for a visit."""
    advice, visit = tree.advice, tree.advice.visit
    yield from (line for rule in tree.rules.rules for line in (*rule.do, *rule.avoid))
    yield from (*advice.steps, *advice.avoid, *advice.expect)
    yield from (*visit.tell, *visit.ask) if visit is not None else ()


def shown_conditions(tree: Tree) -> Iterator[Condition]:
    """Every condition that decides only what is shown."""
    every: list[Condition | None] = [condition for line in told_lines(tree) for condition in (line.when, line.presumes)]
    every += [condition for sign in tree.advice.signs for condition in (sign.when, sign.has)]
    every += [condition for article in tree.articles for condition in (article.when, article.unless)]
    every += [caution.about for caution in tree.cautions.values()]
    if tree.causes is not None:
        every += [frame.when for frame in tree.causes.frames]
        every += [condition for cause in tree.causes.causes for condition in (cause.defining, cause.excluded)]
    yield from (condition for condition in every if condition is not None)


def _article(article: Article, tree: Tree) -> Iterator[Problem]:
    yield from sources(article, tree)
    known = [cause.id for cause in tree.causes.causes] if tree.causes is not None else []
    for name in article.causes:
        yield from _known(name, known, "unknown-cause", "cause", article.mark, "causes")
    for name in article.cautions:
        yield from _known(name, tree.cautions, "unknown-caution", "caution", article.mark, "cautions")
    if article.when is None and not article.causes:
        hint = "Give `when`, or `causes`, or both."
        yield Problem(article.mark, "missing-key", f"Nothing says who is shown '{article.id}'.", hint)


def _causes(file: CausesFile, tree: Tree) -> Iterator[Problem]:
    ranked = [cause.id for cause in file.causes if not cause.serious]
    for frame in file.frames:
        yield from sources(frame, tree, both=True)  # sources name the causes, and judgement weighs them
        for name, weight in frame.weights.items():
            yield from _known(name, ranked, "unknown-cause", "cause that is ranked", frame.mark, "weights")
            if weight <= 0:
                found, at = f"'{name}' weighs {weight:g}.", ("weights", name)
                yield Problem(frame.mark, "bad-value", found, "A weight is above 0.", at=at)
    for cause in file.causes:
        yield from _cause(cause, tree)
    for pair in file.pairs:
        for key, name in (("for", pair.for_), ("against", pair.against)):
            yield from _known(name, ranked, "unknown-cause", "cause that is ranked", pair.mark, key)
        yield from _evidence(pair.evidence, tree)


def _cause(cause: Cause, tree: Tree) -> Iterator[Problem]:
    yield from sources(cause, tree)
    if cause.skin is not None:
        yield from sources(cause.skin, tree)
    if not LOWEST_FLOOR <= cause.floor < 1 < cause.ceiling:
        found = f"'{cause.id}' is bounded by {cause.floor:g} and {cause.ceiling:g}."
        hint = f"The floor is from {LOWEST_FLOOR:g} to below 1, the ceiling above 1."
        yield Problem(cause.mark, "bad-value", found, hint, at=("floor" if cause.ceiling > 1 else "ceiling",))
    for row in cause.evidence:
        yield from _evidence(row, tree)


def _evidence(row: Evidence, tree: Tree) -> Iterator[Problem]:
    yield from _finding(row, tree)
    named = {"lr-plus": row.lr_plus, "lr-minus": row.lr_minus, "use-plus": row.use_plus, "use-minus": row.use_minus}
    ratios = {key: ratio for key, ratio in named.items() if ratio is not None}
    if not ratios or min(ratios.values()) <= 0:
        found = f"'{row.finding}' has no likelihood ratio above 0."
        at = next(((key,) for key, ratio in ratios.items() if ratio <= 0), ())
        yield Problem(row.mark, "bad-value", found, "Give lr-plus, lr-minus or both.", at=at)
    if row.grade is not Grade.J and not row.sources:
        yield Problem(row.mark, "missing-source", "No source is named here.", "Name it, or give grade J: expert judgement.")
    for name in row.sources:
        yield from _known(name, tree.sources, "unknown-source", "source", row.mark, "sources")


def _finding(row: Evidence, tree: Tree) -> Iterator[Problem]:
    question, dot, option = row.finding.partition(".")
    if not dot or row.finding in tree.findings:
        yield from names(Named(row.finding, row.mark), tree)
        return
    if question in tree.questions:
        options = [one.id for one in tree.questions[question].options]
        problems = _known(option, options, "unknown-option", f"option of '{question}'", row.mark, "finding")
    else:
        problems = _known(question, tree.questions, "unknown-question", "question", row.mark, "finding")
    yield from (replace(problem, at=("finding", row.finding)) for problem in problems)


def _known(name: str, known: Collection[str], code: str, word: str, mark: Mark, key: str) -> Iterator[Problem]:
    """That the name, which stands below this key of the record at the mark, is none of those known."""
    if name not in known:
        yield Problem(mark, code, f"{quoted(name)} is no {word}.", nearest(name, known), at=(key, name))
