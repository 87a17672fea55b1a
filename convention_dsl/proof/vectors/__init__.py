"""Test vectors: inputs that reach every branch of a clause, and both sides of every threshold."""
