"""What the report pages are laid beside: the same query and chart, as Streamlit draws it."""

import sys

import duckdb
import streamlit as st

DAYS = {"30D": 30, "YTD": 365, "All": 10_000}

st.set_page_config(layout="wide")
chosen = st.radio("Period", list(DAYS), horizontal=True)
with duckdb.connect() as con:
    rows = con.execute(
        """with days as (select * from read_parquet(?)), last as (
            select max(activity_date) as day from days where gmv_amount is not null
        )
        select activity_date, cast(sum(gmv_amount) as double) as gmv
        from days, last
        where gmv_amount is not null and activity_date > last.day - cast(? as integer)
        group by activity_date order by activity_date""",
        [f"{sys.argv[1]}/rpt_executive__daily.parquet", DAYS[chosen]],
    ).df()
st.metric("GMV", f"{rows['gmv'].sum():,.2f}")
st.line_chart(rows, x="activity_date", y="gmv")
