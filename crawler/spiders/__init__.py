"""Spiders: site.py walks any site that a seeds file describes."""
