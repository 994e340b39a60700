"""What a round did for each group of people, and what fairness cost."""
