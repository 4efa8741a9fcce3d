"""The service pooled."""
