"""What a learner sees: the command line, verdict, board, hints, watch and exam.

Imports everything; nothing but `minigrad/__main__.py` imports it.
"""
