from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.trust.leaks import ContactLeak, Leak, LeakKind, find_leaks, hide_leaks, refuse_leaks


def kinds(text: str) -> set[str]:
    return {leak.kind.value for leak in find_leaks(text, house={"isoko.example"})}


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "my number is 138 0013 8000 thanks",
        "138-0013-8000",
        "138.0013.8000",
        "138,0013,8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "1-3-8-0-0-1-3-8-0-0-0",
        "1\n3\n8\n0\n0\n1\n3\n8\n0\n0\n0",
        "+86 138 0013 8000",
        "8613800138000",
        "0086 13800138000",
        "１３８００１３８０００",
        "一三八零零一三八零零零",
        "幺三八〇〇一三八〇〇〇",
        "壹叁捌零零壹叁捌零零零",
        "1三8零0一3八0零0",
        "①③⑧⓪⓪①③⑧⓪⓪⓪",
        "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
        "1\u200b3\u200b8\u200b0013\u200b8000",
        "电话：13800138000哦",
        "50袋，13800138000",
        "l38OOl38OOO",
        "0788123456",
        "0788 123 456",
        "07 88 12 34 56",
        "+250 788 123 456",
        "250788123456",
        "00250788123456",
        "call me on 0252 588 800",
        "010-6532 1234",
        "0571 8765 4321",
        "+33 6 12 34 56 78",
        "+254712345678",
        "phone no. 5882 1034",
        "hamagara 588210",
        "zero seven eight eight one two three four five six",
        "one three eight double zero one three eight zero zero zero",
        "zéro sept huit huit un deux trois quatre cinq six",
        "lot 13800138000",
    ],
)
def test_telephone_numbers_are_found_however_they_are_written(text: str) -> None:
    assert "telephone" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "alice@example.com",
        "Write to alice.b+shop@mail.example.co.uk please",
        "alice ＠ example．com",
        "alice @ qq . com",
        "a l i c e @ q q . c o m",
        "alice at example dot com",
        "alice (at) example (dot) com",
        "alice [at] example.com",
        "alice艾特qq点com",
        "12345678@qq.com",
        "alice arobase example point com",
    ],
)
def test_email_addresses_are_found_however_they_are_written(text: str) -> None:
    assert "email" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/a",
        "see http : //example.org",
        "www.example.cn",
        "w w w . example . com",
        "example.com",
        "shop.example.com.cn/abc",
        "wa.me/250788123456",
        "t.me/alice",
        "example dot com",
        "example 点 com",
        "example . com",
        "kawa.rw",
        "www.isoko.example.evil.com",
        "https://isoko.example.evil.com/",
    ],
)
def test_web_addresses_are_found_however_they_are_written(text: str) -> None:
    assert "address" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "WeChat: alice_2020",
        "wechat id alicebeans",
        "We Chat alice2020",
        "w.e.c.h.a.t alice_88",
        "微信号 alice2020",
        "微信：kafeidou",
        "薇信 abc_1234",
        "V: alice2020",
        "vx alice2020",
        "WhatsApp 5882103",
        "Telegram @alicebeans",
        "@alicebeans",
        "QQ 1234567",
        "扣扣：七八九一二三四",
        "alice2020 on WeChat",
    ],
)
def test_names_on_messengers_are_found(text: str) -> None:
    assert kinds(text) & {"messenger", "telephone"}


@pytest.mark.parametrize(
    "text",
    [
        "加我微信",
        "加V聊",
        "可以加个微信吗",
        "微信私聊",
        "我们私下交易吧",
        "add me on WhatsApp",
        "contact me via Telegram",
        "We could trade outside this platform",
        "écrivez-moi sur WhatsApp",
        "nyandikira kuri WhatsApp",
    ],
)
def test_requests_to_leave_the_market_are_found(text: str) -> None:
    assert "invitation" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12,800 RWF a kilogram, 1,350,000 RWF for the lot",
        "13,800,138,000 RWF",
        "13 800 138 000 RWF",
        "价格 1380000 元，共 13 800 138 000 法郎",
        "¥68 · from 50: ¥52",
        "HS 0901.21.00.00 and 0901.11.00.00, 0713.33.00.00",
        "HS code 0901210000, 海关编码 0904221000",
        "税号 0709.60.00.00 10 kg",
        "18000 kg in 300 bags of 60 kg, 19,200 kg gross",
        "Lot RW-2026-0113-045, lot 2026 0113 045",
        "批次 20261123001",
        "2026-11-23 to 2026-12-01, delivered 14:30",
        "23/11/2026 - 01/12/2026",
        "ordered 2026-11-23, 50 bags",
        "GTIN 6901234567892, 条码 6901234567892",
        "Air waybill 176-12345675",
        "Container MSKU1234565, tracking EE123456789RW",
        "Order ISK-2026-000123",
        "sizes 15, 16, 17, 18, 20 cm and screens 15 16 17 18 19 20",
        "1500, 2000, 250 g",
        "18.50 19.00 175",
        "altitude 1,700-1,950 masl, cup score 87.5",
        "roasted at 205 °C for 11 min, 1:16 ratio, 93 °C",
        "Is the moisture 11.5% and the screen 15+?",
        "水洗，海拔1800米，2026年四月采收",
        "一千二百五十克，九十三度，二〇二六年",
        "第一二三批都很好，一包二百五十克",
        "十五袋一共三百七十五公斤",
        "Can I pay with WeChat Pay or Alipay?",
        "可以用微信支付吗？支持微信付款",
        "WeChat payment was easy; WeChat is accepted",
        "Good coffee.Nice smell.In time.Me too",
        "Excellent taste.Top quality.Shop again",
        "Great e.g. with milk, i.e. latte. No.5 is best.",
        "We chat about this coffee at home",
        "look at the basket at home, not at work",
        "5 stars! 10/10, 100% recommended",
        "2 bags @ 12,000 RWF",
        "call for price: 1,200,000 RWF",
        "The label says NAEB 2026/0042 and certificate no. 0788123456",
        "https://isoko.example/products/1 was easier to find",
        "C'est le café de Huye. De rien.",
        "Kawa ya Huye iraryoshye cyane, nzongera nyigure wa munsi",
        "1.5 t, 20 ft container, 320 bags, FOB 5.85 USD/kg",
        "25 50 100 200 400 800",
        "I have five or six of these, one for each of two or three friends",
        "ISO 9001:2015, 22000:2018",
    ],
)
def test_numbers_and_words_of_the_trade_are_let_through(text: str) -> None:
    assert find_leaks(text, house={"isoko.example"}) == []


def test_a_leak_says_where_it_stands_in_what_was_written() -> None:
    text = "好喝！电话 一三八００１３８０００ 谢谢"

    (leak,) = find_leaks(text)

    assert leak == Leak(LeakKind.TELEPHONE, 6, 17)
    assert text[leak.start : leak.end] == "一三八００１３８０００"


def test_hidden_text_keeps_everything_else() -> None:
    assert hide_leaks("Good! alice@example.com or 13800138000, 12 bags") == "Good! ••• or •••, 12 bags"


def test_refusal_names_each_kind_once() -> None:
    with pytest.raises(ContactLeak) as refused:
        refuse_leaks("fine", "13800138000 0788123456", "alice@example.com")

    assert refused.value.kinds == [LeakKind.TELEPHONE, LeakKind.EMAIL]
    assert len(refused.value.leaks) == 3
    refuse_leaks("fine", "12,800 RWF")


def _spaced(digits: str, between: str, sizes: list[int]) -> str:
    parts, rest = [], digits
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return between.join(part for part in [*parts, rest] if part)


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).filter(str.isascii),
    st.sampled_from(["", " ", "-", " - ", "  "]),
    st.sampled_from([[3, 4], [1] * 10, [3, 8], [4, 4], [5], [3, 3], [7]]),
    st.sampled_from(["", "+86 ", "86 ", "我的电话是", "please ring ", "good, "]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_any_chinese_mobile_number_is_found(digits: str, between: str, sizes: list[int], before: str, in_chinese: bool) -> None:
    number = _spaced(digits, between, sizes)
    if in_chinese:
        number = number.translate(str.maketrans("0123456789", "零一二三四五六七八九"))

    assert "telephone" in kinds(f"{before}{number}")


@given(st.integers(1, 9_999_999), st.sampled_from(["{:,} RWF", "RWF {}", "¥{}", "{} kg", "{:,} 元", "{} bags", "{}公斤"]))
@settings(max_examples=300, deadline=None)
def test_no_price_or_weight_is_taken_for_a_number_to_dial(value: int, form: str) -> None:
    assert find_leaks(f"We paid {form.format(value)} for it, and again {form.format(value)}.") == []


@given(st.integers(1, 97), st.lists(st.integers(0, 99), min_size=4, max_size=4))
@settings(max_examples=300, deadline=None)
def test_no_tariff_code_is_taken_for_a_number_to_dial(chapter: int, rest: list[int]) -> None:
    heading, sub, national, further = (f"{part:02}" for part in rest)
    for code in (f"{chapter:02}{heading}.{sub}.{national}.{further}", f"HS {chapter:02}{heading}{sub}{national}{further}"):
        assert find_leaks(f"It is {code} in the tariff.") == []


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_spans_inside_it_in_order(text: str) -> None:
    leaks = find_leaks(text)

    assert all(0 <= leak.start < leak.end <= len(text) for leak in leaks)
    assert all(one.end <= two.start for one, two in zip(leaks, leaks[1:], strict=False))


@pytest.mark.parametrize(
    "piece", ["1 ", "1380013", "a.", "a@", "w ", "a b@c ", "one ", "微信", "w.e.", "add me on ", "- ", "http://", "a-", "a ", ". ", "l0"]
)
def test_long_hostile_text_is_read_quickly(piece: str) -> None:
    text = piece * (5000 // len(piece))
    began = time.process_time()

    find_leaks(text)

    assert time.process_time() - began < 1.5
