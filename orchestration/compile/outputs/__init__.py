"""One module per kind of generated file: `outputs(inputs)` gives paths in the project and texts.

They are found, not listed: another kind of output is another module here.
"""
