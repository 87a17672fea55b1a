"""Finding the texts of a project: paths to the parsed files of the books asked for and used.

`finding.find` does the whole; `folders` looks at names only, and loads no parser.
"""
