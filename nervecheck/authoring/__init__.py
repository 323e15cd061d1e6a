"""What an author of questions runs: `check` lists problems, `prove` proves laws and promises, vignettes test and cover.

`schema` tells editors what a file may hold, `graph` draws what leads where, `uses` and `rename` find and change an id. `mutate`
shows what no vignette or law would notice, `diff` compares two folders, `what_if` the answers next to some.

In: a questions folder or its `Tree`. Out: problems, verdicts and accounts, as values and as text. Start at `check.py`. Never
import anything here that asks a person.
"""
