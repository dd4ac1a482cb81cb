{# None of the columns is below 0; nulls are passed. #}
{% test not_negative(model, columns) %}
    select {{ columns | join(", ") }}
    from {{ model }}
    where
        {% for column in columns %}
            {{ column }} < 0{% if not loop.last %} or{% endif %}
        {% endfor %}
{% endtest %}
