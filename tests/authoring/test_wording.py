"""How the questions, results and articles speak: the rules of the house that a machine can check."""

from __future__ import annotations

import pytest

from nervecheck.authoring.wording import grade, sentences, syllables, texts
from nervecheck.tree.load import article_body
from tests.support import shipped

TREE = shipped()
BODIES = {article.id: article_body(TREE, article) for article in TREE.articles}


@pytest.mark.parametrize(
    ("word", "count"), [("pee", 1), ("doctor", 2), ("weakness", 2), ("muscle", 2), ("numb", 1), ("time", 1)]
)
def test_the_counter_of_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_nearly_all_sentences_have_at_most_20_words() -> None:
    lengths = [len(sentence.split()) for text in texts(TREE, BODIES) for sentence in sentences(text.text)]
    assert sum(length > 20 for length in lengths) / len(lengths) <= 0.05


def test_questions_and_results_read_at_grade_6_or_less() -> None:
    advice, rules = TREE.advice, TREE.rules.rules
    results = [text for action in advice.actions.values() for text in (action.headline, *action.steps, *action.avoid)]
    results += [line.say for line in (*advice.steps, *advice.avoid, *advice.expect)]
    results += ["; ".join(sign.say for sign in advice.signs)]
    for whole in (
        [question.ask for question in TREE.questions.values()],
        results,
        [text for rule in rules for text in (rule.why, *(line.say for line in (*rule.do, *rule.avoid)))],
    ):
        assert grade(whole, advice.explained) <= 6


def test_the_opening_has_at_most_10_lines_of_80_columns() -> None:
    from nervecheck.base.text import wrap

    assert sum(len(wrap(line, 80)) for line in TREE.advice.opening) + 1 <= 10


def test_every_question_says_why_it_is_asked_and_names_its_topic() -> None:
    assert [q.id for q in TREE.questions.values() if not q.why] == []
    assert len({q.topic for q in TREE.questions.values()}) == len(TREE.questions)


def test_no_headline_names_an_illness_and_each_starts_with_a_verb() -> None:
    for action in TREE.advice.actions.values():
        assert action.headline.split()[0] in {"Call", "Go", "Speak", "Book", "Look"}
