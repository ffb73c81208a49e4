"""`make bench`: both loads measured beside the physical limit, on one emulator, in one run.

fixture.py renders the bodies, emulator.py serves them, cases.py holds what is measured (each in a
process of its own), __main__.py runs the cases in turn and prints the table. Nothing here asserts a
time: this machine's timings are noisy, so only ratios within one run are worth quoting.
"""
