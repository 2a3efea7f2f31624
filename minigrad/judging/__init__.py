"""What is right: cases, PyTorch's answers, the worker that runs a learner's code, the comparison.

Imports the engine, and nothing else of ours.
"""
