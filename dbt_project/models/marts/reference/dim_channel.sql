select code as channel, label, is_marketing from {{ ref("glossary_channels") }}
