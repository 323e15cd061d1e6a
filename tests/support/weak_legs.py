"""Two questions about weak legs, for what compares or changes a folder."""

from __future__ import annotations

QUESTIONS = """
- {id: legs, topic: Legs, ask: 'Which?', type: many, ask-which: true, options: [
    {id: weak, label: Weak, danger: true}, {id: numb, label: Numb, danger: true}, {id: ache, label: They ache}]}
- {id: walk, topic: Walking, ask: 'Can you walk?', type: yes-no, unsure: [no], when: {legs: weak}}
"""
