"""SOQL: text to a syntax tree (`parser`), bound to an org (`query`), run over its rows."""
