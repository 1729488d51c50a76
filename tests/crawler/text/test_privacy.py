"""Private data: what is found, what is left alone, and what a mask leaves behind."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.personal.pseudonyms import pseudonyms
from crawler.text.privacy import LABELS, find, mask

PIECES = (
    *(
        "13812345678",
        "+86 138-1234-5678",
        "010-12345678",
        "a.b@example.com",
        "192.168.0.1",
        "2001:db8::1",
        "微信：abc_123",
    ),
    *(
        "QQ12345678",
        "4111 1111 1111 1111",
        "110101199003077475",
        "电话",
        "号",
        " ",
        "：",
        "版本",
        "1.2.3.4",
        "\ud800",
        "我叫张三，",
        "[电话]",
        "用户A",
        "I'm Jane Doe",
        "\n",
        "地址",
        "078-05-1123",
        "身份证号",
        "User B",
        "１３８",
    ),
)
texts = st.one_of(st.text(st.characters(codec=None)), st.lists(st.sampled_from(PIECES)).map("".join))


def found(text: str, language: str | None = None) -> list[tuple[str, str]]:
    """Return kind and text of every span."""
    return [(span.kind, text[span.start : span.end]) for span in find(text, language)]


@pytest.mark.parametrize(
    ("text", "kind", "private"),
    [
        ("电话13812345678请联系", "phone", "13812345678"),
        ("手机号是+86 138-1234-5678，晚上打", "phone", "+86 138-1234-5678"),
        ("ｔｅｌ：１３８１２３４５６７８", "phone", "１３８１２３４５６７８"),
        ("座机010-12345678转801", "phone", "010-12345678转801"),
        ("热线400-123-4567。", "phone", "400-123-4567"),
        ("电话：87654321", "phone", "87654321"),
        ("My number is (415) 555-0132.", "phone", "(415) 555-0132"),
        ("ring +44 20 7946 0958 tonight", "phone", "+44 20 7946 0958"),
        ("text 07700 900123", "phone", "07700 900123"),
        ("打这个+44 20 7946 0958找我", "phone", "+44 20 7946 0958"),
        ("我的phone是87654321", "phone", "87654321"),
        ("邮箱abc.def@qq.com谢谢", "email", "abc.def@qq.com"),
        ("write to jane (at) example (dot) org", "email", "jane (at) example (dot) org"),
        ("身份证号110101199003077475，", "id_card", "110101199003077475"),
        ("身份证 1101 0119 9001 0112 37", "id_card", "1101 0119 9001 0112 37"),
        ("卡号4111 1111 1111 1111", "bank_card", "4111 1111 1111 1111"),
        ("登录IP地址192.168.1.1成功", "ip", "192.168.1.1"),
        ("ping 2001:db8::8a2e:370:7334 first", "ip", "2001:db8::8a2e:370:7334"),
        ("加微信：abc_123聊", "wechat", "abc_123"),
        ("微信号是abcdefg", "wechat", "abcdefg"),
        ("加Q群号：123456789", "qq", "123456789"),
        ("我的扣扣是12345678", "qq", "12345678"),
        ("护照号E12345678", "passport", "E12345678"),
        ("车牌京A12345跑了", "plate", "京A12345"),
        ("IBAN GB29 NWBK 6016 1331 9268 19 and others", "iban", "GB29 NWBK 6016 1331 9268 19"),
        ("SSN 078-05-1120", "ssn", "078-05-1120"),
        ("姓名：王小明，男", "name", "王小明"),
        ("他住在北京市朝阳区建国路88号院5号楼1203室。", "address", "北京市朝阳区建国路88号院5号楼1203室"),
        ("git clone https://me:secret@example.org/x.git", "url", "https://me:secret@example.org/x.git"),
        ("export TOKEN=ghp_" + "a1B2" * 9, "key", "ghp_" + "a1B2" * 9),
    ],
)
def test_private_data_is_found_where_it_stands(text: str, kind: str, private: str) -> None:
    """The span is the private data, no more and no less, also in unspaced Chinese."""
    assert found(text) == [(kind, private)]


@pytest.mark.parametrize(
    "text",
    [
        "升级到版本1.2.3.4以后就好了",
        "Chrome 120.0.6099.71 is out, see section 2.4.1.3",
        "2012-01-02 08:00，第1234567章，共12345678900字",
        "订单号13812345678已发货",
        "他花了13800000000元",
        "数字12345678901不是手机号",
        "身份证号110101199003077476的校验码不对",
        "编号A4111111111111111",
        "统一社会信用代码91310000552936878J",
        "圆周率3.14159265358979",
        "见 https://example.com/a/b?id=12345678 的说明",
        "@alice@mastodon.example said so",
        "git@github.com:owner/repo.git",
        "std::cout << a; Ratio 1:2:3:4 at 12:34:56",
        "微信android版和QQ很好用",
        "他叫张伟，我姓王",
        "ISBN 978-7-02-000220-7",
        "Our population is 7,900,000,000 people.",
    ],
)
def test_what_only_looks_private_is_left_alone(text: str) -> None:
    """Versions, dates, prices, order numbers, wrong checks and names in prose are not private."""
    assert found(text) == []


def test_two_numbers_side_by_side_are_two() -> None:
    """A space between two numbers does not make them one."""
    assert found("13812345678 13987654321") == [("phone", "13812345678"), ("phone", "13987654321")]


@pytest.mark.parametrize(
    ("text", "language", "masked"),
    [
        ("电话13812345678，邮箱a@b.cn", "zh-Hans", "电话[电话]，邮箱[邮箱]"),
        ("Call 415-555-0132 or a@b.com", "en", "Call [phone] or [email]"),
        ("QQ12345678，微信号：abc_123", None, "QQ[QQ号]，微信号：[微信号]"),
        ("nothing to hide", None, "nothing to hide"),
    ],
)
def test_a_mask_names_the_kind_in_the_language_of_the_text(
    text: str, language: str | None, masked: str
) -> None:
    """The rest of the text is untouched, so turns keep their sense."""
    assert mask(text, language) == masked


@settings(deadline=None, max_examples=200)
@given(texts)
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    """No str makes it fail, spans do not overlap, and every kind has a label."""
    spans = find(text)
    places = [0, *(place for span in spans for place in (span.start, span.end)), len(text)]
    assert places == sorted(places)
    assert all(span.start < span.end and span.kind in LABELS for span in spans)


@settings(deadline=None, max_examples=200)
@given(texts, st.sampled_from([None, "en", "zh-Hans"]))
def test_a_masked_text_hides_nothing_more(text: str, language: str | None) -> None:
    """Masking again would change nothing: what stood behind a masked span is masked as well."""
    masked = mask(text, language)
    assert mask(masked, language) == masked


@settings(deadline=None, max_examples=200)
@given(texts, st.sampled_from([None, "en", "zh-Hans", "und"]), st.lists(texts, max_size=3), st.booleans())
def test_a_masked_text_holds_nothing_that_is_found(
    text: str, language: str | None, people: list[str], names: bool
) -> None:
    """Whatever the language, the people of the thread and the kind of text."""
    assert find(mask(text, language, people, names=names), language, people, names=names) == []


@pytest.mark.parametrize(
    "unit",
    ["1", "@", "+", ":", "１", "1.", "1 ", "a@", "://a:b@", "-----BEGIN ", "13812345678 ", "eyJ",
     "id 1234567890123 ", "我叫王", "my name is Jane ", "Regards,\n", "address 1 A ", "姓名：", "路1号",
     "GB29 NWBK ", "bc1q", "password: a1", "0x", "\ud800", "👩‍👧1"],
)  # fmt: skip
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    """Twice the text is about twice the work, and a megabyte of one thing ends."""

    def cost(chars: int) -> float:
        text = (unit * (chars // len(unit) + 1))[:chars]
        times = []
        for _ in range(3):
            start = time.process_time()
            find(text)
            times.append(time.process_time() - start)
        return min(times)

    assert cost(200_000) < 4 * cost(50_000) * 2 + 0.05


@pytest.mark.parametrize("unit", ["1", "@", "+", ":"])
def test_a_megabyte_of_one_character_is_read(unit: str) -> None:
    """It neither raises nor never ends."""
    assert find(unit * 1_000_000) == []


@pytest.mark.parametrize(
    ("text", "people", "named"),
    [
        ("谢谢 @小鹿乱撞 的回答", ("小鹿乱撞",), ["小鹿乱撞"]),
        ("回复 apple: 说得对", ("apple",), ["apple"]),
        ("I ate an apple today", ("apple",), []),
        ("从2023年起，一个程序员说", ("2023", "程序员"), []),
        ("@程序员 你好", ("程序员",), ["程序员"]),
        ("as Jane Doe said", ("Jane Doe",), ["Jane Doe"]),
        ("as dark_knight77 said above", ("dark_knight77",), ["dark_knight77"]),
        ("dark_knight777 is another one", ("dark_knight77",), []),
        ("apple wrote:\nhello", ("apple",), ["apple"]),
    ],
)
def test_the_people_of_a_thread_are_found_where_it_names_them(
    text: str, people: tuple[str, ...], named: list[str]
) -> None:
    """A handle that is a word counts only where somebody is addressed."""
    assert [text[s.start : s.end] for s in find(text, None, people) if s.kind == "name"] == named


@pytest.mark.parametrize("handle", ["用户", "姓名", "银行卡号", "微信号", "User", "phone", "[姓名]"])
def test_a_handle_like_a_label_is_no_reason_to_go_on_for_ever(handle: str) -> None:
    """A stand-in is nobody's name."""
    text = f"@{handle} 和@用户A：你好\n{handle}: 卡号[银行卡号]，[姓名]"
    work = pseudonyms([text], "zh", [handle])
    for shown in (mask(text, "zh", [handle]), work.apply(text)):
        assert find(shown, "zh", [handle]) == []


@pytest.mark.parametrize("text", ["“我叫张三，”他说。", "My name is Jane Doe, she said.", "@王小明 来了"])
def test_a_novel_keeps_its_names(text: str) -> None:
    """Its characters are nobody's private persons; a form in it still counts."""
    assert find(text, names=False) == []
    assert find("姓名：王小明，男", names=False) != []
