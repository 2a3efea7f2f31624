"""What is wrong with an answer: known mistakes by name, and how numbers relate.

Imports the engine and judging.
"""
