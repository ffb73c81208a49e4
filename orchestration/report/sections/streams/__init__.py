"""Every stream of every system: what it brought, and when."""
