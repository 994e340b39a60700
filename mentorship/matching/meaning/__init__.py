"""The meaning of words as numbers, by encoders whose files come inside pinned packages."""
