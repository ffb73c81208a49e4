{{ connected_components(ref("int_account_records__unioned"), ref("int_account_links__exact")) }}
