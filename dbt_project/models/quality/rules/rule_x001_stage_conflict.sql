{{ quality_disagreements("X001", "stage") }}
