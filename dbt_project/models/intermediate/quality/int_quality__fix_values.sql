-- What stands there now.
{{ quality_values_at(ref("int_quality__fix_places")) }}
