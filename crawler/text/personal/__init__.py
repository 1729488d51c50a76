"""Private data: numbers by shape and check digit, the words beside them, names, and their stand-ins."""
