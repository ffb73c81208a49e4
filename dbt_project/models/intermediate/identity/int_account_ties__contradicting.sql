{{ contradicting_ties("account") }}
