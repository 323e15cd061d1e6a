"""`nervecheck uses` and `nervecheck rename`: what is written, and that nothing is where it cannot all be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from nervecheck.base.errors import ExitCode, NotWritten
from nervecheck.cli.commands import app
from nervecheck.cli.replace_files import replace_files
from tests.support.same_ids import folder_files, write_files


def run(*arguments: str | Path) -> tuple[int, str]:
    """The exit code and what was printed, each run of white space as one space."""
    done = CliRunner().invoke(app, list(map(str, arguments)))
    return done.exit_code, " ".join(done.output.split())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_uses_lists_the_places(tmp_path: Path) -> None:
    write_files(tmp_path, folder_files())
    code, printed = run("uses", "gate", tmp_path)
    assert code == ExitCode.FINISHED
    assert "findings.yaml:3:55: finding 'two'" in printed


def test_uses_of_an_unknown_id_is_wrong_usage(tmp_path: Path) -> None:
    write_files(tmp_path, folder_files())
    assert run("uses", "gata", tmp_path) == (ExitCode.USAGE, "Nothing has the id 'gata'. Did you mean gate (question)?")


def test_rename_writes_the_files_that_change(tmp_path: Path) -> None:
    write_files(tmp_path, folder_files())
    code, printed = run("rename", "heat", "cold", tmp_path, "--kind", "rule")
    assert (code, contents(tmp_path)) == (ExitCode.FINISHED, folder_files(rule="cold"))
    assert printed.startswith("Renamed the rule 'heat' to 'cold' in 4 places of 3 files")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["heat", "cold", "--kind", "rule", "--dry-run"], ExitCode.FINISHED, "rules.yaml:3:9: the rule itself"),
        (["heat", "cold"], ExitCode.USAGE, "Say which: --kind question or"),
        (["heat.heat", "b"], ExitCode.USAGE, "The id 'heat.b' is taken"),
    ],
)
def test_rename_writes_nothing_on_trial_or_when_refused(
    arguments: list[str], code: ExitCode, told: str, tmp_path: Path
) -> None:
    write_files(tmp_path, folder_files())
    ended, printed = run("rename", *arguments[:2], tmp_path, *arguments[2:])
    assert (ended, contents(tmp_path)) == (code, folder_files())
    assert told in printed


def test_a_folder_with_a_mistake_is_a_bad_file(tmp_path: Path) -> None:
    files = folder_files() | {"regions.yaml": b"GB: {}\n"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    code, printed = run("rename", "heat.heat", "cold", tmp_path)
    assert (code, contents(tmp_path)) == (ExitCode.BAD_FILE, files)
    assert "regions.yaml:1:5: error[missing-key]" in printed


def test_where_one_file_cannot_be_replaced_all_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("old")
    real = Path.replace

    def fails_at_b(self: Path, target: Any) -> Path:
        if Path(target).name == "b":
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fails_at_b)
    with pytest.raises(NotWritten, match=r"No space left on device\. All files are as before"):
        replace_files(tmp_path, {"a": b"new", "b": b"new"})
    assert contents(tmp_path) == {"a": b"old", "b": b"old"}


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "real.yaml").chmod(0o640)
    (tmp_path / "linked.yaml").symlink_to("real.yaml")
    replace_files(tmp_path, {"linked.yaml": b"new"})
    assert (tmp_path / "linked.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"
    assert (tmp_path / "real.yaml").stat().st_mode & 0o777 == 0o640
