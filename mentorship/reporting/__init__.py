"""What a board may read: counts that reveal nobody."""
