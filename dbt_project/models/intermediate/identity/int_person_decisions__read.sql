{{ decided_pairs(ref("int_person_records__unioned")) }}
