"""A graph as text for a program that draws: Mermaid, as code hosts show it in Markdown, and DOT, for Graphviz.

Both are the same for the same graph. What stands in a label is shown as it is written, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from nervecheck.authoring.graph import Edge, Form, Graph, Node
from nervecheck.base.text import one_line, wrap
from nervecheck.tree.terms import Urgency

_WIDEST = 32  # cells in a line of a label; longer ones make the picture wider than a page

# the word of the urgency stands in each box, so the colours add nothing but speed
_COLOURS = {
    Urgency.AMBULANCE: ("#8b0000", "#ffffff"),
    Urgency.EMERGENCY: ("#e8590c", "#ffffff"),
    Urgency.SAME_DAY: ("#ffd43b", "#000000"),
    Urgency.ROUTINE: ("#a5d8ff", "#000000"),
    Urgency.SELF_CARE: ("#b2f2bb", "#000000"),
}
_MERMAID_SHAPES = {
    Form.QUESTION: ("[", "]"),
    Form.GATE: ("{{", "}}"),
    Form.FINDING: ("([", "])"),
    Form.PART: ("((", "))"),
    Form.RESULT: ("[", "]"),
}
_DOT_SHAPES = {
    Form.QUESTION: "shape=box",
    Form.GATE: "shape=hexagon",
    Form.FINDING: "shape=box, style=rounded",
    Form.PART: "shape=ellipse, style=dashed",
}


def mermaid(graph: Graph) -> str:
    """A flowchart of Mermaid."""
    lines = ["flowchart LR"]
    for key, title in graph.sections.items():
        lines.append(f'  subgraph {key}["{_for_mermaid([one_line(title)])}"]')
        lines += [f"    {_mermaid_node(node)}" for node in graph.nodes if node.section == key]
        lines.append("  end")
    lines += [f"  {_mermaid_node(node)}" for node in graph.nodes if not node.section]
    lines += [f"  {_mermaid_edge(edge)}" for edge in graph.edges]
    for urgency, (fill, ink) in _COLOURS.items():
        keys = [node.key for node in graph.nodes if node.urgency is urgency]
        name = urgency.id.replace("-", "_")
        lines += [f"  classDef {name} fill:{fill},color:{ink}", f"  class {','.join(keys)} {name}"] if keys else []
    return "\n".join(lines) + "\n"


def dot(graph: Graph) -> str:
    """A digraph of Graphviz."""
    first = {key: next(node.key for node in graph.nodes if node.section == key) for key in graph.sections}
    lines = [
        "digraph nervecheck {",
        "  rankdir=LR; compound=true; ranksep=1; nodesep=0.15;",
        '  node [fontname="Helvetica", fontsize=11]; edge [fontname="Helvetica", fontsize=9]; fontname="Helvetica";',
    ]
    for key, title in graph.sections.items():
        lines.append(f'  subgraph cluster_{key} {{ label="{_for_dot([one_line(title)])}"; color=gray; labeljust=l;')
        lines += [f"    {_dot_node(node)}" for node in graph.nodes if node.section == key]
        lines.append("  }")
    lines += [f"  {_dot_node(node)}" for node in graph.nodes if not node.section]
    lines += [f"  {_dot_edge(edge, first)}" for edge in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


# the formats that `graph` knows, by the name of each
FORMATS: dict[str, Callable[[Graph], str]] = {"mermaid": mermaid, "dot": dot}


def _mermaid_node(node: Node) -> str:
    begin, end = _MERMAID_SHAPES[node.form]
    return f'{node.key}{begin}"{_for_mermaid(_wrapped(node.lines))}"{end}'


def _mermaid_edge(edge: Edge) -> str:
    arrow = "-.->" if edge.denied else "-->"
    label = _said(edge)
    return f"{edge.source} {arrow}" + (f'|"{_for_mermaid(label)}"| ' if label else " ") + edge.target


def _for_mermaid(lines: Iterable[str]) -> str:
    """The lines with all that Mermaid, Markdown or HTML could read as theirs by its number."""
    return "<br>".join("".join(c if c.isalnum() or c in " ,:'-" else f"#{ord(c)};" for c in line) for line in lines)


def _dot_node(node: Node) -> str:
    more = _DOT_SHAPES.get(node.form, "")
    if node.urgency is not None:
        fill, ink = _COLOURS[node.urgency]
        more = f'shape=box, style="filled,bold", fillcolor="{fill}", fontcolor="{ink}"'
    return f'{node.key} [label="{_for_dot(_wrapped(node.lines))}", {more}];'


def _dot_edge(edge: Edge, first: dict[str, str]) -> str:
    label = _said(edge)
    parts = [f'label="{_for_dot(label)}"'] if label else []
    parts += ["style=dashed"] if edge.denied else []
    parts += [f"lhead=cluster_{edge.target}"] if edge.target in first else []
    return f"{edge.source} -> {first.get(edge.target, edge.target)}" + (f" [{', '.join(parts)}]" if parts else "") + ";"


def _for_dot(lines: Iterable[str]) -> str:
    r"""The lines in a string of DOT, where \N, &lt; and quotes would say something else."""
    return r"\n".join(line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)


def _wrapped(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from wrap(one_line(line), _WIDEST)


def _said(edge: Edge) -> list[str]:
    """The words on an arrow, as lines; none where it has none."""
    labels = [f"not {label}".strip() for label in edge.labels or ("",)] if edge.denied else edge.labels
    return list(_wrapped([", ".join(labels)])) if labels else []
