"""SVG drawn from plain numbers. Colours and type come from the style sheet by class.

Every chart is `role="img"` with a title and a description; the sections put a real table with
the same numbers beneath. Coordinates are rounded, so equal numbers give equal bytes.
"""
