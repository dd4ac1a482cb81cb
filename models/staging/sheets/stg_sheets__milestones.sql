with milestones as (
    {{ newest_export(source("sheets", "milestones"), ["milestone_id"], key=["milestone_id"]) }}
)

select
    'sheets' as platform,
    shop_id,
    milestone_id,
    milestone_name,
    season_id,
    milestone_due_date as due_date,
    completed_date,
    _file_sha256,
    _row
from milestones
