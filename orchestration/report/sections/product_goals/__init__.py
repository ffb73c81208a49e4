"""What teams want of one product: units against margin, and goals that cannot both be met."""
