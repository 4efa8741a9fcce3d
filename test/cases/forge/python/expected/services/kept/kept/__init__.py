"""The service kept."""
