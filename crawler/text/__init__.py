"""Pure steps over the text of records; steps.py lists them in order."""
