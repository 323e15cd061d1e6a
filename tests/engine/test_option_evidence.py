"""Evidence that names an option, as question.option: it counts as a finding of that option would, in the option's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.coverage import coverage
from nervecheck.authoring.graph import graph
from nervecheck.authoring.graph_formats import FORMATS
from nervecheck.authoring.vignettes import play_all
from nervecheck.authoring.warnings import warnings
from nervecheck.base.errors import FileProblems
from nervecheck.engine.answer import Answers, NoneOfThese, Picked
from nervecheck.report.make import make_report, numbers_for
from nervecheck.tree.model import Tree
from tests.support import small_tree
from tests.support.causes import CAUSES, FINDINGS, QUESTIONS, RULES, WORDS

LEG: Answers = {"place": Picked(("leg",)), "calm": Picked(("no",))}


def ranked(folder: Path, named: str) -> Tree:
    folder.mkdir()
    causes = CAUSES.replace("{finding: below,", f"{{finding: {named},")
    return small_tree(folder, QUESTIONS, RULES, FINDINGS, causes=causes, advice=WORDS)


def points(tree: Tree, signs: Picked | NoneOfThese) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    found = make_report(tree, {**LEG, "signs": signs}, numbers_for(tree, None)).causes
    assert found is not None
    return [(c.cause, c.band, tuple(p.says for p in c.fits), tuple(p.says for p in c.against)) for c in found.likely]


@pytest.mark.parametrize("signs", [Picked(("below", "cough")), NoneOfThese()])
def test_it_ranks_as_a_finding_would_and_shows_the_label(signs: Picked | NoneOfThese, tmp_path: Path) -> None:
    of_finding, of_option = (points(ranked(tmp_path / str(n), name), signs) for n, name in enumerate(["below", "signs.below"]))
    in_words = str(of_finding).replace("'below'", "'Below the knee'").replace("'not: below'", "'not: Below the knee'")
    assert "Below the knee" in in_words
    assert str(of_option) == in_words


def test_the_tools_of_an_author_know_it(tmp_path: Path) -> None:
    tree = ranked(tmp_path / "q", "signs.below")
    assert "disc: signs.below" in [name for part in coverage(play_all((), tree), tree) for name, _ in part.missed]
    assert "f_signs__below" in FORMATS["mermaid"](graph(tree))
    assert [problem for problem in warnings(tree) if "signs.below" in problem.message] == []


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("signs.belov", "'belov' is no option of 'signs'. Did you mean 'below'?"),
        ("sings.below", "'sings' is no question. Did you mean 'signs'?"),
        ("signs.none", "'none' is no option of 'signs'."),
        ("calm.yes", "'yes' is no option of 'calm'."),
    ],
)
def test_an_option_that_is_none_is_told_with_the_nearest(named: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as bad:
        ranked(tmp_path / "q", named)
    assert told in str(bad.value)
