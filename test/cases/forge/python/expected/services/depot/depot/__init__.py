"""Keeps "things" until somebody wants them."""
