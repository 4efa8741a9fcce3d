"""Posters, notices and the letters to guests."""
