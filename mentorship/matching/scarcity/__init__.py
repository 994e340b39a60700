"""Who waits and why, whom to recruit next, and whom else each could meet."""
