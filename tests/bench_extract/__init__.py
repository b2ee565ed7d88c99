"""How well the text of leaflets survives: documents made with known words, read back, compared word by word."""
