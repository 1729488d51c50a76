"""Whether a quotation is speech: the verbs of saying and thinking, and where they stand.

A quotation is speech if it stands as a sentence of its own or a verb of saying introduces or
follows it.  Titles, terms and scare quotes stand inside somebody else's sentence; thoughts are
introduced by their own verbs.
"""

from __future__ import annotations

import re

from crawler.text.marks import PAUSES

REACH = 60  # characters looked at on either side of a quotation
CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")

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
    "心想|心里想|心中想|心道|心说|心里说|心里道|心中说|心中道|心里话|暗想|暗道|暗忖|暗自|想道|想着|心里盘算|自忖|寻思|思忖|思量|默念|腹诽|内心独白"
    "|在心里|在心中|(?<!想了)想[：:]"
)
ZH_LABEL = (
    "写着|写道|题着|题为|题曰|上书|刻着|印着|叫做|叫作|名叫|称为|称作|所谓|绰号|外号|号称|名为|俗称|人称"
)
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

# The clause of saying after a quotation: a verb and its subject, in either order.
_EN_AFTER = re.compile(
    rf"[\s,;:—–\-(]{{0,4}}(?:(?:{EN_SAY})\b|(?!(?:and|but|or|which|that|in|of|upon|on|to|at|for|by|with|as)\b)"
    rf"(?:[\w.'’\-]+,?\s){{1,5}}?(?:{EN_SAY})\b)"
)
_EN_BEFORE = re.compile(rf"\b(?:{EN_SAY})\b[^.!?“”\"]{{0,50}}$")
_EN_THOUGHT_AFTER = re.compile(
    rf"[\s,;:—–\-(]{{0,4}}(?:(?:I|he|she|we|they|[A-Z][\w.]{{1,20}})\s)?(?:{EN_THINK})\b(?!\s(?:his|her|my|their|it)\b)"
)
# A quotation that closed within reach and a pause after it: the speech goes on.
_EN_CONTINUES = re.compile(r"[,.!?—\-][ \t]?[”\"’'»][^.!?]*[,;:—\-]$")
_EN_THOUGHT_BEFORE = re.compile(rf"\b(?:{EN_THINK})\b[^.!?“”\"]{{0,20}}$")
EN_LABEL = (
    "called|named|titled|entitled|termed|word|words|phrase|adjective|name|sign|reads?|written|inscribed|legend"
    "|label|labell?ed|motto|inscription|so-called|known as|styled|dubbed|nicknamed|expression"
)
_EN_LABEL = re.compile(rf"\b(?:{EN_LABEL})[^\w.!?]{{1,3}}(?:\w{{1,8}}[^\w.!?]){{0,2}}$")
_ZH_AFTER = re.compile(rf"[^。！？!?：:；“「『\n]{{0,14}}?(?:{ZH_SAY})")
_ZH_SAY = re.compile(ZH_SAY)
_ZH_THINK = re.compile(ZH_THINK)
_ZH_LABEL = re.compile(rf"(?:{ZH_LABEL})[^。！？]{{0,6}}$")
_OPEN_OR_CLOSE = " \t\r\n\u3000“”„«»「」『』\"‘’'"


def is_speech(text: str, start: int, end: int) -> bool:
    """Whether the quotation from ``start`` to ``end`` (marks included) is spoken by somebody."""
    inner = text[start + 1 : end].strip(_OPEN_OR_CLOSE)
    if not inner:
        return False
    before = text[max(0, start - REACH) : start]
    after = text[end : end + REACH]
    before = before.rpartition("\n\n")[2].rstrip(" \t\r\n\u3000")
    after = after.partition("\n\n")[0]
    rule = _zh if CJK.search(inner) or CJK.search(before[-4:]) else _en
    return rule(inner, before, after)


def _zh(inner: str, before: str, after: str) -> bool:
    """Chinese: a colon or a line of its own introduces speech; a term stands in a sentence."""
    clause = re.split('[。！？!?\n”」』"]', before)[-1]
    follows = re.split('[。！？!?：:；\n“「『"]', after)[0]
    if _ZH_THINK.search(clause[-16:]) or (_ZH_THINK.search(follows[:12]) and not clause):
        return False
    if _ZH_LABEL.search(clause):
        return False
    if clause.endswith(("：", ":")):
        return True
    ended = inner[-1] in PAUSES
    if not clause:
        return ended or not follows or bool(_ZH_AFTER.match(follows))
    said = bool(_ZH_SAY.search(clause[-4:]))
    if clause[-1] in "，,、；;…—":
        return (ended and (said or len(inner) > 6)) or (said and not follows)
    if said:
        return ended or (clause[-1] in "说道问喊叫說問" and (len(inner) > 1 or not follows))
    return ended and bool(_ZH_AFTER.match(follows[:12]))


def _en(inner: str, before: str, after: str) -> bool:
    """English and its like: a pause inside the marks and a sentence's beginning make speech."""
    if _EN_THOUGHT_AFTER.match(after) or _EN_THOUGHT_BEFORE.search(before):
        return False
    if _EN_LABEL.search(before):
        return False
    ended = inner[-1] in PAUSES or after.startswith(",")
    last = before[-1:]
    fresh = not last or last in ".!?:”\"’'—)]*…_"
    if ended and _EN_CONTINUES.search(before):
        return True
    if _EN_AFTER.match(after) or (last in ",:" and _EN_BEFORE.search(before)):
        return ended or fresh or last in ",:;"
    if fresh and ended:
        return True
    return ended and inner[0].isupper() and bool(last in ",;-" or _EN_BEFORE.search(before[-20:]))
