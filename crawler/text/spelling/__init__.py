"""How characters are written: widths, entities, lost encodings and listed misspellings."""
