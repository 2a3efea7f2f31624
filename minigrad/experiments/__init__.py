"""Networks that train, and gradients checked. Each experiment leaves a picture.

Imports the engine alone.
"""
