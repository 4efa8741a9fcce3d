"""What people wrote of the desk."""
