"""Plans: a clause as definitions over scalars, what every columnar or tabular calculator prints."""
