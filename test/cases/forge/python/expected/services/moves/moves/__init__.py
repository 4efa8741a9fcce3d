"""The service moves."""
