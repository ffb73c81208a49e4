"""The command line: arguments in, lines and exit codes out. Imports anything; nothing imports it.

main.py (the group and the exit codes), job.py (the Dagster job in this process), output.py (what is
printed), one file per family of commands.
"""
