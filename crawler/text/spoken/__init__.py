"""Speech in texts: where it stands, what it is, and by what signs somebody speaks it."""
