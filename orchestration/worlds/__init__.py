"""World folders: reading one, strictly, and writing one from a seed (`generator`).

Knows neither the emulator that serves a world nor the connectors that read it.
"""
