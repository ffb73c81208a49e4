"""What systems themselves credit their campaigns with, beside what our rule gives them."""
