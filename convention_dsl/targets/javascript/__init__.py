"""JavaScript: an ES module for each clause, with type declarations, and a page on request."""
