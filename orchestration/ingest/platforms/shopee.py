"""Shopee Seller Centre: one module per family of downloads, beside this one."""

from orchestration.ingest.platforms import _shopee_live, _shopee_products, _shopee_stats
from orchestration.ingest.platforms._shopee_ads import ADS, ADS_KEYWORDS
from orchestration.ingest.platforms._shopee_income import INCOME
from orchestration.ingest.platforms._shopee_orders import ORDERS
from orchestration.ingest.platforms._shopee_returns import RETURNS
from orchestration.ingest.platforms._shopee_wallet import WALLET

EXPORTS = (
    ORDERS,
    RETURNS,
    INCOME,
    WALLET,
    ADS,
    ADS_KEYWORDS,
    *_shopee_stats.EXPORTS,
    *_shopee_products.EXPORTS,
    *_shopee_live.EXPORTS,
)
