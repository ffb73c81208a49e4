select code as channel, label, is_marketing, is_direct from {{ ref("glossary_channels") }}
