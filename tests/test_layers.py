"""The table of layers (design, section 6): a module imports only from rows below it, and a module without a row fails."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import nervecheck
from tests.support import SHIPPED

PACKAGE = Path(nervecheck.__file__).parent
ROWS: dict[str, float] = {
    "": 0.0,
    "problems": 0.1,
    "text": 0.1,
    "conditions": 1,
    "terms": 1,
    "answer": 1,
    "library": 2.0,
    "causes": 2.0,
    "model": 2.1,
    "load.nodes": 3.0,
    "load.build": 3.1,
    "load.findings": 3.1,
    "load.names": 3.1,
    "load.shown": 3.2,
    "load.resolve": 3.3,
    "load": 3.4,
    "record": 4.0,
    "plan": 4.01,
    "triage": 4.1,
    "ranking": 4.2,
    "needed": 4.3,
    "ahead": 5.0,
    "interview": 5.0,
    "warnings": 5.0,
    "reading": 6.0,
    "answers": 6.1,
    "document": 6.0,
    "facts": 6.0,
    "likely": 6.1,
    "shelf": 6.1,
    "report": 6.2,
    "template": 6.0,
    "explain": 6.3,
    "compose": 6.4,
    "render": 7.0,
    "render.json": 7.0,
    "render.problems": 7.2,
    "render.markdown": 7.0,
    "render.terminal": 7.0,
    "vignettes": 7.0,
    "wording": 7.0,
    "upkeep": 5.0,
    "coverage": 7.1,
    "check": 7.1,
    "prove.verdict": 7.0,
    "prove.formula": 7.0,
    "prove.reach": 7.0,
    "prove.crowd": 7.1,
    "prove.court": 7.2,
    "prove.pair": 7.3,
    "prove.checks": 7.4,
    "prove.example": 7.4,
    "prove.paths": 7.41,
    "prove": 7.5,
    "prompts": 8.0,
    "prompts.moves": 8.0,
    "prompts.words": 8.1,
    "prompts.typed": 8.1,
    "prompts.keys": 8.1,
    "prompts.board": 8.2,
    "prompts.press": 8.3,
    "prompts.picture": 8.3,
    "prompts.arrows": 8.4,
    "prompts.plain": 8.2,
    "prompts.session": 8.3,
    "prompts.result": 8.3,
    "cli.errors": 9.1,
    "cli.streams": 9.0,
    "cli.screen": 9.1,
    "cli.terminal": 9.1,
    "cli.wish": 9.2,
    "cli.asking": 9.3,
    "cli.ask": 9.4,
    "cli.read": 9.4,
    "cli": 9.5,
    "__main__": 9.6,
}
EDGE_ONLY = {"sys", "os", "time", "getpass", "locale", "shutil", "subprocess"}


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name below `nervecheck`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imported(tree: ast.Module) -> set[str]:
    """The names imported anywhere in the module, also inside functions and for types only."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            paths = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {path if path.removeprefix("nervecheck.") in ROWS else node.module for path in paths}
    return names


def test_every_module_has_a_row() -> None:
    assert set(modules()) == set(ROWS)


def test_imports_point_down() -> None:
    wrong = []
    for name, tree in modules().items():
        for other in imported(tree):
            short = other.removeprefix("nervecheck").removeprefix(".")
            if other.startswith("nervecheck") and short in ROWS and ROWS[short] >= ROWS[name] and short != name:
                wrong.append(f"{name} imports {short}")
    assert wrong == []


def test_only_the_command_line_touches_argv_the_environment_the_clock_and_the_streams() -> None:
    inner = {name: tree for name, tree in modules().items() if ROWS[name] < 9}
    assert {name: imported(tree) & EDGE_ONLY for name, tree in inner.items() if imported(tree) & EDGE_ONLY} == {}
    printing = [
        name
        for name, tree in inner.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input", "open")
    ]
    assert printing == []


def test_functions_fit_a_screen_and_files_stay_small() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert path.read_text(encoding="utf-8").count("\n") <= 300, path
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{name}.{node.name}"


def test_the_scripted_path_imports_nothing_heavy(tmp_path: Path) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text("answers: {who: me, danger-now: chest}\n")
    code = (
        "import sys, json; sys.argv = ['nervecheck', 'ask', '--answers', sys.argv[1], '--format', 'json'];\n"
        "from nervecheck.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(answers)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["urgency"] == "ambulance"
    loaded = {name.split(".")[0] for name in json.loads(done.stderr)}
    assert loaded & {"rich", "pydantic", "prompt_toolkit", "pysat", "importlib_metadata", "hypothesis"} == set()
    assert "nervecheck.prompts" not in json.loads(done.stderr)


def test_questions_are_data_beside_the_package() -> None:
    assert (SHIPPED / "tree.yaml").is_file()
