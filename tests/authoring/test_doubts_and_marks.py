"""What an author may not lose in silence: a doubt read as the calm answer, and the mark of a sign that calls for help today.

A fresh author found both in the folder to start from, with `check`, `prove` and `test` clean.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.check import check
from nervecheck.authoring.new_folder import new_folder
from tests.support import SHIPPED


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "unsure: [dirty]",
            "unsure: [clean]",
            ["calm-doubt: Not sure at 'dirt' is read as no danger sign, and 'dirty' is one."],
        ),
        (
            "label: Pus comes out of it, danger: true}",
            "label: Pus comes out of it}",
            ["unmarked-danger: 'pus' of 'infection' alone makes the rule 'infected' fire, and is no danger sign."],
        ),
        ("unsure: [dirty]", "unsure: [dirty, clean]", []),
    ],
)
def test_what_makes_somebody_calmer_is_told(old: str, new: str, told: list[str], tmp_path: Path) -> None:
    for name, text in new_folder(SHIPPED).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.replace(old, new) if name == "tree.yaml" else text, encoding="utf-8")
    found = [f"{problem.code}: {problem.message}" for problem in check(tmp_path).problems]
    assert found == told
