with exposures as (
    {{ newest_export(
        source("sheets", "experiment_exposures"),
        ["experiment_id", "visitor_id"],
        key=["experiment_id", "visitor_id", "exposed_at"]
    ) }}
)

select
    platform,
    shop_id,
    experiment_id,
    variant,
    visitor_id,
    {{ utc_from_local("exposed_at", "sheets") }} as exposed_at,
    cast(exposed_at as date) as exposed_date,
    has_converted,
    {{ utc_from_local("converted_at", "sheets") }} as converted_at,
    order_id,
    _file_sha256,
    _row
from exposures
-- A name masked whole is nobody's.
where visitor_id is not null
