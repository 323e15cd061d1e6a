"""What the tests of whole runs share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.terminal import STORIES, answers_file


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An answers file for each story."""
    folder = tmp_path_factory.mktemp("stories")
    files = {name: folder / f"{name}.yaml" for name in STORIES}
    for name, file in files.items():
        file.write_text(answers_file(STORIES[name]))
    return files


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
