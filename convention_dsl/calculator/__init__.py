"""Generated Python: linked programs as plain functions on scaled integers."""
