"""The query on PostgreSQL comes to what the engine does. Skipped where no server is installed; it runs for the test alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.tree.model import QuestionType, Tree
from tests.support import ankle, shipped
from tests.support.table_rows import People, by_engine, by_query, row

pytest.importorskip("sqlglot", reason="SQLGlot is not installed")
from nervecheck.exchange.sql.query import Dialect, query

PROGRAMS = next((file.parent for file in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
if PROGRAMS is None or shutil.which("psql") is None:
    pytest.skip("PostgreSQL is not installed", allow_module_level=True)
KINDS = {QuestionType.MANY: "text[]", QuestionType.NUMBER: "integer"}
RUNS_AS = "nobody" if os.geteuid() == 0 else None  # a server refuses to run as root


def program(name: str, *options: str) -> None:
    # its output into a file: a pipe would stay open as long as the server does
    subprocess.run([f"{PROGRAMS}/{name}", *options], check=True, stdout=subprocess.DEVNULL, cwd="/", user=RUNS_AS)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The folder of a server that listens nowhere else."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # the name of a socket may have about 100 letters
        if RUNS_AS is not None:
            shutil.chown(folder, RUNS_AS)
        program("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "me", "--no-sync")
        listens = f"-k {folder} -c listen_addresses='' -c fsync=off"
        program("pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", listens, "start")
        yield folder
        program("pg_ctl", "-D", f"{folder}/data", "-w", "-m", "immediate", "stop")


def asked(server: str, text: str) -> list[str]:
    """The lines that the server answers with."""
    command = ["psql", "-h", server, "-U", "me", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize(("tree", "count"), [(ankle(), 300), (shipped(), 100)])
def test_random_people_and_every_vignette_come_to_the_same_on_postgresql(server: str, tree: Tree, count: int) -> None:
    drawn = People(tree, seed=15)
    people = [*(drawn.one() for _ in range(count)), *(vignette.answers for vignette in read_vignettes(tree))]
    rows = json.dumps([row(tree, answers, number) for number, answers in enumerate(people)])
    cells = ", ".join(f'"{name}" {KINDS.get(question.type, "text")}' for name, question in tree.questions.items())
    asked(server, f"DROP TABLE IF EXISTS answers; CREATE TABLE answers (id text, {cells});")
    asked(server, f"INSERT INTO answers SELECT * FROM json_populate_recordset(NULL::answers, $rows${rows}$rows$);")
    lines = asked(server, f"SELECT row_to_json(result) FROM ({query(tree, Dialect.POSTGRES)}) AS result;")
    found = {int(result["id"]): by_query(result) for result in map(json.loads, lines)}
    assert [found[number] for number in range(len(people))] == [by_engine(tree, answers) for answers in people]
