"""The service parts."""
