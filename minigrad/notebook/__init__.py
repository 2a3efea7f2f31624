"""minigrad in a notebook: the magics that `%load_ext minigrad` brings, and what they show.

The same as the command line, as HTML. Rendering starts from judgements; nothing is judged here.
"""
