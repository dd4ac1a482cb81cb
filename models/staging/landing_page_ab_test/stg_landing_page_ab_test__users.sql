with users as (
    {{ newest_export(source("landing_page_ab_test", "users"), ["user_id"], key=["user_id"]) }}
)

select
    'landing_page_ab_test' as platform,
    shop_id,
    user_id,
    country as country_code,
    _file_sha256,
    _row
from users
