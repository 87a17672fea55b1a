"""`prove --report`: the verdicts as one self-contained page to read, hand out and print.

The template library and the chart library are optional (`pip install 'convention-dsl[report]'`):
nothing outside this package imports them.
"""
