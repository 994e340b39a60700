"""The mathematics: from people to proposed pairs."""
