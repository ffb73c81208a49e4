{{ scored_groups("account") }}
