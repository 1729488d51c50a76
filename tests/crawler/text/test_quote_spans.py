"""Quotations: where they stand, and which are speech, thoughts, titles and terms."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.spoken.marks import PAIRS
from crawler.text.spoken.quotes import spans
from crawler.text.spoken.scripts import dashes, lines_of_script
from crawler.text.spoken.speech import is_speech, kind

# A text with one quotation, and what it is.
CHINESE = [
    # introduced by a verb and a colon, in the marks of all regions
    ("老周推开门，说：“雨停了。”", "speech"),
    ("老周推開門，說：「雨停了。」", "speech"),
    ("她忽然问：‘你到底去不去？’", "speech"),
    ("他回头喊：『快跟上！』", "speech"),
    ('他小声道："别出声。"', "speech"),
    ("掌柜的说：＂今天不开张。＂", "speech"),
    ("掌柜的说：〝今天不开张。〞", "speech"),
    ("母亲嘱咐道：“路上小心”", "speech"),
    ("站长皱着眉头：“谁让你上来的？”", "speech"),
    # a verb after it
    ("“我不饿。”小满说。", "speech"),
    ("“我不饿。”小满摇了摇头。", "speech"),
    ("「我不餓。」小滿說道。", "speech"),
    ("“船呢？”站长急得直跺脚，“谁把船划走了！”", "speech"),
    ("“知道了，”她应了一声，“这就来。”", "speech"),
    ("＂走吧。＂她提起马灯，＂看水去。＂", "speech"),
    ("‘走吧。’她提起马灯，‘看水去。’", "speech"),
    ("“你——”老人气得说不出话来。", "speech"),
    ("“嗯”", "speech"),
    ("“走！”", "speech"),
    # short answers and verbs without a colon
    ("他只说了一句“不去”，就走了。", "speech"),
    ("老人笑着说“好，好”。", "speech"),
    ("她轻轻地叫了声“爷爷”。", "speech"),
    ("孩子喊“下雪啦！”，大家都跑出去看。", "speech"),
    # thoughts
    ("老周心想：“这雨怕是停不了。”", "thought"),
    ("老周想，“明天再说吧。”", "thought"),
    ("他想：“明天再说吧。”", "thought"),
    ("她暗暗想道：「他一定忘了。」", "thought"),
    ("他心里嘀咕：“这人是谁？”", "thought"),
    ("“糟了！”他心里一沉，暗想。", "thought"),
    ("“完了，”她心想，“全完了。”", "thought"),
    ("小满寻思着：“得找个帮手。”", "thought"),
    ("他琢磨着，“这事有点怪。”", "thought"),
    ("「怎麼會這樣？」他心裡想。", "thought"),
    # he thought for a while and spoke
    ("老周思量了大半天，然后对小满说：“也好。”", "speech"),
    ("他指着桌上的点心说：“给你的。”", "speech"),
    ("他无所谓地说：“随便。”", "speech"),
    ("老周想了想，说：“也好。”", "speech"),
    ("老周想了想：“也好。”", "speech"),
    # terms, irony, emphasis
    ("所谓“自由”，不过是换一条绳子。", "term"),
    ("所謂「自由」，不過是換一條繩子。", "term"),
    ("他们管这叫“过河”。", "term"),
    ("这位“专家”连秤都不会看。", "term"),
    ("村里人讲究“三不走”。", "term"),
    ("“自由”这个词，他说了一辈子。", "term"),
    ("“缘分”二字，谁也说不清。", "term"),
    ("他在“老地方”等了一夜。", "term"),
    ("我们要发扬“愚公移山”的精神。", "term"),
    ("这就是传说中的“鬼市”了。", "term"),
    ("她把那封信称作“最后的通知”。", "term"),
    ("屋里只听见“滴答”的声音。", "term"),
    # names, signs, writing
    ("门口挂着一块牌子，写着“闲人免进！”。", "title"),
    ("碑上刻着“永垂不朽”四个大字。", "title"),
    ("这只船名叫“顺风”。", "title"),
    ("他外号“铁算盘”。", "title"),
    ("歌名叫做“河边的风”。", "title"),
    ("匾上题着「風調雨順」。", "title"),
]
ENGLISH = [
    ("“The rain has stopped,” said Ida.", "speech"),
    ("Ida said, “The rain has stopped.”", "speech"),
    ("Ida said: ‘The rain has stopped.’", "speech"),
    ('"Stop!" the keeper shouted.', "speech"),
    ("«The rain has stopped», said Ida.", "speech"),
    ("»The rain has stopped,« said Ida.", "speech"),
    ("„The rain has stopped“, said Ida.", "speech"),
    ("”The rain has stopped,” said Ida.", "speech"),
    ("He laid down the oar. “We are late.”", "speech"),
    ("“I have counted them twice; there is one too many”; and he shut the book.", "speech"),
    ("She whispered “Wait” and was gone.", "speech"),
    ("The old man cleared his throat.\n\n“Who is next?”\n\nNobody was.", "speech"),
    ("“Rain,” he thought, and shut the window.", "thought"),
    ("He thought, “It will rain.”", "thought"),
    ("“What a long road,” thought Ida.", "thought"),
    ("They called the boat “Patience” and painted her blue.", "title"),
    ("The sign over the door read “No Dogs.”", "title"),
    ("He was reading the poem “Low Water” again.", "title"),
    ("The word “ferry” was not in his book.", "term"),
    ("His “friends” had eaten the cake.", "term"),
    ("It was what she called an “accident,” and nobody asked.", "term"),
    ("The “great” man spoke of himself.", "term"),
    ("We met at the “Three Herons,” which was shut.", "term"),
    ("By “soon” he meant next year.", "term"),
]


@pytest.mark.parametrize(("text", "what"), [*CHINESE, *ENGLISH])
def test_a_quotation_is_known_for_what_it_is(text: str, what: str) -> None:
    """Speech has a speaker; thoughts, titles and terms have none, each for its own reason."""
    kinds = [kind(text, *span) for span in spans(text)]
    assert kinds
    assert set(kinds) == {what}
    assert all(is_speech(text, *span) is (what == "speech") for span in spans(text))


@pytest.mark.parametrize(
    ("text", "speeches"),
    [
        ("甲：你来了\n乙：来了\n甲：坐", ["你来了", "来了", "坐"]),
        ("【甲】你来了。\n【乙】来了。", ["你来了。", "来了。"]),
        ("【甲】：你来了。\n【乙】（坐下）：来了。", ["你来了。", "来了。"]),
        ("老周：（笑）你来了。\n小满：（坐下）来了。", ["你来了。", "来了。"]),
        ("IDA: Who is there?\nTOM: (aside) Nobody.", ["Who is there?", "Nobody."]),
        ("IDA. \nWho is there?\n\nTOM.\nNobody.\n\nIDA.\nGood.", ["Who is there?", "Nobody.", "Good."]),
        (
            "INT. KITCHEN - NIGHT\n\n     IDA\n  Who is there?\n\n     TOM (O.S.)\n  (quietly)\n  Nobody.\n",
            ["Who is there?", "Nobody."],
        ),
        ("IDA: Who is it,\n so late?\n\nTOM: I,\n my lady.", ["Who is it,\n so late?", "I,\n my lady."]),
        ("[12:03] ida: who is there\n[12:04] tom: nobody", ["who is there", "nobody"]),
        ("<ida> who is there\n<tom> nobody\n<ida> good", ["who is there", "nobody", "good"]),
        ("老周 12:03\n在吗\n\n小满 12:04\n在", ["在吗", "在"]),
        (
            "手机亮了。\n他低头看。\n屏幕上有字。\n老周：在吗\n小满：在\n老周：明早走\n他关了手机。\n天亮了。\n他出了门。\n河水很高。",
            ["在吗", "在", "明早走"],
        ),
        ("The end of the day.\nTHE CROSSING\nThe ferry had room for one cart.", []),
        ("CHAPTER ONE\nThe ferry left.\n\nCHAPTER TWO\nThe ferry came back.", []),
        ("Name: Ida\nAge: 40\nTown: Skerrow", []),
        ("第一：你要早起。\n第二：你要读书。", []),
    ],
)  # fmt: skip
def test_plays_and_chats_have_speeches(text: str, speeches: list[str]) -> None:
    """A name and speech, on one line or two; stage directions, headings and forms are left out."""
    assert [text[start:end] for start, end, _ in lines_of_script(text)] == speeches


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("—Hola —dijo él—. Buenos días.\n—Hola.", ["—Hola", "Buenos días.", "—Hola."]),
        ("—¿Vienes? —preguntó Ana.\n—Sí —respondió—, ahora voy.", ["—¿Vienes?", "—Sí", "ahora voy."]),
        ("— Bonjour, dit-il. Ça va ?\n— Bien, répondit Jeanne.", ["— Bonjour,", "Ça va ?", "— Bien,"]),
        ("— Привет, — сказал он. — Это ты?\n— Да, — ответила она.", ["— Привет,", "Это ты?", "— Да,"]),
        ("– Cześć – powiedział Jan. – Co słychać?\n– Nic.", ["– Cześć", "Co słychać?", "– Nic."]),
        ("— Olá — disse ele. — Tudo bem?\n— Tudo.", ["— Olá", "Tudo bem?", "— Tudo."]),
        ("— Come in, said Ida.\n— Thank you.", ["— Come in,", "— Thank you."]),
        ("——你来了？\n——来了。", ["——你来了？", "——来了。"]),
        ("— Я — учитель.\n— А я — нет.", ["— Я — учитель.", "— А я — нет."]),
        ("A line — with a dash.\nAnother — with one.", []),
    ],
)  # fmt: skip
def test_dash_dialogue_leaves_the_narrator_out(text: str, pieces: list[str]) -> None:
    """Each country sets the narrator off in its own way."""
    assert [text[start:end] for start, end in dashes(text)] == pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("»Ja«, sagte er. »Nein.«", ["»Ja«", "»Nein.«"]),
        ("«Oui», dit-il. « Non. »", ["«Oui»", "« Non. »"]),
        ("”Ja”, sade han. ”Nej.”", ["”Ja”", "”Nej.”"]),
        ("»Kyllä», hän sanoi. »Ei.»", ["»Kyllä»", "»Ei.»"]),
        ("‚Ja‘, sagte er. ‚Nein.‘", ["‚Ja‘", "‚Nein.‘"]),
        ("他说：＂好。＂", ["＂好。＂"]),
        ("他说：〝好。〞", ["〝好。〞"]),
        ("“One\n“two”", ["“One\n“two”"]),
        ("“One.\n\nHe left.\n\n“Two.”", ["“One.", "“Two.”"]),
        ("“He called it ‘art’, you know.”", ["“He called it ‘art’, you know.”"]),
        ("‘The dogs’ bowls,’ he said, ‘are empty.’", ["‘The dogs’ bowls,’", "‘are empty.’"]),
        ("‘’Tis late,’ said he. ‘Go.’", ["‘’Tis late,’", "‘Go.’"]),
        ("'is it late?' he asked. 'It is.'", ["'is it late?'", "'It is.'"]),
        ("”他说。她走了。", []),
        ("《红楼梦》里有【章】，也有〈回〉。", []),
    ],
)
def test_quotations_stand_where_their_marks_do(text: str, found: list[str]) -> None:
    """Marks of every country, each with its own close; titles in 《》 and 【】 are none."""
    assert [text[start:end] for start, end in spans(text)] == found


MARKS = "“”„«»‹›「」『』\"‘’'＂〝〞"
BITS = [*MARKS, " ", "\n", "\n\n", "：", ": ", "。", ", ", "说", "said", "\ud800", "\x00"]
PIECES = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=4)))


@settings(max_examples=300, deadline=None)
@given(PIECES.map("".join))
def test_spans_are_in_order_and_marked(text: str) -> None:
    """Each begins with a mark; it ends with one, or at the end of its line where nothing closes."""
    found = spans(text)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert text[start] in MARKS
        assert text[end - 1] in MARKS or not text[end:].partition("\n")[0].strip()
        assert kind(text, start, end) in ("speech", "thought", "title", "term")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(PAIRS.items())), st.lists(st.text("abc ,.", min_size=1), min_size=1, max_size=5)
)
def test_what_is_quoted_is_found_again(pair: tuple[str, str], said: list[str]) -> None:
    """Quotations set in any marks, a line each, are just those lines."""
    lines = [f"{pair[0]}x{' '.join(one.split())}x.{pair[1][0]}" for one in said]
    text = "\n\n".join(lines)
    assert [text[start:end] for start, end in spans(text)] == lines


HOSTILE = [
    *MARKS,
    *["“”", "”“", "«»", "»«", "\"'", "‘“", "“a\n", "“a\n\n", "‘a\n\n", "'a ", "' ", '"a\n\n', '" ', "“‘"],
    *["‘a’ b", "他说：“", "“a”说", "''", "’ ", "‘'", "— a, b\n", "— a said\n", "—", "- a?\n", "A: b\n"],
    *["A:\n", "【a】b\n", "[12:03] a: b\n", "NAME\nx\n\n", "A B\n", "<a> b\n", "：", ":", "a\n"],
    *["12:03\n", "Mr. ", "，", ". ", " said"],
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_time_grows_with_the_text(unit: str) -> None:
    """Eight times the text takes far less than the 64-fold time of a square, whatever it is made of."""

    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.process_time()
        for span in spans(text):
            is_speech(text, *span)
        dashes(text)
        lines_of_script(text)
        return time.process_time() - begun

    assert min(spent(24_000) for _ in range(2)) < 28 * max(0.004, min(spent(3_000) for _ in range(4)))
