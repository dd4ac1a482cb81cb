-- The segment of each combination of scores: of the rules that hold it the first one.
with scores as (
    {% for score in range(1, 6) %}
        select {{ score }} as score
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

matches as (
    select
        recency.score as recency_score,
        frequency.score as frequency_score,
        monetary.score as monetary_score,
        rules.rfm_segment,
        row_number() over (
            partition by recency.score, frequency.score, monetary.score order by rules.segment_rank
        ) as match_rank
    from scores as recency
    cross join scores as frequency
    cross join scores as monetary
    inner join {{ ref("rfm_segments") }} as rules
        on
            recency.score between rules.recency_from and rules.recency_to
            and frequency.score between rules.frequency_from and rules.frequency_to
            and monetary.score between rules.monetary_from and rules.monetary_to
)

select
    recency_score,
    frequency_score,
    monetary_score,
    rfm_segment
from matches
where match_rank = 1
