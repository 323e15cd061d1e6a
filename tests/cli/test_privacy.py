"""Nothing leaves the computer, nothing is opened that was not named, and nobody is asked who they are."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from nervecheck import __file__ as package
from nervecheck.cli.commands import app
from tests.cli import watched as watcher
from tests.support import SHIPPED, shipped, small_tree
from tests.support.installed import installed
from tests.support.program import surroundings
from tests.support.terminal import PROGRAM, STORIES, answers_file

ONE = "- {id: q, topic: T, ask: A, type: one, options: [{id: a, label: A}, {id: b, label: B}]}"
INSTALLED = {Path(place).resolve() for place in (sys.prefix, sys.base_prefix, Path(package).parent, SHIPPED, installed())}
# what the system itself reads for any program: its libraries, the language, the time zone, the terminal
SYSTEM = (
    "/etc/ld.so",
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/usr/share/",
    "/etc/localtime",
    "/etc/terminfo",
    "/proc/self/",
    "/dev/",
)
PRIVATE = re.compile(
    r"\b(your|their|the|full|first|last|family) name\b|\bname of\b|date of birth|birth date|birthday|\baddress\b"
    r"|\b(post|zip) ?code\b|e-?mail|telephone|phone number|insurance|passport",
    re.IGNORECASE,
)


def lines(folder: Path, place: Path) -> list[list[str]]:
    """A command line for each command, and more where a command opens more."""
    asked, other = ["--questions", str(folder)], str(folder)
    return [
        ["ask", "--answers", str(place / "in.yaml"), "--save", str(place / "a.yaml"), "--output", str(place / "r.md"), *asked],
        ["ask", "--answers", str(place / "in.yaml"), "--format", "json", *asked],
        ["ask", *asked],
        ["template", *asked],
        ["read", *asked],
        ["about"],
        ["new", str(place / "new")],
        ["check", other],
        ["prove", other, "--out", str(place / "out")],
        ["test", other],
        ["test", other, "--mutate", "--limit", "1"],
        ["uses", "q", other],
        ["rename", "q", "qq", other, "--dry-run"],
        ["graph", other],
        ["schema", "--out", str(place / "schemas"), *asked],
        ["diff", other, other],
        ["what-if", str(place / "in.yaml"), *asked],
        ["ask", "--answers", str(place / "in.yaml"), "--format", "html", *asked],
        ["review", *asked],
        ["sql", *asked],
        ["batch", str(place / "in.ndjson"), str(place / "out.csv"), *asked],
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What every command opened, started and called."""
    place = tmp_path_factory.mktemp("place")
    folder = place / "questions"
    folder.mkdir()
    small_tree(folder, ONE)
    (place / "in.yaml").write_text("answers: {q: b}\n")
    (place / "in.ndjson").write_text('{"id": "one", "q": "b"}\n')
    given = json.dumps(lines(folder, place))
    command = [sys.executable, "-m", watcher.__name__]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, env=surroundings(TMPDIR=str(place)))
    return {**json.loads(done.stdout), "place": place}


def test_every_command_runs_without_a_network(found: dict[str, object]) -> None:
    ended = found["ended"]
    assert isinstance(ended, dict)
    assert {name: told for name, (code, told) in ended.items() if code not in (0, 1)} == {}
    program = typer.main.get_group(app)
    assert set(program.list_commands(typer.Context(program))) == {name.split()[0] for name in ended}
    assert found["network"] == []


def test_no_command_starts_another_program(found: dict[str, object]) -> None:
    assert found["started"] == []


def test_no_command_opens_what_was_not_named(found: dict[str, object]) -> None:
    opened, place = found["opened"], found["place"]
    assert isinstance(opened, list)
    assert isinstance(place, Path)
    assert strangers(opened, place) == []


def strangers(opened: list[str], place: Path) -> list[str]:
    """The files that are neither named, nor of the installation, nor of the system."""
    near = {*INSTALLED, place.resolve()}
    return [
        name
        for name in opened
        if not name.startswith(SYSTEM) and not near & {Path(name).resolve(), *Path(name).resolve().parents}
    ]


@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace here")
def test_the_system_sees_no_other_file_opened_and_no_socket(tmp_path: Path) -> None:
    (tmp_path / "in.yaml").write_text(answers_file(STORIES["routine"]))
    trace, report = tmp_path / "trace", tmp_path / "r.md"
    asked = [*PROGRAM, "ask", "--answers", str(tmp_path / "in.yaml"), "--output", str(report)]
    calls = "trace=open,openat,creat,socket,connect,execve"
    done = subprocess.run(["strace", "-f", "-o", str(trace), "-e", calls, *asked], env=surroundings(), check=False)
    if done.returncode != 0 and not report.exists():
        pytest.skip("nobody may trace here")
    seen = [line for line in trace.read_text().splitlines() if " = -1 " not in line and "O_DIRECTORY" not in line]
    assert [line for line in seen if "socket(" in line or "connect(" in line] == []
    assert sum("execve(" in line for line in seen) == 1
    names = re.findall(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)"', "\n".join(seen))
    assert len(names) > 100
    assert strangers([str(Path(name).absolute()) for name in names], tmp_path) == []


def test_nobody_is_asked_for_name_birth_date_or_address() -> None:
    texts = [text for q in shipped().questions.values() for text in (q.ask, q.help, q.topic)]
    texts += [text for q in shipped().questions.values() for option in q.options for text in (option.label, option.hint)]
    assert [text for text in texts if PRIVATE.search(text or "")] == []
    kinds = {str(question.type.value) for question in shipped().questions.values()}
    assert kinds <= {"yes-no", "one", "many", "number"}, "there is no place to write free text"
