"""Buyers. A customer is a number; everything about the person follows from it by hashing."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Floats, Ints
from orchestration.simulate.world.demand import DemandPlan

# How many days after the first order a customer may still come back: (share, days). Nearly half
# never do. This is the churn that the analytics should find.
LIFETIME_DAYS = ((0.0, 0.0), (0.42, 0.0), (0.60, 60.0), (0.80, 200.0), (0.95, 520.0), (1.0, 900.0))
# Candidates looked at for a returning order; when all have left, the last one makes an exception.
CANDIDATES = 16


def _words(table: str) -> list[str]:
    return table.split()


_FIRST_NAMES = _words("""
กนกวรรณ กมลชนก กัญญาณัฐ กานต์ธิดา เกวลิน ขวัญฤทัย คณิศร จารุวรรณ จิดาภา จิราภรณ์
ชนัญชิดา ชนิกานต์ ชลธิชา ญาณิศา ฐิติรัตน์ ณัฏฐณิชา ณัฐกานต์ ดวงกมล ทิพวรรณ ธนพร ธัญชนก ธีรดา
นภัสสร นฤมล นันทิชา บุษกร ปณิตา ปภาวรินท์ ปรียานุช ปาริชาต พรพิมล พิชชาภา พิมพ์มาดา แพรวา ภคมน
ภัทราพร มนัสนันท์ มัณฑนา รวิสรา รัชนีกร วรรณิษา วริศรา ศศิธร ศิริพร สิริกร สุชาดา สุภาวดี หทัยรัตน์
อภิชญา อรวรรณ อัจฉรา อาทิตยา กิตติพงศ์ จักรพันธ์ ชัยวัฒน์ ณัฐพล ธนวัฒน์ ปิยะพงษ์ วีรภัทร อนุชา
""")
_SURNAME_HEADS = _words("""
ทอง ศรี แก้ว วงศ์ จันทร์ บุญ พงษ์ สุข เจริญ รัตน์ มณี ธรรม ชัย อินทร์ เพชร
พิทักษ์ สว่าง กิตติ วิริยะ อุดม ประภา สมบัติ โชติ ไพศาล
""")
_SURNAME_MIDDLES = _words("""
ประเสริฐ สกุล พัฒนา วิไล อนันต์ กุล ไพบูลย์ มงคล รุ่ง เรือง ดำรง เกียรติ
สุวรรณ พิพัฒน์ ภักดี วัฒน์
""")
_SURNAME_TAILS = _words("วงษา ชัยกุล สินธุ์ ไพรวัลย์ เจริญสุข นันท์ พันธุ์ทอง รักษา ศักดิ์ดี สวัสดิ์วงศ์")

_NICKNAMES = _words("""
ploy fah mint beam nan praew kwang bow ice gift aom jane pim noey som earth bank
ice_t tonkhao namfon maprang toey cream view fern mook oil pang
""")

_VILLAGES = _words("ลีลาวดี พฤกษาวิลล์ สวนหลวง ธนาซิตี้ การ์เด้นโฮม ชวนชื่น เมืองเอก ศุภาลัย บ้านสวน ริมน้ำ")
_ROADS = _words("สุขุมวิท พหลโยธิน เพชรเกษม รามคำแหง ลาดพร้าว มิตรภาพ ศรีนครินทร์ นิมมานเหมินท์")


@dataclass(frozen=True)
class Place:
    """A sub-district with its postal code."""

    subdistrict: str
    district: str
    province: str
    postal_code: str


PLACES = tuple(
    Place(*row.split())
    for row in """คลองตันเหนือ วัฒนา กรุงเทพมหานคร 10110
จอมพล จตุจักร กรุงเทพมหานคร 10900
บางนาเหนือ บางนา กรุงเทพมหานคร 10260
หัวหมาก บางกะปิ กรุงเทพมหานคร 10240
บางแคเหนือ บางแค กรุงเทพมหานคร 10160
สีลม บางรัก กรุงเทพมหานคร 10500
บางพลีใหญ่ บางพลี สมุทรปราการ 10540
ปากเกร็ด ปากเกร็ด นนทบุรี 11120
คลองหนึ่ง คลองหลวง ปทุมธานี 12120
มหาชัย เมืองสมุทรสาคร สมุทรสาคร 74000
แสนสุข เมืองชลบุรี ชลบุรี 20130
หนองปรือ บางละมุง ชลบุรี 20150
เชิงเนิน เมืองระยอง ระยอง 21000
สุเทพ เมืองเชียงใหม่ เชียงใหม่ 50200
หนองหาร สันทราย เชียงใหม่ 50290
เวียง เมืองเชียงราย เชียงราย 57000
ในเมือง เมืองพิษณุโลก พิษณุโลก 65000
ในเมือง เมืองขอนแก่น ขอนแก่น 40000
ในเมือง เมืองนครราชสีมา นครราชสีมา 30000
หมากแข้ง เมืองอุดรธานี อุดรธานี 41000
ในเมือง เมืองอุบลราชธานี อุบลราชธานี 34000
ตลาด เมืองสุราษฎร์ธานี สุราษฎร์ธานี 84000
หาดใหญ่ หาดใหญ่ สงขลา 90110
ตลาดใหญ่ เมืองภูเก็ต ภูเก็ต 83000
หัวหิน หัวหิน ประจวบคีรีขันธ์ 77110""".splitlines()
)
# Greater Bangkok buys most.
_PLACE_WEIGHTS = (9, 9, 8, 8, 7, 6, 8, 8, 8, 4, 6, 5, 4, 6, 3, 3, 3, 5, 6, 4, 4, 3, 5, 4, 2)

# Each marketplace's buyers are people of a register of its own. LINE's are of Shopee's: this share
# of them under the number of a Shopee buyer, so that both are one person, the others under a number
# that no Shopee buyer gets.
ALSO_ON_SHOPEE = 0.35
_NOT_ON_SHOPEE = 50_000_000
_PHONE_OFFSETS = {"shopee": 27_182_818, "tiktok_shop": 31_415_926, "lazada": 14_142_135}

PEOPLE_SAMPLE_STEP = 50  # every 50th customer goes to the truth
_BLOCK = 10_000


@dataclass(frozen=True)
class People:
    """Personal data of customers, one list entry each."""

    names: list[str]
    phones: list[str]  # nine digits, without the leading 0 and the country code
    usernames: list[str]
    address_lines: list[str]  # house, village, lane, road
    places: list[Place]


def people(platform: str, seed: int, customers: Ints) -> People:
    """Who the customers are. Invented, unique per customer, the same on every order."""
    register, persons = platform, customers
    if platform == "line_oa":
        register = "shopee"
        persons = customers + np.where(_is_also_on_shopee(seed, customers), 0, _NOT_ON_SHOPEE)
    draws = Draws(seed, f"people/{register}")
    accounts = Draws(seed, f"people/{platform}")
    # An affine permutation, so that no two people of a register share a phone number.
    phone_tails = (persons * 38_196_601 + _PHONE_OFFSETS[register]) % 100_000_000
    phone_heads = np.array(["8", "9", "6"])[draws.pick("phone", persons, (5, 4, 2))]

    def words(tag: str, table: list[str], of: Draws = draws, numbers: Ints = persons) -> list[str]:
        return [table[i] for i in of.below(tag, numbers, len(table)).tolist()]

    heads, middles = words("head", _SURNAME_HEADS), words("middle", _SURNAME_MIDDLES)
    tails = words("tail", _SURNAME_TAILS)
    return People(
        names=[
            f"{first} {head}{middle}{tail}"
            for first, head, middle, tail in zip(
                words("first", _FIRST_NAMES), heads, middles, tails, strict=True
            )
        ],
        phones=[
            f"{h}{tail:08d}"
            for h, tail in zip(phone_heads.tolist(), phone_tails.tolist(), strict=True)
        ],
        usernames=[
            f"{nickname}_{number * 7 + 1_003:x}th{suffix:02d}"
            for nickname, number, suffix in zip(
                words("nickname", _NICKNAMES, accounts, customers),
                customers.tolist(),
                accounts.below("suffix", customers, 100).tolist(),
                strict=True,
            )
        ],
        address_lines=[
            f"{house}/{unit} หมู่บ้าน{village} ซอย {lane} ถนน{road}"
            for house, unit, village, lane, road in zip(
                (draws.below("house", persons, 998) + 1).tolist(),
                (draws.below("unit", persons, 998) + 1).tolist(),
                words("village", _VILLAGES),
                (draws.below("lane", persons, 98) + 1).tolist(),
                words("road", _ROADS),
                strict=True,
            )
        ],
        places=[PLACES[i] for i in draws.pick("place", persons, _PLACE_WEIGHTS).tolist()],
    )


def _is_also_on_shopee(seed: int, line_buyers: Ints) -> Flags:
    return Draws(seed, "people/line_oa").happens("also on shopee", line_buyers, ALSO_ON_SHOPEE)


def count_also_on_shopee(line: DemandPlan, shopee: DemandPlan, seed: int) -> int:
    """How many of LINE's buyers are a Shopee buyer of the period."""
    count = 0
    both = min(line.customer_count, shopee.customer_count)
    for first in range(0, both, _BLOCK):
        numbers = np.arange(first, min(first + _BLOCK, both), dtype=np.int64)
        count += int(_is_also_on_shopee(seed, numbers).sum())
    return count


def sample_of_people(plan: DemandPlan, seed: int) -> Iterator[People]:
    """Every 50th customer, in blocks."""
    for first in range(0, plan.customer_count, _BLOCK * PEOPLE_SAMPLE_STEP):
        last = min(first + _BLOCK * PEOPLE_SAMPLE_STEP, plan.customer_count)
        yield people(plan.platform, seed, np.arange(first, last, PEOPLE_SAMPLE_STEP))


def buyers(plan: DemandPlan, draws: Draws, orders: Ints, days: Ints) -> Ints:
    """The customer number of each order, given the order's number and day.

    A day's new customers are spread evenly over its orders. The others were first seen before that
    day, recent ones more often, and have not left: nothing needs to be remembered about anyone.
    """
    position = orders - plan.first_order[days]
    placed, new = plan.orders[days], plan.new_customers[days]
    customers = plan.first_customer[days] + position * new // placed
    is_new = (position + 1) * new // placed > position * new // placed

    left = np.flatnonzero(~is_new)
    for attempt in range(CANDIDATES):
        if left.size == 0:
            break
        known = plan.first_customer[days[left]]
        u = draws.uniform(f"returning/{attempt}", orders[left])
        candidates = known - 1 - (known * (u * u)).astype(np.int64)
        customers[left] = candidates
        age = days[left] - plan.first_day_of_customer(candidates)
        left = left[age > _lifetimes(draws, candidates)]
    return customers


def lifetimes(platform: str, seed: int, customers: Ints) -> Floats:
    """How many days after their first order customers may still come back."""
    return _lifetimes(Draws(seed, f"buyers/{platform}"), customers)


def _lifetimes(draws: Draws, customers: Ints) -> Floats:
    return draws.spread("lifetime", customers, LIFETIME_DAYS)
