{#
    A code of a file in the words of all files: `known` are the codes with their words, others stay as
    they are. XX is what dunnhumby could not class.
#}
{% macro stated_word(column, known) -%}
    case {{ column }}
        {% for code, word in known.items() %}
            when '{{ code }}' then '{{ word }}'
        {% endfor %}
        when 'XX' then 'Not stated'
        else coalesce({{ column }}, 'Not stated')
    end
{%- endmacro %}
