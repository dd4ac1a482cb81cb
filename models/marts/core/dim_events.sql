select
    country_code,
    event_date,
    event_kind,
    event_name
from {{ ref("calendar_events") }}
