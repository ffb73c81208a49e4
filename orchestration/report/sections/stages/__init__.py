"""What the stages mean, as the glossary defines them."""
