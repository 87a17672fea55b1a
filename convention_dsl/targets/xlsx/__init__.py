"""A workbook: one row per patient, the amounts in a sheet of their own, live formulas."""
