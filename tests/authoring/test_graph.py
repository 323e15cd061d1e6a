"""The graph of a folder: every condition is drawn as it is meant, nothing in a label is read as more than text."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest

from nervecheck.authoring.graph import Form, Graph, graph, narrowed
from nervecheck.authoring.graph_formats import FORMATS, dot, mermaid
from nervecheck.base.errors import UsageError
from nervecheck.cli.author_commands import GraphFormat, UrgencyName
from nervecheck.tree.load import load
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency
from tests.support import TREE, shipped, small_tree, write_folder

QUESTIONS = """
- id: where
  topic: Groups
  ask: Where?
  type: many
  gate: true
  options: [{id: back, label: Back, opens: [signs]}, {id: leg, label: Leg, opens: [signs]}]
- {id: age, topic: Age, ask: 'How old?', type: number, low: 18, high: 99}
- id: signs
  topic: Signs
  ask: Which?
  type: many
  ask-which: true
  when: {age: {min: 65}}
  options: [{id: cold, label: Cold, danger: true}, {id: hot, label: Hot, danger: true}, {id: sore, label: Sore}]
- {id: numb, topic: Numbness, ask: 'Numb?', type: yes-no, when: {not: {signs: [sore, none]}}}
"""
RULES = """
rules:
  - id: %s
    title: Cold or hot
    urgency: same-day
    when: %s
    raise: [{to: emergency, when: numb, why: W}]
    why: W
    basis: judgement
    reviewed: 2026-01-01
self-care: {when: {age: {max: 64}}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
FINDINGS = "old: {says: 65 or over, when: {age: {min: 65}}}"


def drawn(place: Path, when: str) -> Graph:
    """The graph of a rule `r` with this condition."""
    return graph(small_tree(place, QUESTIONS, RULES % ("r", when), FINDINGS))


def arrows(found: Graph, to: str) -> list[str]:
    """What leads to the node, and in turn to the parts of conditions that lead there."""
    words = {node.key: "" if node.section else "/".join(node.lines) for node in found.nodes}
    inner = [edge for edge in found.edges if edge.target == to]
    lines = []
    for edge in inner:
        lines.append(f"{edge.source if '__' not in edge.source else words[edge.source]} {'not ' * edge.denied}{edge.labels}")
        lines += [f"  {line}" for line in arrows(found, edge.source) if "__" in edge.source]
    return [
        line.replace("()", "").replace("('", "").replace("',)", "").replace("')", "").replace("', '", "|").rstrip()
        for line in lines
    ]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{signs: [cold, hot]}", ["q_signs cold|hot"]),
        ("old", ["f_old"]),
        ("numb", ["q_numb yes"]),
        ("{any: [{signs: cold}, {signs: hot}, old]}", ["q_signs cold|hot", "f_old"]),
        ("{all: [{signs: cold}, {signs: hot}]}", ["all of", "  q_signs cold", "  q_signs hot"]),
        ("{signs: cold, age: {min: 65, max: 70}}", ["all of", "  q_signs cold", "  q_age 65 to 70"]),
        ("{all: [old, {any: [{signs: cold}, numb]}]}", ["all of", "  f_old", "  any of", "    q_signs cold", "    q_numb yes"]),
        ("{at-least: {n: 1, of: [old, numb]}}", ["at least 1 of", "  f_old", "  q_numb yes"]),
        ("{not: {signs: sore}}", ["q_signs not sore"]),
        ("{any: [{not: {signs: sore}}, {not: {signs: none}}]}", ["q_signs not sore", "q_signs not none"]),
        ("{not: {not: old}}", ["f_old"]),
        ("{not: {any: [{signs: sore}, old]}}", ["none of", "  q_signs sore", "  f_old"]),
        ("{not: {all: [{signs: sore}, old]}}", ["not all of", "  q_signs sore", "  f_old"]),
        ("{not: {at-least: {n: 2, of: [{signs: sore}, old]}}}", ["fewer than 2 of", "  q_signs sore", "  f_old"]),
    ],
)
def test_a_condition_is_drawn_as_it_is_meant(when: str, expected: list[str], tmp_path: Path) -> None:
    assert arrows(drawn(tmp_path, when), "r_r") == expected


def test_a_raise_takes_the_rule_and_more(tmp_path: Path) -> None:
    assert arrows(drawn(tmp_path, "old"), "r_r__1") == ["all of", "  r_r", "  q_numb yes"]


def test_the_conditions_of_a_section_lead_to_it(tmp_path: Path) -> None:
    sections = TREE + "  - {id: a, title: A, questions: [{id: q, topic: Q, ask: Q, type: yes-no}]}\n"
    sections += "  - {id: b, title: B, when: q, questions: [{id: p, topic: P, ask: P, type: yes-no}]}\n"
    tree = load(write_folder(tmp_path, sections, RULES.replace("{age: {max: 64}}", "q").replace("numb", "p") % ("r", "p")))
    assert arrows(graph(tree), "s_b") == ["q_q yes"]
    assert "s_b" in mermaid(graph(tree))
    assert 'q_q -> q_p [label="yes", lhead=cluster_s_b];' in dot(graph(tree))


MERMAID = """\
flowchart LR
  subgraph s_s["s: S"]
    q_where{{"where<br>Groups"}}
    q_age["age<br>Age"]
    q_signs["signs<br>Signs"]
    q_numb["numb<br>Numbness"]
  end
  f_old(["old<br>65 or over"])
  r_r["SAME-DAY<br>r<br>Cold or hot"]
  r_r__1["EMERGENCY<br>r, raised"]
  r_r__2(("all of"))
  q_age -->|"65 or more"| q_signs
  q_where -->|"back, leg"| q_signs
  q_signs -.->|"not sore, not none"| q_numb
  q_age -->|"65 or more"| f_old
  q_signs -->|"cold"| r_r
  f_old --> r_r
  r_r --> r_r__2
  q_numb -->|"yes"| r_r__2
  r_r__2 --> r_r__1
  classDef emergency fill:#e8590c,color:#ffffff
  class r_r__1 emergency
  classDef same_day fill:#ffd43b,color:#000000
  class r_r same_day
"""
DOT = """\
  subgraph cluster_s_s { label="s: S"; color=gray; labeljust=l;
    q_where [label="where\\nGroups", shape=hexagon];
    q_age [label="age\\nAge", shape=box];
    q_signs [label="signs\\nSigns", shape=box];
    q_numb [label="numb\\nNumbness", shape=box];
  }
  f_old [label="old\\n65 or over", shape=box, style=rounded];
  r_r [label="SAME-DAY\\nr\\nCold or hot", shape=box, style="filled,bold", fillcolor="#ffd43b", fontcolor="#000000"];
  r_r__1 [label="EMERGENCY\\nr, raised", shape=box, style="filled,bold", fillcolor="#e8590c", fontcolor="#ffffff"];
  r_r__2 [label="all of", shape=ellipse, style=dashed];
  q_age -> q_signs [label="65 or more"];
  q_where -> q_signs [label="back, leg"];
  q_signs -> q_numb [label="not sore, not none", style=dashed];
  q_age -> f_old [label="65 or more"];
  q_signs -> r_r [label="cold"];
  f_old -> r_r;
  r_r -> r_r__2;
  q_numb -> r_r__2 [label="yes"];
  r_r__2 -> r_r__1;
}
"""


def test_the_text_of_both_formats(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS, RULES % ("r", "{any: [{signs: cold}, old]}"), FINDINGS)
    of_rule = narrowed(graph(tree), tree, None, "r", None)
    assert mermaid(of_rule) == MERMAID
    assert dot(of_rule).split("\n", 3)[3] == DOT


# -- labels

STRANGE = 'a \\\\N \\" <b> & #35; `c` [d] {e} |f| ; --> &lt; %% \u00e9'
MARKS = set('\\"<>&#`[]{}|;%')


def strange(place: Path) -> Graph:
    questions = f'- {{id: end, topic: "{STRANGE}", ask: A, type: number, low: 18, high: 99}}'
    rules = RULES.replace("title: Cold or hot", f'title: "{STRANGE}"').replace("when: numb", "when: {end: {min: 70}}")
    return graph(small_tree(place, questions, rules.replace("age", "end") % ("end", "{end: {min: 65}}")))


def test_nothing_in_a_label_ends_it_or_speaks_to_mermaid(tmp_path: Path) -> None:
    line = next(line for line in mermaid(strange(tmp_path)).splitlines() if line.startswith("    q_end"))
    label = line.removeprefix('    q_end["').removesuffix('"]').replace("<br>", "\n")
    shown = "".join(
        chr(int(part.partition(";")[0])) + part.partition(";")[2] if at else part for at, part in enumerate(label.split("#"))
    )
    assert shown.replace("\n", " ") == 'end a \\N " <b> & #35; `c` [d] {e} |f| ; --> &lt; %% \u00e9'
    assert set(label) & MARKS == {"#", ";"}


def test_nothing_in_a_label_ends_it_or_speaks_to_graphviz(tmp_path: Path) -> None:
    line = next(line for line in dot(strange(tmp_path)).splitlines() if line.startswith("    q_end"))
    assert line == (
        '    q_end [label="end\\na \\\\N \\" <b> &amp; #35; `c` [d] {e}\\n|f| ; --> &amp;lt; %% \u00e9", shape=box];'
    )


@pytest.mark.skipif(which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_takes_it(tmp_path: Path) -> None:
    for found in (strange(tmp_path), narrowed(graph(shipped()), shipped(), "child", None, None)):
        done = subprocess.run(["dot", "-Tplain"], input=dot(found).encode(), capture_output=True, check=True)
        assert done.stderr == b""


# -- a part of it


def keys(
    section: str | None = None, rule: str | None = None, urgency: Urgency | None = None, tree: Tree | None = None
) -> set[str]:
    of = tree or shipped()
    return {node.key for node in narrowed(graph(of), of, section, rule, urgency).nodes}


def test_a_rule_stands_with_all_that_leads_to_it_and_nothing_else() -> None:
    found = keys(rule="stroke-tia")
    assert found == {"r_stroke_tia", "r_stroke_tia__1", "q_sudden_signs", "q_brow", "q_limb_pressed", "q_gate_now"}


def test_an_urgency_stands_with_what_is_raised_to_it(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS, RULES % ("r", "old"), FINDINGS)
    assert keys(urgency=Urgency.SELF_CARE, tree=tree) == {"self_care", "q_age"}
    assert keys(urgency=Urgency.EMERGENCY, tree=tree) == {"r_r__1", "r_r__2", "r_r", "f_old", "q_age", "q_numb"}
    assert keys(urgency=Urgency.AMBULANCE, tree=tree) == set()


def test_a_section_stands_with_what_opens_it_and_what_it_leads_to() -> None:
    found = keys("child")
    assert {"q_who", "q_child_age", "q_child_signs", "r_child_under_5"} <= found
    assert {key for key in found if key.startswith("q_")} == {"q_who", "q_child_age", "q_child_signs"}


def test_a_part_that_takes_more_than_is_shown_says_so(tmp_path: Path) -> None:
    sections = TREE + "  - {id: a, title: A, questions: [{id: q, topic: Q, ask: Q, type: yes-no}]}\n"
    sections += "  - {id: b, title: B, questions: [{id: p, topic: P, ask: P, type: yes-no}]}\n"
    rules = RULES.replace("{age: {max: 64}}", "q").replace("numb", "p") % ("r", "{all: [q, p]}")
    tree = load(write_folder(tmp_path, sections, rules))
    lines = [node.lines for node in narrowed(graph(tree), tree, "a", None, None).nodes]
    assert ("all of", "and 1 more") in lines


@pytest.mark.parametrize("section", [section.id for section in shipped().about.sections])
def test_no_part_of_a_condition_leads_nowhere(section: str) -> None:
    found = narrowed(graph(shipped()), shipped(), section, None, None)
    sources = {edge.source for edge in found.edges}
    assert [node.key for node in found.nodes if node.form is Form.PART and node.key not in sources] == []


def test_two_parts_are_what_is_in_both() -> None:
    assert keys("child", None, Urgency.AMBULANCE) == keys("child") & keys(urgency=Urgency.AMBULANCE)


@pytest.mark.parametrize(
    ("section", "rule", "told"),
    [
        ("chilt", None, "'chilt' is no section. Did you mean 'child'?"),
        (None, "stroke", "'stroke' is no rule. Did you mean 'stroke-tia'?"),
    ],
)
def test_a_name_that_is_none_is_told_with_the_nearest(section: str | None, rule: str | None, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        keys(section, rule)
    assert str(caught.value).startswith(told)


def test_every_arrow_of_the_shipped_graph_has_two_ends() -> None:
    found = graph(shipped())
    names = [node.key for node in found.nodes]
    assert len(set(names)) == len(names)
    assert [edge for edge in found.edges if edge.source not in names or edge.target not in {*names, *found.sections}] == []


def test_the_words_of_the_command_line_are_those_of_the_questions() -> None:
    assert [word.value for word in UrgencyName] == [urgency.id for urgency in Urgency]
    assert [word.value for word in GraphFormat] == list(FORMATS)
