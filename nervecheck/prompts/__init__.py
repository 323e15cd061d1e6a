"""Questions to a person: two faces (plain lines, arrow keys) put them, and one session leads both through the same transitions.

In: an `Interview` and a face. Out: the finished `Interview`. What a key does and what a screen shows are pure functions. Start
at `session.py`. Never touch a real terminal here.
"""
