"""`python -m orchestration.cli` is the `hymnsheet` command."""

from orchestration.cli.main import main

main()
