"""What `lint-imports` cannot say of the layers (their order is in pyproject.toml): what is loaded, called, and how large."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import nervecheck
from tests.support import SHIPPED

PACKAGE = Path(nervecheck.__file__).parent


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name below `nervecheck`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def test_only_the_command_line_prints_asks_and_opens() -> None:
    calls = [
        (name, node.func.id)
        for name, tree in modules().items()
        if not name.startswith("cli")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert calls
    assert [(name, called) for name, called in calls if called in ("print", "input", "open")] == []


def test_functions_fit_a_screen_and_files_stay_small() -> None:
    for path in (*PACKAGE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")):
        assert path.read_text(encoding="utf-8").count("\n") <= 300, path
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{name}.{node.name}"


def test_the_scripted_path_imports_nothing_heavy(tmp_path: Path) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text("answers: {who: me, gate-now: chest, chest-signs: press}\n")
    code = (
        "import sys, json; sys.argv = ['nervecheck', 'ask', '--answers', sys.argv[1], '--format', 'json'];\n"
        "from nervecheck.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(answers)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["urgency"] == "ambulance"
    loaded = {name.split(".")[0] for name in json.loads(done.stderr)}
    heavy = {"rich", "pydantic", "prompt_toolkit", "pysat", "importlib_metadata", "hypothesis"}
    for_html = {"jinja2", "markupsafe", "segno"}
    assert loaded & (heavy | for_html) == set()
    for part in ("prompts", "authoring", "cli.author_commands"):
        assert f"nervecheck.{part}" not in json.loads(done.stderr)


def test_questions_are_data_beside_the_package() -> None:
    assert (SHIPPED / "tree.yaml").is_file()
