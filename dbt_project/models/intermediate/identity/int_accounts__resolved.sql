{{ resolved_records("account", methods=["merge", "id_link", "decision", "domain", "score"]) }}
