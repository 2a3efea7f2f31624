"""What is wrong with an answer: known mistakes by name, and what can be measured.

Imports the engine and judging.
"""
