"""What an author of questions runs: `check` lists problems, `prove` proves laws and promises, vignettes test and cover.

In: a questions folder or its `Tree`. Out: problems, verdicts and accounts, as values and as text. Start at `check.py`. Never
import anything here that asks a person.
"""
