{{ union_vendors("stage_evidence") }}
