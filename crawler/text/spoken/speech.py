"""What a quotation is, speech or not: the verbs of saying and thinking, and where they stand.

A quotation is speech if it stands as a sentence of its own or a verb of saying introduces or
follows it.  Titles, terms and scare quotes stand inside somebody else's sentence; thoughts are
introduced by their own verbs.
"""

from __future__ import annotations

import re

from crawler.text.spoken.marks import PAUSES, SENTENCE_END, SPACELESS

REACH = 60  # characters looked at on either side of a quotation
MIN_CLAUSE = 4  # spaces in a clause: shorter ones may be names
FAR = 400  # characters looked back for the first half of a quotation that the narrator breaks
CJK = SPACELESS

# Verbs that say that the quotation beside them was spoken.  "went" and "began" say it in English
# novels of every century; 笑, 哭 and 叹 do in Chinese ones.
ZH_SAY = (
    "说道|笑道|问道|答道|喊道|叫道|骂道|叹道|喝道|回道|应道|怒道|冷道|劝道|嚷道|吼道|接道|续道|斥道|叱道|"
    "赞道|又道|便道|忙道|回答|回应|答应|开口|补充|解释|命令|嘱咐|吩咐|追问|反问|质问|询问|发问|反驳|嘟囔|"
    "嘟哝|嘀咕|喃喃|低语|自言自语|大叫|大喊|呼喊|喊叫|插嘴|插话|接口|接话|建议|提醒|宣布|安慰|抱怨|感叹|"
    "感慨|央求|恳求|哀求|告诉|告知|强调|表示|念叨|咕哝|招呼|打断|冷笑|苦笑|微笑|大笑|轻笑|叹息|惊呼|怒吼|"
    "咆哮|尖叫|呵斥|训斥|责备|埋怨|嘲笑|挖苦|开玩笑|介绍|打招呼|称赞|表扬|说|问|道|答|喊|叫|骂|嚷|吼|劝|"
    "叹|哭|笑|念|唱|喝|曰|云|讲|谈|夸|应"
)
ZH_THINK = (
    "(?<![点背手中好小热关担决耐粗伤开专狠安放良])心[想道说]|心里想|心中想|心里说|心里道|心中说|心中道|心里话|暗想|暗道|暗忖|暗自|想道|想着|心里盘算|自忖|寻思|思忖|思量|默念|腹诽|内心独白"
    "|在心里|在心中"
)
ZH_LABEL = "写着|写道|题着|题为|题曰|上书|刻着|印着|叫做|叫作|名叫|绰号|外号|名为|取名|起名|诨名"
ZH_TERM = "(?<!无)所谓|称为|称作|称之为|号称|俗称|人称|被叫做|被称|当作|当成|视为|看作|管这叫|管那叫|传说中的"
EN_SAY = (
    "said|says|say|saying|asked|asks|ask|asking|replied|replies|reply|answered|answers|answering|cried|"
    "cries|crying|exclaimed|exclaims|exclaiming|shouted|shouts|shouting|whispered|whispers|whispering|"
    "murmured|murmurs|murmuring|muttered|mutters|muttering|called|calls|calling|told|tells|returned|"
    "rejoined|retorted|remarked|observed|added|adds|continued|continues|continuing|began|begins|went on|"
    "resumed|repeated|repeats|repeating|demanded|inquired|enquired|responded|declared|protested|"
    "interrupted|interposed|ejaculated|explained|explains|suggested|agreed|admitted|announced|insisted|"
    "begged|pleaded|urged|ordered|commanded|sighed|groaned|moaned|growled|snapped|laughed|sobbed|screamed|"
    "yelled|roared|bellowed|shrieked|gasped|panted|grumbled|drawled|stammered|faltered|echoed|pursued|"
    "proceeded|quoth|quoted|put in|broke in|burst out|spoke|warned|assured|confessed|complained|objected|"
    "commented|concluded|mumbled|hissed|snarled|barked|chuckled|giggled|joked|teased|mused|wailed|"
    "whimpered|bawled|piped|breathed|croaked|interjected|persisted|stated|volunteered|ventured|wondered|"
    "hallooed|implied|requested|intoned|chimed|apologized|apologised|greeted|scoffed|sneered|swore|cursed|"
    "thundered|blurted|hollered"
)
EN_THINK = "thought|thinks|think|thinking|wondered to h(?:er|im)self|reflected|mused to h(?:er|im)self"

# Traditional forms in the words above; a clause is folded before it is searched.
_SIMPLE = str.maketrans(
    "說問罵嘆歎應講談唸喚寫題稱謂號綽嚷勸詢囑補釋議囔諷覺裡裏尋開聲聽對這個詞義麼書",
    "说问骂叹叹应讲谈念唤写题称谓号绰嚷劝询嘱补释议囔讽觉里里寻开声听对这个词义么书",
)
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLE))}]")
_MARKS = "“”„«»‹›「」『』\"‘’'＂＇〝〞〟‚"
_EDGES = f" \t\r\n\u3000\u00a0\u2009\u202f{_MARKS}"
_INTRODUCES = tuple("：:，,、；;")  # at the end of a line, before a quotation on the next
_CLOSES = tuple('”」』»"’＂〞“')
_PAUSES = frozenset(PAUSES)
_FRESH = frozenset(f".!?:)]*…_—{_MARKS}")
_INITIALS = r"\b(?:Mrs?|Ms|Messrs|Dr|St|Prof|Capt|Col|Gen|Rev|Mme|Mlle|Sr|Jr|[A-Z])\s?\."

# The clause of saying after a quotation: a verb and its subject, in either order.
_EN_TELL = (
    f"{EN_SAY}|declare|exclaim|remark|observe|murmur|mutter|cry|shout|whisper|call|tell|inquire|demand|suggest|insist"
    "|announce|repeat|continue|add|return"
)
_EN_AFTER = re.compile(
    rf"[\s,;:—–\-(]{{0,4}}(?:(?:{_EN_TELL})\b|(?!(?:and|but|or|which|that|in|of|upon|on|to|at|for|by|with|as|it)\b)"
    rf"(?:[\w.'’\-]+,?\s){{1,5}}?(?:{_EN_TELL})\b)"
)
_EN_BEFORE = re.compile(rf"\b(?:{_EN_TELL})\b[^.!?“”\"]{{0,50}}$")
_EN_SAID = re.compile(rf"\b(?:{_EN_TELL})\s*$")
_EN_THOUGHT_AFTER = re.compile(
    rf"[\s,;:—–\-(]{{0,4}}(?:(?:I|he|she|we|they|[A-Z][\w.]{{1,20}})\s)?(?:{EN_THINK})\b(?!\s(?:his|her|my|their|it)\b)"
)
_EN_THOUGHT_BEFORE = re.compile(rf"\b(?:{EN_THINK})\b[^.!?“”\"]{{0,20}}$")
# A quotation that closed and a narrator who has not ended his sentence: the speech goes on.
_NARRATED = rf"(?:[^.!?…{_MARKS}]|(?<=\w)['’](?=\w)|{_INITIALS})*"
_EN_CONTINUES = re.compile(
    rf"[,.!?…;—–-]\s?[{_MARKS}]{_NARRATED}[,;:—–-]$|.\s?[{_MARKS}]\s?[—–-]{_NARRATED}[—–-]$", re.DOTALL
)
EN_LABEL = (
    "called|named|titled|entitled|termed|sign|read|reads|written|inscribed|legend"
    "|label|labeled|labelled|motto|inscription|so-called|known as|styled|dubbed|nicknamed"
)
EN_TERM = "word|words|phrase|adjective|name|expression|term|verb|noun"
EN_TITLE = (
    "book|novel|poem|play|song|story|tale|essay|article|chapter|pamphlet|hymn|ballad|opera|picture|painting"
    "|film|movie|ship|brig|schooner|steamer|inn|titled|entitled"
)
_EN_LABEL = re.compile(rf"\b(?:{EN_LABEL})(?:[^\w.!?]{{1,3}}\w{{1,8}}){{0,2}}[^\w.!?]{{0,3}}$")
_EN_TERM = re.compile(rf"\b(?:{EN_TERM})(?:[^\w.!?]{{1,3}}\w{{1,8}}){{0,2}}$")
_EN_TITLE = re.compile(rf"\b(?:{EN_TITLE})s?(?:\W{{1,3}}\w{{1,8}}){{0,2}}\W{{0,3}}$")
_EN_WORD = re.compile("[a-z]+")
# Before whatever these three find stands one of these words.
_EN_NAMES = frozenset(_EN_WORD.findall(f"{EN_LABEL}|{EN_TERM}|{EN_TITLE}|{EN_TITLE.replace('|', 's|')}s"))
# Before a quotation, words that want a noun: what follows is a term.
_DETERMINERS = tuple(
    "the a an this these those his her my your our their its no some any every each of such very "
    "so-called".split()
)
_EN_DETERMINED = re.compile(rf"\b(?:{'|'.join(_DETERMINERS)})$")
_ENDS_CLAUSE = ("", "\n", *",;.:)")
_ENDS_WITHIN = re.compile(r"[.!?。！？]\s")
_ZH_AFTER = re.compile(rf"[，,]?[^，,。！？!?：:；“「『\n]{{0,14}}?(?:{ZH_SAY})")
_ZH_SAY = re.compile(ZH_SAY)
_ZH_THINK = re.compile(ZH_THINK)
_ZH_THOUGHT = re.compile(
    r"(?:(?<![想了])想|琢磨|纳闷)[着道]?[，,：:]?$"
    r"|(?:心[里中底头下]|肚里|肚子里|脑子里)[^，,。]{0,2}(?:[想说道骂喊叫叹笑问]|嘀咕|盘算|琢磨|念叨)[^，,。]{0,2}[，,：:]?$"
)
_ZH_LABEL = re.compile(rf"(?:{ZH_LABEL})[^。！？]{{0,6}}$")
_ZH_TERM = re.compile(
    rf"(?:{ZH_TERM})[^。！？，]{{0,4}}$|(?:管|把|将|这|那|就|也|都|便|才)[^，,。]{{0,4}}叫$"
)
_ZH_NAMES = re.compile("[写题书刻印叫号名谓称当视看传]")  # every label and every term has one
# A verb of saying and what it says: 说了一句“不去”, 叫了声“爷爷”.
_ZH_UTTERS = re.compile(
    r"(?:说|叫|喊|问|答|应|骂|嚷|道|吐|回|唤)[了出过着]{0,2}(?:[一两几]?[声句个](?:话|字)?)$"
)
_ZH_ENDED = re.compile(r".*[。！？!?\n”」』»\"’＂〞]", re.DOTALL)
_ZH_HINTS = re.compile("[想忖思念诽独盘琢纳心暗]")  # every thought has one
_ZH_FOLLOWS = re.compile(r"[^。！？!?：:；\n“「『«\"‘＂〝]*")
_ZH_NAMED = re.compile(
    r"[ ]?(?:这|那)[^，。]{0,4}[个句几两三四五六七八十]|(?:之类|等|一[词语说])|[二两三四五六七八]字|几?个字"
)


def kind(text: str, start: int, end: int) -> str:
    """Return what the quotation from ``start`` to ``end`` (marks included) is.

    "speech" is spoken by somebody, "thought" said in somebody's head, "title" the name of a
    book, a sign or a person, "term" anything else: a word that is spoken of, irony, emphasis.
    """
    inner = text[start + 1 : end].strip(_EDGES)
    if not inner:
        return "term"
    ended = inner[-1] in _PAUSES
    if ended and _alone(text, start, end):
        return "speech"
    near = text[max(0, start - REACH) : start].rpartition("\n\n")[2]
    before = near.rstrip(" \t\r\n\u3000\u00a0\u202f")
    after = text[end : end + REACH].partition("\n\n")[0]
    if CJK.search(inner[:20]) or CJK.search(before[-4:]):
        if _TRADITIONAL.search(before) or _TRADITIONAL.search(after):
            before, after = before.translate(_SIMPLE), after.translate(_SIMPLE)
        if "\n" in near[len(before) :] and not before.endswith(_INTRODUCES):
            before = ""
        return _zh(inner, ended, before, after)
    return _en(inner, ended, before, after, text[max(0, start - FAR) : start])


def is_speech(text: str, start: int, end: int) -> bool:
    """Whether the quotation from ``start`` to ``end`` (marks included) is spoken by somebody."""
    return kind(text, start, end) == "speech"


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a quotation is all of its paragraph, and no line before introduces it."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    begins = before in ("", "\n", "\n\n") or (before[-1] == "\n" and before[0] in SENTENCE_END)
    return begins and (after in ("", "\n", "\n\n") or (after[0] == "\n" and not after[1].islower()))


def _zh(inner: str, ended: bool, before: str, after: str) -> str:
    """Chinese: a colon or a line of its own introduces speech; a term stands in a sentence."""
    clause = before[ended_at.end() :] if (ended_at := _ZH_ENDED.match(before)) else before
    follows = _ZH_FOLLOWS.match(after)[0]  # type: ignore[index]  # it matches anywhere
    near = clause.rstrip("，,：:")[-16:].rpartition("，")[2] if clause else follows[:12]
    if _ZH_HINTS.search(near) and (_ZH_THINK.search(near) or (clause and _ZH_THOUGHT.search(clause))):
        return "thought"
    names = _ZH_NAMES.search(clause)
    if names and _ZH_LABEL.search(clause):
        return "title"
    if (names and _ZH_TERM.search(clause)) or (not ended and _ZH_NAMED.match(follows)):
        return "term"
    if clause.endswith(("：", ":")):
        return "speech"
    goes_on = before[: -len(clause) or None].endswith(_CLOSES)
    return "speech" if _zh_spoken(inner, ended, clause, follows, goes_on) else "term"


def _zh_spoken(inner: str, ended: bool, clause: str, follows: str, goes_on: bool) -> bool:
    """Whether a Chinese quotation that nothing introduces as a thought or a name is speech.

    ``goes_on`` says that another closed before the clause: “知道了，”她应了一声，“这就来。”
    """
    if not clause:
        return ended or not follows or bool(_ZH_AFTER.match(follows))
    said = bool(_ZH_SAY.search(clause[-4:]))
    if clause[-1] in "，,、；;…—":
        return (ended and (said or goes_on or len(inner) > 6)) or (said and not follows)
    if said:
        return (
            ended
            or (clause[-1] in "说道问喊叫" and (len(inner) > 1 or not follows))
            or bool(_ZH_UTTERS.search(clause))
        )
    return bool(_ZH_UTTERS.search(clause)) or (ended and bool(_ZH_AFTER.match(follows[:12])))


def _en(inner: str, ended: bool, before: str, after: str, far: str) -> str:
    """English and its like: a pause inside the marks and a sentence's beginning make speech."""
    last = before[-1:]
    if ("th" in after or "flect" in after or "mused" in after) and _EN_THOUGHT_AFTER.match(after):
        return "thought"
    fresh = not last or last in _FRESH
    if last in (",", ":") and _EN_THOUGHT_BEFORE.search(before):
        return "thought"
    if last.isalnum() or (last and last in ",:"):
        if before.endswith(_DETERMINERS) and _EN_DETERMINED.search(before):
            return "term"
        if not _EN_NAMES.isdisjoint(_EN_WORD.findall(before)) and (named := _en_names(before, ended)):
            return named
    return "speech" if _en_spoken(inner, ended, fresh, before, after, far) else "term"


def _en_names(before: str, ended: bool) -> str:
    """Return what narration before a quotation says that it is, term or title, "" if neither."""
    if _EN_TERM.search(before):
        return "term"
    if _EN_LABEL.search(before):
        return "title"
    return "title" if _EN_TITLE.search(before) and not (ended and before[-1] in ",:") else ""


def _en_spoken(inner: str, ended: bool, fresh: bool, before: str, after: str, far: str) -> bool:
    """Whether an English quotation that nothing introduces as a thought or a name is speech."""
    last = before[-1:]
    ended = ended or (after.lstrip(" ")[:1] in (",", "—", "–", "-") if fresh else after.startswith(","))
    if fresh and after.lstrip(" ")[:1] == ";" and inner.count(" ") >= MIN_CLAUSE:
        return True
    if fresh and (ended or (after.lstrip(" ")[:1] in _ENDS_CLAUSE and _ENDS_WITHIN.search(inner))):
        return True
    if ended and last in tuple(",;:—–-") and _continues(far):
        return True
    if inner[-1] != "." and _EN_AFTER.match(after):
        return ended or fresh or last in ",;"
    if last in (",", ":") and _EN_BEFORE.search(before):
        return ended or inner[0].isupper() or inner.count(" ") >= MIN_CLAUSE
    if inner[0].isupper() and last.isalnum() and _EN_SAID.search(before):
        return True
    return (
        ended
        and inner[0].isupper()
        and (last in (",", ";", "-") or _EN_BEFORE.search(before[-20:]) is not None)
    )


def _continues(far: str) -> bool:
    """Whether a quotation closed in this paragraph and no sentence ended since."""
    here = far.rpartition("\n\n")[2].rstrip()
    close = max(here.rfind(mark) for mark in _MARKS)
    return (
        close > 0 and _EN_CONTINUES.match(here, close - (2 if here[close - 1].isspace() else 1)) is not None
    )
