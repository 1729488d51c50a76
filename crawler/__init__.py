"""Collect pages politely and read records from them."""
