"""A small questions folder that ranks causes, with every kind of evidence in it."""

from __future__ import annotations

from tests.support import ADVICE

QUESTIONS = """
- id: place
  topic: Place
  ask: Where?
  type: one
  unsure: []
  options: [{id: leg, label: Leg}, {id: arm, label: Arm}]
- id: signs
  topic: Signs
  ask: What fits?
  type: many
  unsure: []
  options:
    - {id: below, label: Below the knee}
    - {id: cough, label: Cough}
    - {id: sit, label: Sitting}
    - {id: walk, label: Walking}
    - {id: lean, label: Leaning}
    - {id: past, label: Cancer}
- {id: calm, topic: Calm, ask: 'Calm?', type: yes-no}
"""
RULES = """
rules: []
self-care: {when: {calm: yes}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
SIGNS = ["below", "cough", "sit", "walk", "lean", "past"]
FINDINGS = "\n".join(f"{name}: {{says: {name}, when: {{signs: {name}}}}}" for name in SIGNS)
CAUSES = """
frames:
  - id: legs
    title: leg trouble
    when: {place: leg}
    weights: {disc: 35, canal: 30, strain: 35}
    basis: judgement
    reviewed: 2026-01-01
causes:
  - id: disc
    name: A slipped disc
    term: disc
    is: A disc bulges.
    basis: judgement
    reviewed: 2026-01-01
    evidence:
      - {finding: below, lr-plus: 2.0, lr-minus: 0.5, grade: J, group: extent}
      - {finding: cough, lr-plus: 1.5, lr-minus: 0.8, grade: J, group: strain}
      - {finding: sit, lr-plus: 1.4, lr-minus: 0.9, grade: J, group: strain}
  - id: canal
    name: A narrow canal
    term: stenosis
    is: The canal is narrow.
    basis: judgement
    reviewed: 2026-01-01
    ceiling: 7
    evidence:
      - {finding: walk, lr-plus: 2.5, lr-minus: 0.5, grade: J, group: walking}
      - {finding: lean, lr-plus: 2.5, lr-minus: 0.5, grade: J, group: posture}
      - {finding: sit, lr-plus: 0.5, grade: J, group: posture}
      - {finding: below, lr-plus: 1.2, grade: J, group: extent}
  - id: strain
    name: A strain
    term: strain
    is: A muscle hurts.
    basis: judgement
    reviewed: 2026-01-01
    evidence:
      - {finding: below, lr-plus: 0.5, grade: J, group: extent}
      - {finding: cough, lr-plus: 0.5, grade: J, group: strain}
      - {finding: walk, lr-plus: 0.5, grade: J, group: walking}
  - id: growth
    name: A growth
    term: tumour
    is: Something grows.
    serious: true
    basis: judgement
    reviewed: 2026-01-01
    evidence:
      - {finding: past, lr-plus: 3, lr-minus: 0.5, grade: J, group: history}
      - {finding: cough, lr-plus: 0.5, grade: J, group: strain}
"""
WORDS = ADVICE + "causes: {lead: What fits., not-enough: Not enough., not-excluded: Watch., basis: judgement}\n"
