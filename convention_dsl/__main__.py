"""`python -m convention_dsl` is the command `convention`."""

from convention_dsl.cli import main

if __name__ == "__main__":
    main(prog_name="convention")
