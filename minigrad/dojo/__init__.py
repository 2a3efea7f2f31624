"""The dojo: judges katas against PyTorch and tells the learner what it saw."""
