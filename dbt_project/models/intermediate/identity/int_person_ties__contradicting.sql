{{ contradicting_ties("person") }}
