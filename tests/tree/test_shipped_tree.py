"""The tree that a wheel brings: the same as the YAML says, used while nobody changed the YAML, and for no other folder."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from shutil import copytree

import pytest

from nervecheck.tree.load import load, shipped_tree
from nervecheck.tree.load.files import NEEDED, OPTIONAL
from nervecheck.tree.load.folder import CONTENTS, read
from nervecheck.tree.model import Tree
from tests.support import SHIPPED


def values(tree: Tree) -> dict[str, object]:
    return {field.name: getattr(tree, field.name) for field in fields(tree)}


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands where the shipped one does, with its stored tree beside it."""
    folder = Path(copytree(SHIPPED, tmp_path / "questions"))
    monkeypatch.setattr(shipped_tree, "SHIPPED", folder)
    monkeypatch.setattr(shipped_tree, "FILE", tmp_path / "questions.pickle")
    shipped_tree.FILE.write_bytes(shipped_tree.store(read(folder, promises=False)))
    return folder


def test_the_stored_tree_is_what_the_yaml_says(shipped: Path) -> None:
    found = shipped_tree.stored(shipped)

    assert found is not None
    assert values(found) == values(read(shipped, promises=False))


def test_a_changed_file_is_read_anew(shipped: Path) -> None:
    tree = shipped / "tree.yaml"
    tree.write_text(tree.read_text().replace("title: ", "title: Changed. ", 1))

    assert shipped_tree.stored(shipped) is None
    assert load(shipped, promises=False).about.title.startswith("Changed. ")


@pytest.mark.parametrize("name", ["regions.yaml", "library"])
def test_a_removed_file_is_noticed(shipped: Path, name: str) -> None:
    path = next((shipped / name).glob("*.md")) if (shipped / name).is_dir() else shipped / name
    path.unlink()

    assert shipped_tree.stored(shipped) is None


def test_another_folder_has_none_whatever_stands_beside_it(shipped: Path, tmp_path: Path) -> None:
    other = Path(copytree(shipped, tmp_path / "other"))

    assert shipped_tree.stored(other) is None


def test_the_promises_are_read_from_yaml(shipped: Path) -> None:
    assert load(shipped).promises
    assert not load(shipped, promises=False).promises


def test_every_file_of_a_folder_has_its_kind() -> None:
    assert tuple(CONTENTS) == (*NEEDED, *OPTIONAL)
