"""Warnings about how texts read: grade, sentence length, words that are never used, and lengths that fit a screen.

The limits are those of the house (wording reference): Flesch-Kincaid grade 7 for an article, sentences of at most 25 words.
The counter of syllables is our own: it reads about half a grade higher than textstat, which is the safe side for a gate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.problems import Level, Mark, Problem, quoted
from nervecheck.base.text import wrap
from nervecheck.report.blocks import article_texts
from nervecheck.report.excerpts import lead
from nervecheck.report.pictured import stands_in
from nervecheck.tree.load.shown import told_lines
from nervecheck.tree.model import QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nervecheck.tree.hazards import HazardsFile
    from nervecheck.tree.library import Article
    from nervecheck.tree.model import Option, Question, Tree

LONGEST_SENTENCE = 25
HARDEST_ARTICLE = 7.0
LONGEST_LABEL, LONGEST_DANGER_LABEL, LONGEST_HINT = 60, 48, 72
MOST_OR = 1
_CAPITAL = re.compile(r"[A-Z]([a-z]| [a-z])")  # and no short form such as A&E
_OR = re.compile(r"\bor\b")
EXCERPT_LINES, EXCERPT_WORDS, EXCERPT_WIDTH = 12, 140, 76
BANNED = re.compile(
    r"\b(you have (a|an|the)\b|diagnosis of|probably nothing|do(n't| not) worry|just\b|seek medical attention|simply\b|"
    r"please\b|consult|medication|acute|chronic|occur|utilise|commence|prior to|approximately|urinate|bowel movement|stool|"
    r"should\b|etc\b|\w+n't\b)|%|\d ?mg\b",
    re.IGNORECASE,
)


class Text(NamedTuple):
    """A text that a person can read, and the record it belongs to."""

    mark: Mark
    text: str


def wording(tree: Tree, bodies: Mapping[str, str]) -> Iterator[Problem]:
    """Every warning about how the folder speaks; `bodies` holds the Markdown of each article by id."""
    for mark, text in texts(tree, bodies):
        if found := BANNED.search(text):
            message = f"'{found[0]}' stands in {quoted(text)}."
            yield _warning(mark, "banned-word", message, "Say it in plain words, or leave it out.", text)
        for sentence in sentences(text):
            if (count := len(sentence.split())) > LONGEST_SENTENCE:
                hint = f"At most {LONGEST_SENTENCE}; 20 is better."
                yield _warning(mark, "long-sentence", f"{count} words in one sentence: {sentence}", hint, text)
    yield from _torn(tree)
    yield from _no_end_of_a_sentence(tree)
    for question in tree.questions.values():
        for option in question.options:
            yield from _label(option)
        yield from _list(question)
    for article in tree.articles:
        yield from _article(article, bodies[article.id], tree)


def _torn(tree: Tree) -> Iterator[Problem]:
    """Items that are half a sentence: a comma in a YAML list written in one line ends the item there."""
    advice = tree.advice
    whole = [Text(line.mark, line.say) for line in told_lines(tree) if not line.quote]
    whole += [Text(action.mark, text) for action in advice.actions.values() for text in (*action.steps, *action.avoid)]
    whole += [Text(advice.mark, text) for text in (*advice.opening, *advice.not_assessed, *advice.about)]
    whole += _sentences_of(tree.hazards)
    for mark, text in whole:
        if text[:1].islower() or text[-1:] not in ".?!":
            hint = "Begin it with a capital and end it with a full stop; quote a text that holds a comma."
            yield _warning(mark, "torn-line", f"{quoted(text)} is no whole sentence.", hint, text)


def _no_end_of_a_sentence(tree: Tree) -> Iterator[Problem]:
    """Signs to watch for that stand as a sentence of their own: a report lists several in one sentence."""
    for sign in tree.advice.signs:
        if _CAPITAL.match(sign.say) or sign.say[-1] in ".!?":
            hint = "A report puts it into a sentence with others: begin it with a small letter, and end it without a stop."
            yield _warning(sign.mark, "whole-sentence", f"{quoted(sign.say)} is a sentence of its own.", hint, sign.say)


def texts(tree: Tree, bodies: Mapping[str, str]) -> Iterator[Text]:
    """Every text that a person can read, in the order of the files."""
    for question in tree.questions.values():
        asked = [question.ask, question.help, question.why]
        yield from (Text(question.mark, text) for text in asked if text)
        yield from (Text(o.mark, text) for o in question.options for text in (o.label, o.hint) if text)
    for rule in tree.rules.rules:
        for text in (rule.title, rule.why, *(step.why for step in rule.raise_)):
            yield Text(rule.mark, text)
    for limit in tree.rules.not_covered:
        yield from (Text(limit.mark, text) for text in (limit.say, limit.ask))
    yield from _advice(tree)
    yield from (Text(finding.mark, finding.says) for finding in tree.findings.values())
    yield from (Text(caution.mark, caution.say) for caution in tree.cautions.values())
    for cause in tree.causes.causes if tree.causes is not None else ():
        yield from (Text(cause.mark, text) for text in (cause.name, cause.term, cause.is_, cause.course) if text)
    yield from _hazards(tree.hazards)
    for article in tree.articles:
        yield from (Text(article.mark, text) for text in (article.title, *article_texts(bodies[article.id])))


def _advice(tree: Tree) -> Iterator[Text]:
    advice = tree.advice
    for action in advice.actions.values():
        yield from (Text(action.mark, text) for text in (action.headline, *action.steps, *action.avoid))
    yield from (Text(line.mark, line.say) for line in told_lines(tree))
    yield from (Text(sign.mark, sign.say) for sign in advice.signs)
    for lines in (advice.opening, advice.not_assessed, advice.about):
        yield from (Text(advice.mark, text) for text in lines)
    if advice.causes is not None:
        words = advice.causes
        yield from (Text(words.mark, text) for text in (words.lead, words.not_enough, words.not_excluded))


def _hazards(file: HazardsFile | None) -> Iterator[Text]:
    if file is not None:
        yield from (Text(one.mark, one.about) for one in file.disagreements)
        yield from (Text(one.mark, one.hazard) for one in file.hazards)
    yield from _sentences_of(file)


def _sentences_of(file: HazardsFile | None) -> Iterator[Text]:
    """Every text of the log but for its titles."""
    if file is None:
        return
    yield from (Text(file.mark, text) for text in (*file.intended_use, *file.not_for, *file.limits, file.standing, file.scale))
    for one in file.disagreements:
        yield from (Text(one.mark, text) for text in (*one.positions, one.followed))
    for hazard in file.hazards:
        said = (*hazard.cause, hazard.harmed, hazard.judged_on, hazard.left, *hazard.none_yet)
        yield from (Text(hazard.mark, text) for text in said)
        yield from (Text(control.mark, control.does) for control in hazard.controls)


def sentences(text: str) -> list[str]:
    """The sentences of a text; an item of a list is one."""
    return [part for part in re.split(r"(?<=[.!?:])\s+", text) if re.search(r"\w", part)]


def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - (word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1))


def grade(whole: list[str], explained: tuple[str, ...]) -> float:
    """The Flesch-Kincaid grade of these texts together; each explained name counts as one plain word."""
    names = "|".join(re.escape(name) for name in sorted(explained, key=len, reverse=True))
    masked = re.compile(names or r"(?!)", re.IGNORECASE)
    found = [sentence for text in whole for sentence in sentences(masked.sub("name", text))]
    words = [word for sentence in found for word in re.findall(r"[A-Za-z']+", sentence)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def _label(option: Option) -> Iterator[Problem]:
    most = LONGEST_DANGER_LABEL if option.danger else LONGEST_LABEL
    if len(option.label) > most:
        found = f"The label has {len(option.label)} characters."
        yield _warning(option.mark, "long-label", found, f"At most {most} fit.", option.label)
    if len(option.hint) > LONGEST_HINT:
        found = f"The hint has {len(option.hint)} characters."
        yield _warning(option.mark, "long-label", found, f"At most {LONGEST_HINT} fit.", option.hint)


def _list(question: Question) -> Iterator[Problem]:
    """What makes a list hard to answer truthfully: several signs on a line, the same words twice, no ordinary answer."""
    seen: dict[str, str] = {}
    for option in question.options:
        words = option.label.casefold().rstrip(".")
        if words in seen:
            found = f"'{option.id}' has the same words as '{seen[words]}'."
            yield _warning(option.mark, "same-words", found, "Nobody can tell the two apart.", option.label)
        seen.setdefault(words, option.id)
        added = (
            option.hint if option.hint.startswith("Or ") else option.label if len(_OR.findall(option.label)) > MOST_OR else ""
        )
        if added:
            hint = "One line, one sign: give the other a line of its own."
            yield _warning(option.mark, "several-signs", f"{quoted(added)} holds several signs.", hint, added)
    if question.type is QuestionType.ONE and question.options and all(option.danger for option in question.options):
        found = f"Every answer to '{question.id}' is a danger sign."
        yield _warning(question.mark, "no-ordinary-answer", found, "Add the line that an ordinary person needs.")


def _article(article: Article, body: str, tree: Tree) -> Iterator[Problem]:
    hardness = grade(list(article_texts(body)), tree.advice.explained)
    if hardness > HARDEST_ARTICLE:
        message = f"'{article.id}' reads at grade {hardness:.1f}."
        hint = f"At most {HARDEST_ARTICLE:g}: shorter words and sentences; a name that is explained goes into `explained`."
        yield _warning(article.mark, "hard-to-read", message, hint)
    for sentence in (*article.figures, *(drawn.step for drawn in article.moves)):
        if not stands_in(body, sentence):
            found = f"{quoted(sentence)} is not in the text of '{article.id}'."
            yield _warning(
                article.mark, "not-in-article", found, "Copy the sentence of the text word for word, or leave it out."
            )
    cautions = [tree.cautions[name].say for name in article.cautions]
    shown = [*article_texts(lead(body)), *(f"- Take care: {say}" for say in cautions)]
    lines, words = sum(len(wrap(text, EXCERPT_WIDTH)) for text in shown), sum(len(text.split()) for text in shown)
    if lines > EXCERPT_LINES or words > EXCERPT_WORDS:
        message = f"The excerpt of '{article.id}' has {lines} lines and {words} words, its cautions counted."
        hint = f"At most {EXCERPT_LINES} and {EXCERPT_WORDS}: what follows a `## ` heading is not part of it."
        yield _warning(article.mark, "long-excerpt", message, hint)


def _warning(mark: Mark, code: str, message: str, hint: str, text: str = "") -> Problem:
    """A warning about a record, or about the text in it."""
    return Problem(mark, code, message, hint, Level.WARNING, (text,) if text else ())
