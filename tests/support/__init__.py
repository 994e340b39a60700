"""What tests lean on: people, browsers, databases."""
