"""Settings of the documentation site."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent)]

project = "convention-dsl"
author = "the convention-dsl authors"
copyright = "the convention-dsl authors, Apache-2.0"
extensions = ["myst_parser", "sphinx_copybutton", "sphinx_click", "convention_docs"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "convention-dsl"
html_show_sphinx = False
myst_heading_anchors = 3
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True
suppress_warnings = ["myst.strikethrough"]
nitpicky = True
smartquotes = False
