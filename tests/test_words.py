"""How the questions, results and articles speak: the rules of the house that a machine can check."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from nervecheck.compose import article_blocks
from nervecheck.document import Bullets, Paragraph
from nervecheck.facts import Excerpt
from nervecheck.load import article_body
from tests.support import shipped

TREE = shipped()
BANNED = re.compile(
    r"\b(you have (a|an|the)\b|diagnosis of|probably nothing|do(n't| not) worry|just\b|seek medical attention|simply\b|"
    r"please\b|consult|medication|acute|chronic|occur|utilise|commence|prior to|approximately|urinate|bowel movement|stool|"
    r"should\b|etc\b|\w+n't\b)|%|\d ?mg\b",
    re.IGNORECASE,
)
# Medical names that the texts explain where they stand; each counts as one plain word of one syllable.
EXPLAINED = re.compile(
    r"cauda equina|physiotherapist|spinal stenosis|sciatica|radiculopathy|reflexes|pregabalin|MRI|myelopathy|"
    r"emergency|ambulance|medicines?|infection|appointment|hospital",
    re.IGNORECASE,
)


def texts() -> Iterator[tuple[str, str]]:
    """Every text that a person can read, with where it stands."""
    for question in TREE.questions.values():
        yield question.id, question.ask
        yield from ((question.id, text) for text in (question.help, question.why) if text)
        for option in question.options:
            yield f"{question.id}:{option.id}", option.label
            if option.hint:
                yield f"{question.id}:{option.id}", option.hint
    for rule in TREE.rules.rules:
        for text in (rule.title, rule.why, *rule.do, *rule.avoid, *(step.why for step in rule.raise_)):
            yield rule.id, text
    for limit in TREE.rules.not_covered:
        yield from ((limit.id, text) for text in (limit.say, limit.ask))
    yield from advice()
    for article in TREE.articles:
        yield from ((article.id, text) for text in article_texts(article.id))


def advice() -> Iterator[tuple[str, str]]:
    for name, action in TREE.advice.actions.items():
        yield from ((name, text) for text in (action.headline, *action.steps, *action.avoid))
    for net in TREE.advice.safety_nets:
        yield from ((net.id, text) for text in (net.heading, net.course, *net.changes) if text)
    for part in (TREE.advice.opening, TREE.advice.not_assessed, TREE.advice.about):
        yield from (("advice", text) for text in part)


def article_texts(name: str) -> Iterator[str]:
    article = next(article for article in TREE.articles if article.id == name)
    body = Excerpt(article.id, article.title, article_body(TREE, article), (), "")
    for block in article_blocks(body):
        match block:
            case Paragraph(text):
                yield text
            case Bullets(items):
                yield from items


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?:])\s+", text) if re.search(r"\w", part)]


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - (word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1))


def grade(whole: list[str]) -> float:
    """Flesch-Kincaid grade of these texts together, explained names masked."""
    found = [sentence for text in whole for sentence in sentences(EXPLAINED.sub("name", text))]
    words = [word for sentence in found for word in re.findall(r"[A-Za-z']+", sentence)]
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize(
    ("word", "count"), [("pee", 1), ("doctor", 2), ("weakness", 2), ("muscle", 2), ("numb", 1), ("time", 1)]
)
def test_the_counter_of_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_no_banned_word_stands_anywhere() -> None:
    assert [(where, text) for where, text in texts() if BANNED.search(text)] == []


def test_no_sentence_is_past_25_words_and_nearly_all_within_20() -> None:
    lengths = [(len(sentence.split()), where, sentence) for where, text in texts() for sentence in sentences(text)]
    assert [found for found in lengths if found[0] > 25] == []
    assert sum(length > 20 for length, _, _ in lengths) / len(lengths) <= 0.05


@pytest.mark.parametrize("name", [article.id for article in TREE.articles])
def test_an_article_reads_at_grade_7_or_less(name: str) -> None:
    assert grade(list(article_texts(name))) <= 7


def test_questions_and_results_read_at_grade_6_or_less() -> None:
    assert grade([question.ask for question in TREE.questions.values()]) <= 6
    assert grade([text for _, text in advice()]) <= 6
    assert grade([text for rule in TREE.rules.rules for text in (rule.why, *rule.do, *rule.avoid)]) <= 6


def test_labels_fit() -> None:
    options = [(q.id, o) for q in TREE.questions.values() for o in q.options]
    assert [(name, o.label) for name, o in options if len(o.label) > (48 if o.danger else 60)] == []
    assert [(name, o.hint) for name, o in options if len(o.hint) > 72] == []


def test_the_opening_has_at_most_10_lines_of_80_columns() -> None:
    from nervecheck.text import wrap

    assert sum(len(wrap(line, 80)) for line in TREE.advice.opening) + 1 <= 10


def test_every_question_says_why_it_is_asked_and_names_its_topic() -> None:
    assert [q.id for q in TREE.questions.values() if not q.why] == []
    assert len({q.topic for q in TREE.questions.values()}) == len(TREE.questions)


def test_an_article_is_at_most_12_lines_and_140_words() -> None:
    from nervecheck.text import wrap

    for article in TREE.articles:
        body = list(article_texts(article.id))
        assert sum(len(text.split()) for text in body) <= 140, article.id
        assert sum(len(wrap(text, 76)) for text in body) <= 12, article.id


def test_no_headline_names_an_illness_and_each_starts_with_a_verb() -> None:
    for action in TREE.advice.actions.values():
        assert action.headline.split()[0] in {"Call", "Go", "Speak", "Book", "Look"}
