"""Measurements, run by hand: ratios against a peer in the same run, because machines differ."""
