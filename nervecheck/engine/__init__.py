"""What answers come to: `triage(tree, answers)` gives the urgency, `ranking` the causes, `progress` what is still needed.

In: a `Tree` and answers by question id. Out: values, the same for the same input. Start at `triage.py`. Never
import words for people, files or a clock here.
"""
