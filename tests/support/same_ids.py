"""A questions folder in which nearly everything has the same id, so that a renaming that touches too much or too little shows.

In the texts stands <question> where the question's id is meant, <rule> where the rule's is, and so on.
"""

from __future__ import annotations

from pathlib import Path

from nervecheck.tree.load import load
from nervecheck.tree.model import Tree
from tests.support import ADVICE, REGIONS, TREE

KINDS = ("question", "option", "finding", "rule", "source", "article", "cause", "caution", "promise")
AFTER = "reviewed: 2026-01-01, basis: judgement"
FILES = {
    "tree.yaml": f"""{TREE}
  - id: heat
    title: heat  # heat
    questions:
      - {{id: gate, topic: t, ask: 'heat?', type: many, gate: true, options: [
          {{id: heat, label: heat, opens: [<question>]}}, {{id: b, label: B, opens: [ "<question>" ]}}]}}
      - id:   <question>   # the heat
        topic: heat
        ask: heat?
        type: many
        unsure: [<option>]
        options:
          - {{id: '<option>', label: heat, danger: true, settled: {{<question>: b, later: heat}}}}
          - {{id: b, label: B, unsure: no}}
      - id: later
        topic: t
        ask: heat?
        type: one
        when: {{all: [<finding>, {{<question>: [b, "<option>"]}}]}}
        options: [{{id: heat, label: heat, when: {{not: {{<question>: unsure}}}}}}, {{id: b, label: B}}]
""",
    "findings.yaml": """
<finding>: {says: heat, when: {<question>: <option>}}
two: {says: heat, when: {at-least: {n: 1, of: [<finding>, {gate: heat}, {later: heat}]}}}
""",
    "rules.yaml": f"""
rules:
  - id: <rule>
    title: heat
    urgency: same-day
    when: {{any: [<finding>, {{"<question>": <option>}}]}}
    why: heat
    raise: [{{to: emergency, when: {{later: heat, <question>: [<option>]}}, why: heat}}]
    do: [heat, {{say: heat, when: <finding>, sources: [<source>], quote: <question>}}]
    sources: [<source>]
    reviewed: 2026-01-01
not-covered: [{{id: heat, when: <finding>, say: heat, ask: heat}}]
escalate: [{{from: emergency, to: ambulance, when: <finding>, why: heat}}]
self-care: {{when: {{<question>: none}}, why: heat, {AFTER}}}
""",
    "advice.yaml": f"""{ADVICE}
causes: {{lead: heat, not-enough: heat, not-excluded: heat, sources: [<source>]}}
steps: [{{say: heat, id: heat, tags: [heat], presumes: {{<question>: <option>}}, basis: judgement}}]
""",
    "sources.yaml": "<source>: {title: heat, url: 'https://example.org/heat', year: '2020', kind: study, read: original}\n",
    "regions.yaml": REGIONS,
    "promises.yaml": "- {id: <promise>, if: {<question>: <option>}, then: {at-least: same-day}, sources: [<source>]}\n",
    "causes.yaml": f"""
frames: [{{id: heat, title: heat, when: <finding>, weights: {{<cause>: 3, other: 2}}, {AFTER}}}]
causes:
  - {{id: <cause>, name: heat, term: heat, is: heat, defining: <finding>, sources: [<source>], reviewed: 2026-01-01, evidence: [
      {{finding: <finding>, grade: C, group: heat, lr-plus: 2, sources: [<source>]}},
      {{finding: <question>.<option>, grade: J, group: heat, lr-plus: 2}}]}}
  - {{id: other, name: heat, term: heat, is: heat, {AFTER}}}
pairs: [{{for: <cause>, against: other, finding: <finding>, grade: J, group: heat, lr-plus: 2}}]
""",
    "cautions.yaml": f"<caution>: {{say: heat, about: <finding>, {AFTER}}}\n",
    "retired.yaml": "<question>.old: Say `heat` now.\n",
    "hazards.yaml": f"""
{{intended-use: [heat], not-for: [heat], limits: [heat], standing: heat, scale: heat, owner: heat, sources: [<source>],
 hazards: [{{id: heat, hazard: heat, cause: [heat], harmed: heat, severity: major, likelihood: low, judged-on: heat, left: heat,
   left-likelihood: low, controls: [{{does: heat, promises: [<promise>], vignettes: [heat]}}], {AFTER}}}],
 disagreements: [{{id: heat, about: heat, positions: [heat], followed: heat, sources: [<source>]}}]}}
""",
    "library/heat.md": """---
# heat
id: <article>
title: heat
kind: faq
rank: 1
sources: [ <source> ]
reviewed: 2026-01-01
when: <finding>
unless: {<question>: b}
causes: [<cause>]
cautions:
  - <caution>
---
heat
""",
    "vignettes/heat.yaml": """
- id: heat
  story: heat
  answers: {gate: heat, <question>: {yes: [<option>], unsure: [ b ]}, later: heat}
  expect: {urgency: [emergency, ambulance], rules: [<rule>], causes: [<cause>]}
  source: heat of the day (<source>, heat wave)
- {id: cool, story: heat, answers: {gate: b, <question>: none}, expect: {urgency: [self-care], not-rules: [<rule>]}, source: x}
""",
    "vignettes/shared.yaml": """
base: {<question>: {yes: [<option>]}, later: heat}
cases:
  - {id: warmth, story: heat, answers: {gate: heat}, expect: {urgency: [ambulance], rules: [<rule>]}, source: <source>}
""",
}


def folder_files(**ids: str) -> dict[str, bytes]:
    """The files; each kind has the id given, else `heat`, or `warm` for the finding, whose id no question may have."""
    given = dict.fromkeys(KINDS, "heat") | {"finding": "warm"} | ids
    texts = dict(FILES)
    for kind, name in given.items():
        texts = {file: text.replace(f"<{kind}>", name) for file, text in texts.items()}
    return {file: text.encode() for file, text in texts.items()}


def write_files(folder: Path, files: dict[str, bytes]) -> Tree:
    """The folder with these files, loaded."""
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return load(folder)
