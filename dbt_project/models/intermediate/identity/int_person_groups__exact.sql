{{ exact_groups("person") }}
