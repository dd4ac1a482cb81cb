with visits as (
    {{ newest_export(source("landing_page_ab_test", "visits"), ["_row"]) }}
)

select
    'landing_page_ab_test' as platform,
    shop_id,
    user_id,
    {{ utc_from_local("visited_at", "landing_page_ab_test") }} as visited_at,
    test_group,
    landing_page,
    converted as is_converted,
    -- Shown the page of the other group: what to do with such visits is for the analysis to say.
    (test_group = 'treatment') != (landing_page = 'new_page') as is_mismatched,
    _file_sha256,
    _row
from visits
