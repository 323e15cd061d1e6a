"""A questions folder as a graph: which answers open which questions, and which lead through findings to which urgency.

An arrow means "leads to". Several arrows into one question, finding or rule: any of them is enough. Where more is asked a node
stands between that says so, as "all of".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, assert_never

from nervecheck.base.errors import UsageError
from nervecheck.base.problems import nearest, quoted
from nervecheck.tree.conditions import AllOf, AnyOf, AtLeast, Atom, Chosen, Condition, Named, Not, Within
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from nervecheck.tree.model import Section, Tree
    from nervecheck.tree.rules import Rule


class Form(StrEnum):
    """What a node stands for; a `part` is a piece of a condition."""

    QUESTION = "question"
    GATE = "gate"
    FINDING = "finding"
    PART = "part"
    RESULT = "result"


class Node(NamedTuple):
    """One box: its lines, the section of a question, the urgency of a result. The key is a word in every format."""

    key: str
    form: Form
    lines: tuple[str, ...]
    section: str = ""
    urgency: Urgency | None = None


class Edge(NamedTuple):
    """An arrow from a node to a node or a section. One of its labels (answers) is enough; with `denied` none may be given."""

    source: str
    target: str
    labels: tuple[str, ...] = ()
    denied: bool = False


class Graph(NamedTuple):
    """Sections by key, and nodes and arrows in the order of the files."""

    sections: Mapping[str, str]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(tree: Tree) -> Graph:
    """The whole folder, but for which lines of a list are offered to whom, and when a question comes at once."""
    drawing = _Drawing(tree)
    drawing.questions()
    drawing.findings()
    for rule in tree.rules.rules:
        drawing.rule(rule)
    drawing.whole_result()
    sections = {key_of("s", section.id): _heading(section) for section in tree.about.sections}
    return Graph(sections, tuple(drawing.nodes), tuple(drawing.edges))


def narrowed(whole: Graph, tree: Tree, section: str | None, rule: str | None, urgency: Urgency | None) -> Graph:
    """What all of these leave of the graph; None leaves everything. Raises UsageError for a name that is none."""
    views = [] if section is None else [of_section(whole, tree, section)]
    views += [] if rule is None else [of_rule(whole, tree, rule)]
    views += [] if urgency is None else [of_urgency(whole, urgency)]
    keys = [{node.key for node in view.nodes} for view in views]
    return _kept(whole, set.intersection(*keys)) if keys else whole


def of_section(whole: Graph, tree: Tree, name: str) -> Graph:
    """The questions of one section: what opens them, and what their answers lead to, up to the next question or finding.

    A part that takes more than these answers says how much. Raises UsageError where there is no such section.
    """
    _known(name, [section.id for section in tree.about.sections], "section")
    key = key_of("s", name)
    own = {node.key for node in whole.nodes if node.section == key}
    ends = {node.key for node in whole.nodes if node.form not in (Form.PART, Form.RESULT)}  # a rule goes on to its raises
    after = _closure(own, [edge[:2] for edge in whole.edges], ends)
    around = (after | _before({*own, key}, whole)) - set(whole.sections) | {key}
    parts = {node.key for node in whole.nodes if node.form is Form.PART}
    back = [(edge.target, edge.source) for edge in whole.edges if edge.source in parts]
    needed = _closure(around - parts, back, set())  # a part that only leads to a section not shown says nothing
    return _kept(whole, around - parts | around & needed)


def of_rule(whole: Graph, tree: Tree, name: str) -> Graph:
    """One rule, what it may be raised to, and all that leads there; raises UsageError where there is no such rule."""
    _known(name, [rule.id for rule in tree.rules.rules], "rule")
    return _leading_to([node for node in whole.nodes if node.key.partition("__")[0] == key_of("r", name)], whole)


def of_urgency(whole: Graph, urgency: Urgency) -> Graph:
    """All that can come to exactly this urgency, and all that leads there."""
    return _leading_to([node for node in whole.nodes if node.urgency is urgency], whole)


def key_of(kind: str, name: str) -> str:
    """The key of what has this id: no id holds an underscore, so no two have the same."""
    return f"{kind}_{name.replace('-', '_').replace('.', '__')}"


class _Drawing:
    """Gathers nodes and arrows."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.enough: dict[tuple[str, str], int] = {}
        self.parts: dict[str, int] = {}

    def questions(self) -> None:
        """Every question, with arrows from those that open it or a line of it."""
        for section in self.tree.about.sections:
            self._lead(section.when, key_of("s", section.id))
            for question in section.questions:
                key = key_of("q", question.id)
                form = Form.GATE if question.gate else Form.QUESTION
                self.nodes.append(Node(key, form, (question.id, question.topic), key_of("s", section.id)))
                self._lead(question.when, key)
                for gate, lines in self.tree.opened.get(question.id, {}).items():
                    self._arrow(key_of("q", gate), key, lines)

    def findings(self) -> None:
        """Every finding, with arrows from what it is made of."""
        for name, finding in self.tree.findings.items():
            self.nodes.append(Node(key_of("f", name), Form.FINDING, (name, finding.says)))
            self._lead(finding.when, key_of("f", name))

    def rule(self, rule: Rule) -> None:
        """A rule, and each urgency that it may be raised to."""
        key = key_of("r", rule.id)
        self.nodes.append(Node(key, Form.RESULT, (_loud(rule.urgency), rule.id, rule.title), urgency=rule.urgency))
        self._lead(rule.when, key)
        for step in rule.raise_:
            raised = self._part(key, _loud(step.to), f"{rule.id}, raised", urgency=step.to)
            both = self._part(key, "all of")
            self._arrow(key, both)
            self._lead(step.when, both, inside=True)
            self._arrow(both, raised)

    def whole_result(self) -> None:
        """What lifts any result, and what self-care needs."""
        for number, step in enumerate(self.tree.rules.escalate, 1):
            key, words = f"escalate_{number}", f"instead of {step.from_.id}"
            self.nodes.append(Node(key, Form.RESULT, (_loud(step.to), words), urgency=step.to))
            self._lead(step.when, key)
        words = "instead of routine, without any danger sign"
        self.nodes.append(Node("self_care", Form.RESULT, (_loud(Urgency.SELF_CARE), words), urgency=Urgency.SELF_CARE))
        self._lead(self.tree.rules.self_care.when, "self_care")

    def _lead(self, condition: Condition | None, target: str, inside: bool = False, denied: bool = False) -> None:
        """Arrows from all that the condition names; `inside` a part several arrows do not mean any of them."""
        match condition:
            case None:
                return
            case Chosen() | Within() | Named():
                source, labels = self._named(condition)
                self._arrow(source, target, labels, denied, alone=inside or denied)
            case Not(part):
                self._lead(part, target, inside, not denied)
            case AnyOf(parts) if not inside and not denied:
                for part in parts:
                    self._lead(part, target)
            case AllOf() | AnyOf() | AtLeast():
                self._gather(_gathered(condition, denied), condition.parts, target)
            case _:
                assert_never(condition)

    def _named(self, atom: Atom) -> tuple[str, tuple[str, ...]]:
        """The node of what is named, and the answers that are meant."""
        match atom:
            case Chosen(name, options):
                return key_of("q", name), options
            case Within(name, low, high):
                return key_of("q", name), (_range(low, high),)
            case Named(name):
                return (key_of("f", name), ()) if name in self.tree.findings else (key_of("q", name), ("yes",))

    def _gather(self, words: str, parts: Iterable[Condition], target: str) -> None:
        key = self._part(target, words)
        for part in parts:
            self._lead(part, key, inside=True)
        self._arrow(key, target)

    def _part(self, target: str, *lines: str, urgency: Urgency | None = None) -> str:
        owner = target.partition("__")[0]
        self.parts[owner] = self.parts.get(owner, 0) + 1
        key = f"{owner}__{self.parts[owner]}"
        self.nodes.append(Node(key, Form.PART if urgency is None else Form.RESULT, lines, urgency=urgency))
        return key

    def _arrow(self, source: str, target: str, labels: tuple[str, ...] = (), denied: bool = False, alone: bool = True) -> None:
        """One arrow; where any of several is enough, those of one question are one."""
        at = None if alone else self.enough.get((source, target))
        if at is not None:
            before = self.edges[at]
            self.edges[at] = before._replace(labels=tuple(dict.fromkeys((*before.labels, *labels))))
            return
        if not alone:
            self.enough[source, target] = len(self.edges)
        self.edges.append(Edge(source, target, labels, denied))


def _gathered(condition: AllOf | AnyOf | AtLeast, denied: bool) -> str:
    """How many of its parts are meant, in words."""
    match condition:
        case AnyOf():
            return "none of" if denied else "any of"
        case AllOf():
            return "not all of" if denied else "all of"
        case AtLeast(number):
            return f"fewer than {number} of" if denied else f"at least {number} of"


def _heading(section: Section) -> str:
    only = "" if section.from_ is None else f", only from {section.from_.id}"
    return f"{section.id}: {section.title}{only}{', never needed' if section.optional else ''}"


def _loud(urgency: Urgency) -> str:
    return urgency.id.upper()


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"{high} or less"
    return f"{low} or more" if high is None else f"{low} to {high}"


def _known(name: str, names: list[str], what: str) -> None:
    if name not in names:
        raise UsageError(f"{quoted(name)} is no {what}. {nearest(name, names)}")


def _leading_to(results: Iterable[Node], whole: Graph) -> Graph:
    """These results with the findings and questions behind them, and the gates that open those questions."""
    keys = _before({node.key for node in results}, whole)
    gates = {node.key for node in whole.nodes if node.form is Form.GATE}
    return _kept(whole, keys | {edge.source for edge in whole.edges if edge.target in keys and edge.source in gates})


def _before(start: set[str], whole: Graph) -> set[str]:
    """The start, and all that leads to it, up to the questions."""
    questions = {node.key for node in whole.nodes if node.section}
    return _closure(start, [(edge.target, edge.source) for edge in whole.edges], questions)


def _closure(start: set[str], steps: Iterable[tuple[str, str]], ends: set[str]) -> set[str]:
    """The start, and all that the steps lead to from it; none is taken from the ends that are reached."""
    follow: dict[str, set[str]] = {}
    for one, other in steps:
        follow.setdefault(one, set()).add(other)
    reached, todo = set(start), set(start)
    while todo:
        fresh = set().union(*(follow.get(one, set()) for one in todo)) - reached
        reached |= fresh
        todo = fresh - ends
    return reached


def _kept(whole: Graph, keys: set[str]) -> Graph:
    """The graph of these nodes, and of the sections that they stand in; a part that loses arrows says how many."""
    lost = Counter(edge.target for edge in whole.edges if edge.source not in keys)
    nodes = tuple(
        node._replace(lines=(*node.lines, f"and {lost[node.key]} more")) if node.form is Form.PART and lost[node.key] else node
        for node in whole.nodes
        if node.key in keys
    )
    sections = {key: title for key, title in whole.sections.items() if any(node.section == key for node in nodes)}
    there = {node.key for node in nodes}
    edges = (edge for edge in whole.edges if edge.source in there and (edge.target in there or edge.target in sections))
    return Graph(sections, nodes, tuple(edges))
