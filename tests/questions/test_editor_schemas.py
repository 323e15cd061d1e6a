"""An editor completes and checks the shipped files, and a new folder, by schemas that are the ones of today."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.new_folder import new_folder
from nervecheck.authoring.schema import schemas
from tests.support import SHIPPED, shipped

FILES = sorted(path.name for path in SHIPPED.glob("*.yaml"))


def first_line(name: str) -> str:
    return f"# yaml-language-server: $schema=.schemas/{Path(name).stem}.schema.json"


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_file_names_its_schema_of_today(name: str) -> None:
    ((kind, text),) = schemas(Path(name).stem, shipped)
    assert (SHIPPED / name).read_text(encoding="utf-8").startswith(f"{first_line(name)}\n")
    assert (SHIPPED / ".schemas" / f"{kind}.schema.json").read_text(encoding="utf-8") == text, "run `nervecheck schema KIND`"


def test_no_schema_is_left_of_a_file_that_is_gone() -> None:
    assert {path.name for path in (SHIPPED / ".schemas").iterdir()} == {f"{Path(name).stem}.schema.json" for name in FILES}


def test_a_new_folder_brings_the_schemas_of_its_files() -> None:
    texts = new_folder(SHIPPED)
    files = [name for name in texts if name.endswith(".yaml") and "/" not in name]
    assert files
    for name in files:
        assert texts[name].startswith(f"{first_line(name)}\n")
        assert f".schemas/{Path(name).stem}.schema.json" in texts
