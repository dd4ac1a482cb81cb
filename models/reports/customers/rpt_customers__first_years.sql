select * from {{ ref("rpt_executive__first_years") }}
