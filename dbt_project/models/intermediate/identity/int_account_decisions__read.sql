{{ decided_pairs(ref("int_account_records__unioned")) }}
