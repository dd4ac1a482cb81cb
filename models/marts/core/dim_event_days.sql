select
    country_code,
    event_date,
    event_kind,
    event_name
from {{ ref("int_events__days") }}
