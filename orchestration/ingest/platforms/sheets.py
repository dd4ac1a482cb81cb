"""The seller's own sheets: one documented template each, in English headers, ISO dates.

A spreadsheet that opens a CSV and saves it writes its dates in its own way, with the day
first or with the month: they are read where a cell shows which, such as a 13th. Each sheet has a
required header that no other format has, most often its date's, so that a file is known whatever
else the sheets share.
"""

from dataclasses import replace

from orchestration.ingest.platforms._sheets_customers import (
    CAMPAIGN_RESPONSES,
    CUSTOMER_ATTRIBUTES,
    EXPERIMENT_EXPOSURES,
)
from orchestration.ingest.platforms._sheets_marketing import (
    CHAT_EVENTS,
    LINE_BROADCASTS,
    WEB_SESSIONS,
)
from orchestration.ingest.platforms._sheets_money import BANK_TRANSFERS, EXCHANGE_RATES, EXPENSES
from orchestration.ingest.platforms._sheets_planning import (
    BUDGETS,
    MILESTONES,
    SEASON_PLAN,
    TARGETS,
)
from orchestration.ingest.platforms._sheets_pricing import (
    COMPETITOR_PRICES,
    PRICE_HISTORY,
    PROMOTIONS,
)
from orchestration.ingest.platforms._sheets_products import COST_HISTORY, PRODUCT_MASTER
from orchestration.ingest.platforms._sheets_stock import (
    PURCHASE_ORDERS,
    RETURNS_PROCESSING,
    STOCK_COUNTS,
    STOCK_MOVEMENTS,
)

_SHEETS = (
    PRODUCT_MASTER,
    COST_HISTORY,
    PRICE_HISTORY,
    COMPETITOR_PRICES,
    PROMOTIONS,
    STOCK_COUNTS,
    STOCK_MOVEMENTS,
    PURCHASE_ORDERS,
    RETURNS_PROCESSING,
    SEASON_PLAN,
    BUDGETS,
    MILESTONES,
    TARGETS,
    EXPENSES,
    BANK_TRANSFERS,
    EXCHANGE_RATES,
    CUSTOMER_ATTRIBUTES,
    CAMPAIGN_RESPONSES,
    EXPERIMENT_EXPOSURES,
    LINE_BROADCASTS,
    CHAT_EVENTS,
    WEB_SESSIONS,
)

_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y")
_MOMENTS = (
    "%Y-%m-%d %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
)

EXPORTS = tuple(
    replace(sheet, date_formats=_DATES, timestamp_formats=_MOMENTS, shown_day_order=True)
    for sheet in _SHEETS
)
