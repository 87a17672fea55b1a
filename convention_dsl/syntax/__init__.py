"""From texts to the surface tree: the reader, the lexer, the parser and its messages."""
