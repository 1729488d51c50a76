"""Languages: their scripts, what tells one at sight, and three witnesses weighed for the rest."""
