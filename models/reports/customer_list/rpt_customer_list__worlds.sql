select * from {{ ref("rpt_executive__worlds") }}
