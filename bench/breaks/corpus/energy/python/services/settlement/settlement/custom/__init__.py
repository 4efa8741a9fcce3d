"""What settlement does, apart from what is stamped."""
