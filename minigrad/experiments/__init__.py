"""Experiments: networks trained on minigrad, and its gradients checked. Each leaves a picture."""
