{{ union_vendors("details_of_persons") }}
