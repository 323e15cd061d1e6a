"""A renaming changes what is meant and no other byte, or nothing at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nervecheck.authoring.id_kinds import IdKind
from nervecheck.authoring.rename import rename
from nervecheck.authoring.rename_account import account
from nervecheck.authoring.vignettes import play_all, read_vignettes
from nervecheck.base.errors import FileProblems, UsageError
from nervecheck.tree.load import load
from nervecheck.tree.model import Tree
from tests.support import SHIPPED
from tests.support.same_ids import KINDS, folder_files, write_files

SAMPLE = ("back-and-leg.yaml", "danger-signs.yaml", "told-spine-danger.yaml")
OLD = dict.fromkeys(KINDS, "heat") | {"finding": "warm", "option": "heat.heat"}


def renamed_files(tree: Tree, old: str, new: str, kind: str | None = None) -> dict[str, bytes]:
    """Every file of the tree's folder after the renaming, which is not written."""
    folder = Path(tree.folder)
    before = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}
    return before | dict(rename(tree, old, new, IdKind(kind) if kind else None).contents)


def refusal(tree: Tree, old: str, new: str, kind: str | None = None) -> str:
    with pytest.raises(UsageError) as refused:
        rename(tree, old, new, IdKind(kind) if kind else None)
    return str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_is_meant_gets_the_new_id(kind: str, tmp_path: Path) -> None:
    tree = write_files(tmp_path, folder_files())
    assert renamed_files(tree, OLD[kind], "cold-9", kind) == folder_files(**{kind: "cold-9"})


@pytest.mark.parametrize("kind", KINDS)
def test_there_and_back_is_the_same_bytes(kind: str, tmp_path: Path) -> None:
    before = folder_files()
    there = renamed_files(write_files(tmp_path, before), OLD[kind], "a-much-longer-id", kind)
    back = "heat.a-much-longer-id" if kind == "option" else "a-much-longer-id"
    assert there != before
    assert renamed_files(write_files(tmp_path, there), back, OLD[kind].rpartition(".")[2], kind) == before


@pytest.mark.parametrize("made", [lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: b"\xef\xbb\xbf" + raw])
def test_line_ends_and_a_byte_order_mark_stay(made: object, tmp_path: Path) -> None:
    assert callable(made)
    before, after = ({name: made(raw) for name, raw in folder_files(**ids).items()} for ids in ({}, {"question": "cold"}))
    assert renamed_files(write_files(tmp_path, before), "heat", "cold", "question") == after


def test_letters_of_many_bytes_before_a_place_do_not_move_it(tmp_path: Path) -> None:
    before, after = folder_files(), folder_files(source="cold")
    for files in (before, after):
        files["promises.yaml"] = files["promises.yaml"].replace(b"then:", "# größer 😀 »\n  then:".encode())
        files["vignettes/heat.yaml"] = files["vignettes/heat.yaml"].replace(b"heat of the day", "Straßenhitze 😀".encode())
    assert renamed_files(write_files(tmp_path, before), "heat", "cold", "source") == after


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("heat", "cold", None, "Say which: --kind question or --kind rule"),
        ("hoat", "cold", None, "Did you mean heat (question), heat (rule)"),
        ("heat", "cold", "finding", "No finding has the id 'heat'."),
        ("heat", "heat", "rule", "'heat' is its id already."),
        ("heat", "Cold", "rule", "'Cold' cannot be an id. It must be small letters"),
        ("heat", "unsure", "question", "'unsure' cannot be an id."),
        ("heat", "null", "rule", "YAML reads it as nothing"),
        ("heat", "later", "question", "The id 'later' is taken: it belongs to the question at tree.yaml:"),
        ("heat", "two", "question", "The id 'two' is taken: it belongs to the finding at findings.yaml:"),
        ("heat", "other", "cause", "The id 'other' is taken: it belongs to the cause at causes.yaml:"),
        ("heat.heat", "b", None, "The id 'heat.b' is taken"),
        ("heat.heat", "heat.old", None, "The id 'heat.old' is retired."),
        ("heat.heat", "later.c", None, "An option stays where it is: heat.c."),
    ],
)
def test_what_cannot_be_renamed_is_told(old: str, new: str, kind: str | None, told: str, tmp_path: Path) -> None:
    assert told in refusal(write_files(tmp_path, folder_files()), old, new, kind)


def test_an_id_written_with_an_escape_is_not_guessed_at(tmp_path: Path) -> None:
    files = folder_files()
    files["rules.yaml"] = files["rules.yaml"].replace(b"id: heat\n", b'id: "he\\x61t"\n')
    told = refusal(write_files(tmp_path, files), "heat", "cold", "rule")
    assert told.startswith("rules.yaml:3:10: The id 'heat' is not written as it is read here.")


def test_a_folder_with_a_bad_vignette_is_not_renamed(tmp_path: Path) -> None:
    files = folder_files()
    files["vignettes/heat.yaml"] = files["vignettes/heat.yaml"].replace(b"rules: [heat]", b"rules: [hoat]")
    with pytest.raises(FileProblems, match="'hoat' is no rule"):
        rename(write_files(tmp_path, files), "heat", "cold", IdKind.CAUSE)


def test_it_is_told_what_is_left_to_do(tmp_path: Path) -> None:
    renamed = rename(write_files(tmp_path, folder_files()), "heat", "cold", IdKind.QUESTION)
    told = account(renamed, trial=True)
    assert f"Would rename the question 'heat' to 'cold' in {len(renamed.places)} places" in told
    assert "rules.yaml:6:26: rule 'heat'\n" in told
    assert "retired.yaml:1: heat.old: Say `heat` now.\n" in told
    assert told.endswith('add this line to retired.yaml:\n  heat: "It became `cold`."\n')


def test_an_article_of_equal_rank_may_move(tmp_path: Path) -> None:
    files = folder_files()
    files["library/ice.md"] = files["library/heat.md"].replace(b"id: heat", b"id: ice")
    tree = write_files(tmp_path, files)
    assert account(rename(tree, "heat", "jar", IdKind.ARTICLE), trial=True).split()[-4:] == ["of", "rank", "1", "changes."]
    assert "of one rank" not in account(rename(tree, "heat", "cold", IdKind.ARTICLE), trial=True)


@pytest.mark.parametrize(("old", "new"), [("ces", "bladder"), ("ces.numb", "wiping"), ("spine-pain", "back-hurts")])
def test_the_shipped_questions_mean_the_same_after_it(old: str, new: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "q"))
    for path in (folder / "vignettes").iterdir():
        if path.name not in SAMPLE:
            path.unlink()
    before = load(folder)
    for name, content in rename(before, old, new).contents.items():
        (folder / name).write_bytes(content)
    after = load(folder)
    counts = [
        (len(t.questions), len(t.findings), len(t.rules.rules), len(t.articles), len(t.promises)) for t in (before, after)
    ]
    assert counts[0] == counts[1]
    played = play_all(read_vignettes(after), after)
    assert len(played) > 50
    assert [one.vignette.case.id for one in played if one.differences] == []
