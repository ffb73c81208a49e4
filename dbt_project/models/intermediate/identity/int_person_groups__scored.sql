{{ scored_groups("person") }}
