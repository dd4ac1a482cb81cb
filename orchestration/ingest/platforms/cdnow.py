"""CDNOW: purchases of the customers who began in the first quarter of 1997, to June 1998.

Columns stand apart by blanks. The sample, which the published figures are about, is a tenth of the
customers of the master with ids of its own: the two are never added.
"""

from orchestration.ingest.spec import Currency, Export, Headerless, Heading, Kind, Period, column

DOLLAR = Currency(code="USD")
# Loose, so that a line of headers is known as such and a bad cell is told, not its whole line.
_PURCHASE = r"(?P<purchase_date>\S+)\s+(?P<quantity>\S+)\s+(?P<amount>\S+)\s*"
HEADING = Heading(column="customer_id", labels=("customer_id",))
_COLUMNS = (
    column(Kind.DATE, "purchase_date", required=True),
    column(Kind.INTEGER, "quantity", required=True, minimum=0),
    # Some purchases cost nothing: they stay.
    column(Kind.MONEY, "amount", required=True, minimum=0),
)

PURCHASES = Export(
    platform="cdnow",
    entity="purchases",
    title="CDNOW purchases, master",
    shop="cdnow",
    currency=DOLLAR,
    period=Period(column="purchase_date"),
    date_formats=("%Y%m%d",),
    not_data=(HEADING,),
    headerless=Headerless(
        name=r".*cdnow_master.*\.txt", line=rf"\s*(?P<customer_id>\S+)\s+{_PURCHASE}"
    ),
    columns=(column(Kind.ID, "customer_id", required=True), *_COLUMNS),
)

SAMPLE = Export(
    platform="cdnow",
    entity="sample_purchases",
    title="CDNOW purchases, sample of a tenth",
    shop="cdnow",
    currency=DOLLAR,
    period=Period(column="purchase_date"),
    date_formats=("%Y%m%d",),
    not_data=(HEADING,),
    headerless=Headerless(
        name=r".*cdnow_sample.*\.txt",
        line=rf"\s*(?P<customer_id>\S+)\s+(?P<sample_customer_id>\S+)\s+{_PURCHASE}",
    ),
    columns=(
        column(Kind.ID, "customer_id", required=True),
        column(Kind.ID, "sample_customer_id", required=True),
        *_COLUMNS,
    ),
)

EXPORTS = (PURCHASES, SAMPLE)
