"""Grading a class: submissions judged in a sandbox, their marks, and the reports for the teacher.

Imports the engine, judging, diagnosis, and of the dojo what makes a verdict.
"""
