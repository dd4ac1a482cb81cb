"""What the shop sells: products, their prices and costs over time, what is bought together."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from orchestration.simulate.draws import Floats, Ints

# sku | parent sku | product | variation | category | list price THB | unit cost THB | popularity |
# everyday discount % | price list in which it first appears
_PRODUCTS = """
CLN-GEL-100|CLN-GEL|เจลล้างหน้าใบบัวบก สูตรอ่อนโยน|100 มล.|ทำความสะอาดผิว|259|71.50|58|10|0
CLN-GEL-200|CLN-GEL|เจลล้างหน้าใบบัวบก สูตรอ่อนโยน|200 มล.|ทำความสะอาดผิว|429|112.00|30|12|0
CLN-FOAM-120|CLN-FOAM|โฟมล้างหน้าข้าวหอมมะลิ|120 กรัม|ทำความสะอาดผิว|189|46.25|40|5|0
CLN-MIC-250|CLN-MIC|ไมเซลล่าคลีนซิ่งวอเตอร์|250 มล.|ทำความสะอาดผิว|249|62.00|46|15|0
CLN-MIC-500|CLN-MIC|ไมเซลล่าคลีนซิ่งวอเตอร์|500 มล.|ทำความสะอาดผิว|389|101.50|22|18|0
CLN-OIL-150|CLN-OIL|คลีนซิ่งออยล์รำข้าว|150 มล.|ทำความสะอาดผิว|450|128.00|16|10|0
TNR-CICA-150|TNR-CICA|โทนเนอร์ใบบัวบก ปลอบประโลมผิว|150 มล.|โทนเนอร์|329|84.00|38|10|0
TNR-AHA-150|TNR-AHA|โทนเนอร์ AHA BHA ผลัดเซลล์ผิว|150 มล.|โทนเนอร์|359|92.75|27|10|0
TNR-ROSE-120|TNR-ROSE|โทนเนอร์กุหลาบมอญ|120 มล.|โทนเนอร์|299|80.00|14|5|1
SRM-VITC-15|SRM-VITC|เซรั่มวิตามินซี 15%|15 มล.|เซรั่ม|390|96.00|52|15|0
SRM-VITC-30|SRM-VITC|เซรั่มวิตามินซี 15%|30 มล.|เซรั่ม|690|158.00|41|20|0
SRM-NIA-30|SRM-NIA|เซรั่มไนอะซินาไมด์ 10%|30 มล.|เซรั่ม|490|109.00|55|15|0
SRM-HYA-30|SRM-HYA|เซรั่มไฮยาลูรอน 8 โมเลกุล|30 มล.|เซรั่ม|520|117.50|47|15|0
SRM-RET-20|SRM-RET|เซรั่มเรตินอล 0.3% สำหรับกลางคืน|20 มล.|เซรั่ม|790|204.00|18|10|0
SRM-ACNE-20|SRM-ACNE|เซรั่มลดสิว ทีทรี|20 มล.|เซรั่ม|350|81.25|36|10|0
SRM-PEP-30|SRM-PEP|เซรั่มเปปไทด์กระชับผิว|30 มล.|เซรั่ม|1290|338.00|9|10|1
SRM-EYE-15|SRM-EYE|เซรั่มบำรุงรอบดวงตา|15 มล.|เซรั่ม|590|149.00|15|12|0
MST-GEL-50|MST-GEL|มอยส์เจอไรเซอร์เจลแตงโม|50 กรัม|มอยส์เจอไรเซอร์|390|98.00|49|12|0
MST-CRM-50|MST-CRM|ครีมบำรุงเซราไมด์|50 กรัม|มอยส์เจอไรเซอร์|450|118.00|44|12|0
MST-CRM-100|MST-CRM|ครีมบำรุงเซราไมด์|100 กรัม|มอยส์เจอไรเซอร์|790|197.00|17|15|0
MST-NGT-50|MST-NGT|สลีปปิ้งมาสก์น้ำผึ้งป่า|50 กรัม|มอยส์เจอไรเซอร์|420|103.50|21|10|0
SUN-DAY-30|SUN-DAY|กันแดดเนื้อน้ำ SPF50+ PA++++|30 มล.|กันแดด|359|88.00|72|10|0
SUN-DAY-50|SUN-DAY|กันแดดเนื้อน้ำ SPF50+ PA++++|50 มล.|กันแดด|520|127.00|50|15|0
SUN-TINT-30|SUN-TINT|กันแดดปรับสีผิว|30 มล.|กันแดด|390|99.00|33|10|0
SUN-KID-50|SUN-KID|กันแดดเด็ก สูตรมิเนอรัล|50 มล.|กันแดด|459|131.00|11|5|1
SUN-STICK-15|SUN-STICK|กันแดดแบบแท่ง|15 กรัม|กันแดด|329|90.00|19|5|2
AFT-ALOE-150|AFT-ALOE|เจลว่านหางจระเข้หลังออกแดด|150 มล.|กันแดด|189|41.00|31|5|0
MSK-SHEET-1|MSK-SHEET|แผ่นมาสก์หน้าวิตามิน|1 แผ่น|มาสก์|39|8.75|64|0|0
MSK-SHEET-10|MSK-SHEET|แผ่นมาสก์หน้าวิตามิน|กล่อง 10 แผ่น|มาสก์|329|76.00|28|10|0
MSK-CLAY-100|MSK-CLAY|มาสก์โคลนภูเขาไฟ|100 กรัม|มาสก์|290|72.00|18|10|0
MSK-LIP-20|MSK-LIP|ลิปสลีปปิ้งมาสก์|20 กรัม|มาสก์|199|44.50|23|5|0
BDY-LOT-250|BDY-LOT|โลชั่นผิวกายวิตามินซี|250 มล.|ผิวกาย|289|69.00|34|12|0
BDY-SCR-200|BDY-SCR|สครับกาแฟขัดผิว|200 กรัม|ผิวกาย|229|53.00|26|10|0
BDY-OIL-100|BDY-OIL|น้ำมันมะพร้าวสกัดเย็น|100 มล.|ผิวกาย|199|47.00|13|5|0
HND-CRM-30|HND-CRM|แฮนด์ครีมมะลิ|30 กรัม|ผิวกาย|129|28.25|20|0|0
ACC-HEAD-1|ACC-HEAD|ที่คาดผมล้างหน้า|คละสี|อุปกรณ์|59|14.00|16|0|0
ACC-PAD-80|ACC-PAD|สำลีเช็ดหน้า|80 แผ่น|อุปกรณ์|79|19.50|24|0|0
ACC-PUFF-2|ACC-PUFF|พัฟฟองน้ำแต่งหน้า|2 ชิ้น|อุปกรณ์|89|21.00|12|0|0
SET-GLOW-1|SET-GLOW|เซ็ตผิวโกลว์ เซรั่ม+ครีม+กันแดด|1 เซ็ต|เซ็ตของขวัญ|1490|401.00|12|20|0
SET-TRIP-1|SET-TRIP|เซ็ตพกพา 4 ชิ้น|1 เซ็ต|เซ็ตของขวัญ|399|118.00|25|10|0
SET-GIFT-1|SET-GIFT|กล่องของขวัญปีใหม่|1 เซ็ต|เซ็ตของขวัญ|990|287.00|7|10|2
"""

# Whoever has the first in the basket adds the second with this probability.
BASKET_PAIRS = (
    ("CLN-GEL-100", "TNR-CICA-150", 0.30),
    ("SRM-VITC-30", "SUN-DAY-50", 0.35),
    ("SRM-NIA-30", "MST-GEL-50", 0.28),
    ("SUN-DAY-30", "AFT-ALOE-150", 0.18),
    ("CLN-MIC-250", "ACC-PAD-80", 0.40),
    ("SRM-RET-20", "MST-CRM-50", 0.45),
)

# The price list changes this many months after the start: (months, cost factor, list price factor).
PRICE_LISTS = ((0, 1.00, 1.00), (8, 1.05, 1.00), (17, 1.12, 1.06))

# The seller never wrote these costs down: the second one was filled in with the last price list.
COST_NEVER_KNOWN = "ACC-PUFF-2"
COST_KNOWN_LATE = "SET-TRIP-1"

# Listings made in a hurry: no seller SKU in the marketplace, hence none in its exports.
SKU_NEVER_TYPED_IN = "ACC-HEAD-1"
SKU_TYPED_IN_LATE = "BDY-OIL-100"  # with the second price list


@dataclass(frozen=True)
class Product:
    """One sellable unit as the marketplaces show it."""

    sku: str
    parent_sku: str
    name: str
    variation: str
    category: str
    popularity: int
    everyday_discount_pct: int
    first_price_list: int


@dataclass(frozen=True)
class Catalogue:
    """Products and their price lists. Arrays are (price lists, products); money in satang."""

    products: tuple[Product, ...]
    valid_from: tuple[date, ...]
    list_price: Ints
    unit_cost: Ints
    popularity: Floats  # 0 before a product is launched

    def index(self, sku: str) -> int:
        return next(i for i, product in enumerate(self.products) if product.sku == sku)

    def price_list_on(self, day: date) -> int:
        return max(i for i, since in enumerate(self.valid_from) if since <= day or i == 0)

    def cost_is_known(self, price_list: int, sku: str) -> bool:
        if sku == COST_KNOWN_LATE:
            return price_list == len(PRICE_LISTS) - 1
        return sku != COST_NEVER_KNOWN

    def valid_since(self, price_list: int, product: int) -> date:
        """When the product's row in this price list last changed."""
        sku = self.products[product].sku
        since = price_list
        while since > self.products[product].first_price_list and (
            self.list_price[since, product] == self.list_price[since - 1, product]
            and self.unit_cost[since, product] == self.unit_cost[since - 1, product]
            and self.cost_is_known(since, sku) == self.cost_is_known(since - 1, sku)
        ):
            since -= 1
        return self.valid_from[since]

    def sku_is_typed_in(self, price_list: int) -> list[bool]:
        """Per product, whether the marketplace listing carries the seller's SKU."""
        return [
            product.sku != SKU_NEVER_TYPED_IN
            and not (product.sku == SKU_TYPED_IN_LATE and price_list == 0)
            for product in self.products
        ]


def months_later(day: date, months: int) -> date:
    """The first of the month that many months on; the day itself for 0."""
    if months == 0:
        return day
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def load_catalogue(start: date) -> Catalogue:
    """The catalogue of a shop that opens on `start`."""
    products = []
    list_prices = np.zeros((len(PRICE_LISTS), _PRODUCTS.strip().count("\n") + 1), dtype=np.int64)
    unit_costs = np.zeros_like(list_prices)
    popularity = np.zeros(list_prices.shape)
    for index, row in enumerate(_PRODUCTS.strip().splitlines()):
        sku, parent, name, variation, category, price, cost, weight, discount, launch = row.split(
            "|"
        )
        product = Product(
            sku, parent, name, variation, category, int(weight), int(discount), int(launch)
        )
        products.append(product)
        for price_list, (_, cost_factor, price_factor) in enumerate(PRICE_LISTS):
            # Every fourth supplier keeps its old terms, so some rows outlive a price list.
            moves = index % 4 != 3
            quarters = round(float(cost) * 4 * (cost_factor if moves else 1.0))  # 0.25 THB steps
            tens = round(int(price) * price_factor / 10) if moves and price_list == 2 else None
            unit_costs[price_list, index] = quarters * 25
            list_prices[price_list, index] = (int(price) if tens is None else tens * 10 - 1) * 100
            if price_list >= product.first_price_list:
                popularity[price_list, index] = product.popularity
    return Catalogue(
        products=tuple(products),
        valid_from=tuple(months_later(start, months) for months, _, _ in PRICE_LISTS),
        list_price=list_prices,
        unit_cost=unit_costs,
        popularity=popularity,
    )
