with reviews as (
    {{ newest_export(
        source("olist", "order_reviews"),
        ["review_id", "order_id"],
        key=["review_id", "order_id"]
    ) }}
)

select
    'olist' as platform,
    shop_id,
    review_id,
    order_id,
    cast(review_score as integer) as review_score,
    has_title,
    has_message,
    -- Days, not times: every creation timestamp of the set is midnight.
    cast(review_creation_date as date) as review_date,
    {{ utc_from_local("review_answer_timestamp", "olist") }} as answered_at,
    _file_sha256,
    _row
from reviews
