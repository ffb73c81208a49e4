{{ contact_optouts() }}
