"""Books as text: headings, their numbers, lists of contents, and lines that only look like headings."""
