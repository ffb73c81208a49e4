"""What was won of each product: units, discount, margin; and how far lines and costs are known."""
