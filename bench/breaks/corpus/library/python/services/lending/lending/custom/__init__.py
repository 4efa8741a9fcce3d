"""The desk of a library: what is lent to whom, who waits for what, and what it costs to be late."""

from .app import App, Desk

__all__ = ["App", "Desk"]
