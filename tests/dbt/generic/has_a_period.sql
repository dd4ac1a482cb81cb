{# Every row says from which day to which it goes: one that does not is on no day. #}
{% test has_a_period(model) %}
    select *
    from {{ model }}
    where
        period_start_date is null
        or period_end_date is null
        or period_end_date < period_start_date
{% endtest %}
