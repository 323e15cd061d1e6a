"""What a questions folder is: `load(folder)` gives a frozen `Tree`, or every problem of the folder.

In: a folder of YAML and Markdown. Out: a `Tree` in which every id resolves and every condition is well-formed. Start at
`model.py`, then `load/`. Never import the engine here, and nothing that knows of answers, people or screens.
"""
