"""Mutants: the same questions with one small change each, to see whether vignettes, promises and laws would notice it.

In: a `Tree`. Out: for each mutant whether something noticed, and the account as text. Start at `run.py`.
"""
