"""Readers of files that people already have, each a pure function from a path to what stands in it."""
