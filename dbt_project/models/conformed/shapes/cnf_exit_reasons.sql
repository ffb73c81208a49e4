{{ union_vendors("exit_reasons") }}
