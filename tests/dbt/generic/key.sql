{# Never two rows agree in all the columns, and none is null but for those of `optional`. #}
{% test key(model, columns, optional=[]) %}
    select
        {{ columns | join(", ") }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(", ") }}
    having
        count(*) > 1
        {% for column in columns if column not in optional %}
            or {{ column }} is null
        {% endfor %}
{% endtest %}
