"""Every place that names an id is told, with what names it there, and no place of another thing of that id."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nervecheck.authoring.id_kinds import IdKind
from nervecheck.authoring.references import file_texts, references
from nervecheck.authoring.uses import account, uses
from nervecheck.base.errors import UsageError
from tests.support import SHIPPED, shipped, small_tree
from tests.support.same_ids import FILES, KINDS, folder_files, write_files

QUESTIONS = """
- {id: q, topic: t, ask: 'Does it hurt?', type: one, options: [{id: a, label: A}, {id: b, label: B}]}
- {id: r, topic: t, ask: 'Since when?', type: one, when: {q: a}, options: [{id: a, label: A}, {id: b, label: B}]}
"""


def places(folder: Path, name: str, kind: IdKind | None = None) -> str:
    return account(uses(write_files(folder, folder_files()), name, kind))


def test_each_place_is_told_in_words_in_file_order(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS, findings="sore: {says: it hurts, when: {q: [b, a]}}")
    assert account(uses(tree, "q.a")) == (
        "option 'q.a': A\n"
        "  tree.yaml:11:75: the option itself\n"
        "  tree.yaml:12:68: guard of the question 'r'\n"
        "  findings.yaml:1:38: finding 'sore'\n"
        "  2 places in 2 files name it.\n"
    )


def test_what_nothing_names_is_told(tmp_path: Path) -> None:
    assert account(uses(small_tree(tmp_path, QUESTIONS), "r.b")).endswith("itself\n  Nothing names it.\n")


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_places_as_the_texts_have(kind: str, tmp_path: Path) -> None:
    name = {"finding": "warm", "option": "heat.heat"}.get(kind, "heat")
    (found,) = uses(write_files(tmp_path, folder_files()), name, IdKind(kind))
    written = Counter({file: text.count(f"<{kind}>") for file, text in FILES.items() if f"<{kind}>" in text})
    assert Counter(place.mark.file for place in found.places) == written
    assert sum(place.defines for place in found.places) == 1


def test_each_thing_of_one_id_has_a_heading(tmp_path: Path) -> None:
    heads = [line.split("'")[0] for line in places(tmp_path, "heat").splitlines() if not line.startswith(" ")]
    assert heads == [f"{kind} " for kind in ("question", "rule", "source", "article", "cause", "caution", "promise")]
    assert places(tmp_path, "heat", IdKind.CAUSE).startswith("cause 'heat': heat\n")


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("heat", IdKind.QUESTION, "opened by the option 'gate.b'"),
        ("heat", IdKind.QUESTION, "answer quoted by the line 'heat' of the rule 'heat'"),
        ("heat", IdKind.QUESTION, "raise to emergency of the rule 'heat'"),
        ("heat", IdKind.QUESTION, "retired option 'heat.old'"),
        ("heat.heat", None, "`unsure` of the question 'heat'"),
        ("later.heat", None, "`settled` of the option 'heat.heat'"),
        ("heat.heat", None, "evidence of the cause 'heat'"),
        ("warm", None, "evidence of the cause 'heat'"),
        ("warm", None, "pair of the causes 'heat' and 'other'"),
        ("heat", IdKind.CAUSE, "weight in the frame 'heat'"),
        ("heat", IdKind.RULE, "rule ruled out by the vignette 'cool'"),
        ("heat", IdKind.SOURCE, "source of the vignette 'heat'"),
        ("heat", IdKind.QUESTION, "answers shared by the vignettes of the file"),
        ("heat", IdKind.PROMISE, "control of the hazard 'heat'"),
        ("heat", IdKind.SOURCE, "source of the disagreement of sources 'heat'"),
        ("heat", IdKind.CAUTION, "named by the article 'heat'"),
    ],
)
def test_what_names_it_is_told(name: str, kind: IdKind | None, words: str, tmp_path: Path) -> None:
    assert f": {words}\n" in places(tmp_path, name, kind)


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("hoat", None, "Nothing has the id 'hoat'. Did you mean heat (question), heat (rule)"),
        ("b", None, "Nothing has the id 'b'. Did you mean gate.b (option), heat.b (option) or later.b (option)?"),
        ("warm", IdKind.RULE, "No rule has the id 'warm'."),
        ("zzzzzz", None, "Nothing has the id 'zzzzzz'. It may be the id of a question, finding, rule"),
    ],
)
def test_an_unknown_id_is_told_with_what_is_near(name: str, kind: IdKind | None, told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        places(tmp_path, name, kind)
    assert str(refused.value).startswith(told)


def test_in_the_shipped_questions_every_place_holds_its_id() -> None:
    lines = {name: text.split("\n") for name, text in file_texts(SHIPPED).items()}
    every = references(shipped())
    assert len(every) > 20_000
    assert [one for one in every if not lines[one.mark.file][one.mark.line - 1].startswith(one.text, one.mark.column - 1)] == []


def test_in_the_shipped_questions_every_name_is_that_of_something() -> None:
    every = references(shipped())
    defined = {(one.kind, one.name) for one in every if one.defines}
    assert {(one.kind, one.name) for one in every} == defined
