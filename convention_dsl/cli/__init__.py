"""The command `convention`. No logic: options in, a call of `pipeline`, a report out, an exit code.

`main` is a click group whose commands are imported when they are run, so that `--help` is quick.
"""

from convention_dsl.cli.application import Application

main = Application()
