"""Populations: clauses over the rows of tables of any size, by an engine that exists."""
