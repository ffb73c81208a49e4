{{ named_costs("salesforce", ["opportunity_line_item", "product2"]) }}
