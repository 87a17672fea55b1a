"""What `convention build` writes: calculators for other places, each printed from a plan."""
