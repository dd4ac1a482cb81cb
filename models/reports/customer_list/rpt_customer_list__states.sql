select * from {{ ref("rpt_customers__states") }}
