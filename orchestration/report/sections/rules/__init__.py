"""Every rule with its version and population, so that every number can be argued."""
