"""An interview as a value: `Interview(tree, answers)` says what to ask next; answers files are read and written here.

In: a `Tree`, and answers one by one or as the bytes of a file. Out: a new `Interview`, an `AnswersFile`, or all its problems.
Start at `state.py`. Never import a report or anything that draws or asks here.
"""
