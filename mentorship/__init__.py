"""Mentor matching that keeps the person who asks safe."""

__version__ = "0.1.0"
