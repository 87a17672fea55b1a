"""Input data: tables, JSON and `--set`, read exactly and checked against what a clause asks."""
