"""Proofs: what must hold (obligations), who decides it (engines), and what was established.

`prove.prove` is about properties, `check.check` about the texts themselves. Nothing is imported
here: a proof loads neither the checks nor, where it can do without, a solver.
"""
