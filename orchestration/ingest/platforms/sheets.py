"""The seller's own sheets: one documented template each, in English headers, ISO dates.

Each sheet has a required header that no other format has, most often its date's, so that a file is
known whatever else the sheets share.
"""

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

EXPORTS = (
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
