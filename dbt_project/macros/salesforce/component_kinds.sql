{#- What kind of thing a component of an org is that refers to a field. -#}
{% macro salesforce_component_kind(component_type) -%}
    case
        when
            {{ component_type }}
            in ('Layout', 'FlexiPage', 'FieldSet', 'CompactLayout', 'QuickActionDefinition')
        then 'layout'
        when {{ component_type }} = 'ValidationRule'
        then 'validation_rule'
        when
            {{ component_type }} in (
                'Flow',
                'FlowDefinition',
                'WorkflowRule',
                'WorkflowFieldUpdate',
                'WorkflowAlert',
                'WorkflowTask',
                'ApprovalProcess'
            )
        then 'flow'
        when {{ component_type }} = 'Report'
        then 'report'
        when {{ component_type }} = 'ListView'
        then 'list'
        else 'code'
    end
{%- endmacro %}
