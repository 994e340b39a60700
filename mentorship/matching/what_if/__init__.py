"""What would change if one thing were different."""
