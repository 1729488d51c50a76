"""What a text is made of, counted once: characters, words, repetition, disorder, and limits of them."""
