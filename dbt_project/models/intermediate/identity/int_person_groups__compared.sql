{{ connected_components(ref("int_person_records__unioned"), ref("int_person_links__exact")) }}
