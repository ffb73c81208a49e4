"""Everything that is generated: from the glossary, the rules and the streams into the dbt project.

Each module of outputs/ writes one kind of file and is found there; project.py writes or compares.
"""

from orchestration.compile.project import Compiled, compile_project

__all__ = ["Compiled", "compile_project"]
