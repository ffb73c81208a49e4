"""What a system says that its campaigns brought, beside what our tables say of them."""
