"""What of the library one person is shown, made from the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.text import typed
from nervecheck.engine.compiled import reasons
from nervecheck.engine.plan import shown
from nervecheck.engine.triage import definite_view
from nervecheck.report import pictured
from nervecheck.report.facts import Excerpt, More
from nervecheck.tree.library import Article, ArticleKind
from nervecheck.tree.load import article_body
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nervecheck.engine.answer import Answers
    from nervecheck.engine.compiled import Seen
    from nervecheck.engine.ranking import Ranking
    from nervecheck.engine.triage import Outcome
    from nervecheck.tree.model import Tree

MOST_EXCERPTS = 5
MOST_TITLES = 8
# An article for a visit would say at home that one is needed after all. What is to be looked at today is not treated before.
_NOT_WITH = {Urgency.SELF_CARE: ArticleKind.VISIT, Urgency.SAME_DAY: ArticleKind.TREATMENT}


class Excerpts(NamedTuple):
    """What is shown with a result: excerpts that fit best, then those asked for; and titles of what fits as well."""

    excerpts: tuple[Excerpt, ...]
    more: tuple[More, ...]


def excerpts_for(
    tree: Tree, answers: Answers, outcome: Outcome, found: Ranking, excluded: frozenset[str] = frozenset()
) -> Excerpts:
    """At most five excerpts, most useful first, besides those asked for; none at `emergency`, where nothing may delay.

    No article with one of the `excluded` tags is among them: a line of advice says otherwise.
    """
    settled = definite_view(tree, answers, outcome.view, outcome.applied)
    fit, wanted = (
        [article for article in group if excluded.isdisjoint(article.tags)] for group in fitting(tree, answers, outcome, found)
    )
    best, rest = fit[:MOST_EXCERPTS], fit[MOST_EXCERPTS : MOST_EXCERPTS + MOST_TITLES]
    return Excerpts(
        tuple(
            excerpt(tree, article, settled, article in wanted)._replace(opposed=_opposed(tree, article, settled, outcome.view))
            for article in (*best, *wanted)
        ),
        tuple(More(article.id, article.title, command(tree, article)) for article in rest),
    )


def fitting(tree: Tree, answers: Answers, outcome: Outcome, found: Ranking) -> tuple[list[Article], list[Article]]:
    """The articles that fit, and those asked for, each most useful first."""
    fit, wanted = list[Article](), list[Article]()
    if outcome.urgency >= Urgency.EMERGENCY or not outcome.covered:
        return fit, wanted
    settled = definite_view(tree, answers, outcome.view, outcome.applied)
    named = {item.cause.id for item in found.named}
    left_out = _NOT_WITH.get(outcome.urgency)
    for article, test, denied in shown(tree).articles:
        if denied is not None and denied.value(settled) is not True:
            continue
        if any(reason.question in tree.optional for reason in reasons(test, outcome.view)):
            wanted.append(article)
        elif article.kind is not left_out and (test.value(outcome.view) is True or named & set(article.causes)):
            fit.append(article)
    return fit, wanted


def excerpt(tree: Tree, article: Article, settled: Mapping[str, Seen] | None, wanted: bool = False) -> Excerpt:
    """The part of the article above its first heading; without answers (`settled` is None) it is the whole, all cautions."""
    body = article_body(tree, article)
    cautions = tuple(
        tree.cautions[name].say
        for name in article.cautions
        if settled is None or (denied := shown(tree).cautions[name]) is None or denied.value(settled) is not True
    )
    text = lead(body) if settled is not None else body
    return Excerpt(
        id=article.id,
        title=article.title,
        kind=str(article.kind),
        text=text,
        cautions=cautions,
        opposed=False,
        certainty=str(article.certainty or ""),
        wanted=wanted,
        command=command(tree, article),
        sources=article.sources,
        reviewed=article.reviewed.isoformat(),
        figures=pictured.figures(article, text),
        moves=pictured.steps(article, text),
    )


def _opposed(tree: Tree, article: Article, settled: Mapping[str, Seen], view: Mapping[str, Seen]) -> bool:
    """Whether a caution speaks against it: what it is about may be so; or, of a treatment, was not asked and denied."""
    denials = [test for name in article.cautions if (test := shown(tree).cautions[name]) is not None]
    seen = settled if article.kind is ArticleKind.TREATMENT else view
    return any(test.value(seen) is not True for test in denials)


def lead(body: str) -> str:
    """What stands above the first heading."""
    return body.split("\n## ")[0].strip()


def command(tree: Tree, article: Article) -> str:
    """What to type to read the whole article."""
    return typed(f"read {article.id}", tree.named)
