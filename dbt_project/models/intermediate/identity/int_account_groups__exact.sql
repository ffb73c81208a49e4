{{ exact_groups("account") }}
