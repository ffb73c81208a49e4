{{ quality_disagreements("X002", "amount") }}
