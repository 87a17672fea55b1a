"""Diagnostics, amounts and verdicts as text or JSON, in French or English; nothing is printed."""
