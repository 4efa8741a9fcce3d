"""The service tabled."""
