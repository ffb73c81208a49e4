-- Fields that are followed from day to day, and of each object how many records are created; what
-- broke by writing is judged by its history, whatever became of the field.
with
    ledger as (select * from {{ ref("field_ledger") }}),

    followed as (
        select series.source_system, series.source_object, series.field
        from {{ ref("int_quality__field_series") }} as series
        inner join
            ledger
            on series.source_system = ledger.source_system
            and series.source_object = ledger.source_object
            and series.field = ledger.field
        where
            series.series_kind = 'fill'
            and {{ quality_is_kept_by_people("series.source_system", "series.source_object") }}
        group by series.source_system, series.source_object, series.field
        having sum(series.records) >= 2 * {{ quality_parameter("min_records") }}
    ),

    breaks as (select * from {{ ref("int_quality__told_breaks") }} where rule_id = 'F012'),

    places as (
        select source_system, source_object, field
        from followed
        union
        select source_system, source_object, cast(null as {{ dbt.type_string() }}) as field
        from followed
        union
        select source_system, source_object, field
        from breaks
    )

select
    'F012' as rule_id,
    places.source_system,
    places.source_object,
    places.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    breaks.rule_id is not null as is_failed,
    breaks.detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from places
left join
    breaks
    on places.source_system = breaks.source_system
    and places.source_object = breaks.source_object
    and coalesce(places.field, '') = coalesce(breaks.field, '')
