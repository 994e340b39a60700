"""What people do: each function takes session, by and now; flushes, never commits."""
