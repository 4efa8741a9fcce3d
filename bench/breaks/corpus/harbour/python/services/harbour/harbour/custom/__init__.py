"""What people wrote of the harbour; `App` is its door."""

from .app import App, Services

__all__ = ["App", "Services"]
