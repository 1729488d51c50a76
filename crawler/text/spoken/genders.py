"""The gender that a name or a description tells: by title, by given name, by the noun of a role.

Only what nearly always holds is here; who is told by none of it is told by the pronouns about him.
"""

from __future__ import annotations

import re

_FEMALE = re.compile(
    r"(?:Mrs|Miss|Ms|Lady|Madame?|Mme|Mlle|Aunt|Queen|Princess|Sister|Mother|Duchess|Countess)\b"
)
_MALE = re.compile(
    r"(?:Mr|Sir|Lord|Uncle|King|Prince|Captain|Colonel|Major|General|Lieutenant|Sergeant|Father|Brother|Dr|Doctor"
    r"|Master|Monsieur|M|Parson|Squire|Count|Baron|Duke|Inspector|Farmer|Reverend|Bishop|Herr|Don)\b"
)
FEMALE_ROLES = frozenset(
    "woman women girl lady ladies mother wife sister daughter aunt niece grandmother queen "
    "princess widow maid mistress nurse hostess landlady lass dame duchess countess governess "
    "housekeeper bride mamma mama mum granny matron nun actress waitress madam stepmother "
    "sister-in-law mother-in-law daughter-in-law spinster heroine witch maiden damsel "
    "schoolmistress nursemaid cook".split()
)
_WOMEN = FEMALE_ROLES | frozenset(
    "mary anne ann anna alice amy emma elizabeth jane kate katharine katherine catherine "
    "margaret martha maria lucy helen rose ruth sarah sara susan sophia charlotte caroline "
    "clara cora daisy dora dorothy edith eleanor eliza ellen emily esther ethel eva eve fanny "
    "florence grace harriet ida isabel isabella jenny jessie joan judith julia laura louisa "
    "louise lydia mabel marian marianne mildred nancy nelly nora olivia pauline penelope phoebe "
    "polly rachel rebecca rosa sally sylvia victoria virginia winifred agnes beatrice bertha "
    "bessie betty beth annie barbara bridget carol cecilia celia christine diana hannah irene".split()
)
MALE_ROLES = frozenset(
    "man men boy gentleman gentlemen father husband brother son uncle nephew grandfather king "
    "prince widower master lad captain colonel major lieutenant sergeant corporal soldier "
    "sailor parson priest vicar clergyman bishop butler footman coachman squire lord baronet "
    "duke count baron earl host landlord fellow papa dad chap policeman constable monk waiter "
    "huntsman fisherman blacksmith farmer boatswain sir brother-in-law father-in-law son-in-law "
    "stepfather hero wizard policeman postman doctor surgeon inspector admiral porter clerk "
    "officer private guide painter artist poet lawyer judge professor driver messenger merchant "
    "king peasant beggar stranger visitor guest prisoner convict manager editor senator "
    "governor guard gardener shepherd miller baker tailor carpenter mate pilot innkeeper "
    "auctioneer schoolmaster youth knight".split()
)
_MEN = MALE_ROLES | frozenset(
    "john james william george henry charles thomas tom robert edward richard arthur frederick "
    "fred frank joseph joe jack jim dick harry bill will ben samuel sam david daniel peter paul "
    "philip michael mark matthew luke stephen simon andrew alexander alfred albert anthony "
    "antony walter ralph hugh oliver oscar patrick edgar edmund edwin ernest francis geoffrey "
    "gilbert godfrey harold herbert horace howard jacob jeremiah jonathan julian lawrence "
    "leonard lewis martin maurice nathaniel nicholas percy raymond reginald roger rupert sidney "
    "silas theodore timothy tommy victor vincent wilfred bob billy charlie eddie johnny".split()
)
_ZH_FEMALE = frozenset(
    "英兰芳秀花梅丽娟霞玲燕凤珍琴娥香婷莲红叶芬妮娜莉翠芝菊桂月春雪素慧琳洁静淑娇黛钗嫂妈婶姐妹奶娘婆姑姨妃妞女"
    "蘭麗鳳蓮紅葉潔靜嬌釵嬸媽母妻媳"
)
_ZH_MALE = frozenset("叔爸爷哥弟伯舅军强福山海武虎龙刚国民田高厚平安堂生文明爺軍強龍剛國父爹公兄夫汉漢")
_NOT_LETTERS = re.compile(r"[^\w-]+")


def gender(name: str) -> str:
    """Return F, M or "" (not told) by the titles, the words or the characters of a name."""
    if _FEMALE.match(name):
        return "F"
    if _MALE.match(name):
        return "M"
    if name.isascii():
        words = _NOT_LETTERS.split(name.lower())
        word = words[-1] if name[:1].islower() else words[0]
        return "F" if word in _WOMEN else "M" if word in _MEN else ""
    given = name[-2:]
    balance = sum((char in _ZH_FEMALE) - (char in _ZH_MALE) for char in given + given[-1:])
    return "F" if balance > 0 else "M" if balance < 0 else ""
