{#- The models that hold the rules, one each. A new rule is a model listed here and an entry of
    quality_rules.yml. -#}
{% macro quality_rule_models() -%}
    {{
        return(
            [
                "rule_f001_never_populated",
                "rule_f002_abandoned",
                "rule_f003_constant",
                "rule_f007_undeclared_option",
                "rule_f010_misfit_values",
                "rule_v001_email_syntax",
                "rule_v002_junk_value",
                "rule_v003_country_variant",
                "rule_i004_lost_link",
                "rule_x001_stage_conflict",
                "rule_x002_amount_conflict",
                "rule_d001_past_close_date",
                "rule_d002_no_amount",
                "rule_d006_impossible_chronology",
                "rule_d009_missing_rate",
                "rule_l001_lead_without_source",
            ]
        )
    }}
{%- endmacro %}
