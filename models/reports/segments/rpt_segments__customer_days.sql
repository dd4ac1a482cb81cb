select * from {{ ref("rpt_customers__customer_days") }}
