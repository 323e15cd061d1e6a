"""A file that nothing reads is told where it belongs by what it holds, and a name only where it is really near."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.check import check
from nervecheck.authoring.new_folder import new_folder
from nervecheck.authoring.unread_files import is_near
from nervecheck.cli.streams import write_new_folder
from tests.support import SHIPPED

STORIES = new_folder(SHIPPED)["vignettes/grazes.yaml"]
ARTICLE = new_folder(SHIPPED)["library/clean-a-graze.md"]


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("bites.yaml", STORIES, "Its stories belong into vignettes/: move it to vignettes/bites.yaml."),
        ("rule.yml", STORIES, "Its stories belong into vignettes/: move it to vignettes/rule.yaml."),
        ("library/bites.yaml", STORIES, "Its stories belong into vignettes/: move it to vignettes/bites.yaml."),
        (
            "bites.yaml",
            "- {id: a, story: s, expect: {}}",
            "Its stories belong into vignettes/: move it to vignettes/bites.yaml.",
        ),
        ("bites.yaml", "story: none", "Allowed: tree.yaml"),
        ("bites.md", ARTICLE, "Articles belong into library/: move it to library/bites.md."),
        ("vignettes/bites.md", "Bites", "Articles belong into library/: move it to library/bites.md."),
        ("notes.md", "What is still to do", "Allowed: tree.yaml"),
        ("library/rules.yaml", "rules: []", "Move it out of library/, beside tree.yaml."),
        ("rules (copy).yaml", "rules: []", "Did you mean 'rules.yaml'? Allowed: tree.yaml"),
    ],
)
def test_a_file_in_the_wrong_place(name: str, text: str, hint: str, tmp_path: Path) -> None:
    write_new_folder(tmp_path, new_folder(SHIPPED))
    (tmp_path / name).write_text(text, encoding="utf-8")
    (problem,) = check(tmp_path).problems
    assert (problem.mark.file, problem.code, problem.hint[: len(hint)]) == (name, "unknown-file", hint)


@pytest.mark.parametrize(
    ("name", "meant", "near"),
    [
        ("bites.yaml", "tree.yaml", False),
        ("trees.yaml", "tree.yaml", True),
        ("tere.yaml", "tree.yaml", True),
        ("three.yaml", "tree.yaml", True),
        ("free-text.yaml", "tree.yaml", False),
        ("rules (copy).yaml", "rules.yaml", True),
        ("rules-old.yaml", "rules.yaml", True),
        ("Rules.yml", "rules.yaml", True),
        ("promise.yaml", "promises.yaml", True),
        ("advise.yaml", "advice.yaml", True),
        ("cases.yaml", "causes.yaml", True),
        ("vignette", "vignettes", True),
        ("stories", "vignettes", False),
    ],
)
def test_a_name_is_near(name: str, meant: str, near: bool) -> None:
    assert is_near(name, meant) is near
