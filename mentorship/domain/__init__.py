"""The words and the rules; standard library only."""
