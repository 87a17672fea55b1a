"""Plans in SQL: the formulas of a clause for DuckDB, PostgreSQL and Spark."""
