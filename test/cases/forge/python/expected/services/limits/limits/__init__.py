"""The service limits."""
