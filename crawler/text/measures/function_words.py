"""Function words of sixteen languages: what every text of a language holds and a list of goods does not.

In spaced scripts whole words in lower case are counted, in the others characters or syllables
wherever they stand.  The tables hold what is frequent in any text, old or new, and no content.
"""

from __future__ import annotations

WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": """the of and to a in that is was he for it with as his on be at by i this had not are
            but from or have an they which one you were her all she there would their we him been
            has when who will more no if out so what up its about into than them can only other my
            your me our do did could said just then""",
        "fr": """le la les de des du un une et à en que qui il elle ne pas est dans ce se pour au sur
            plus avec son sa par je nous vous on mais était ont comme ou si leur y être cette fait
            tout d'un n'est c'est""",
        "de": """der die das und in zu den von mit ist des ein eine nicht sich auf dem im für als auch
            es an er sie wir ich so dass aus werden hat sind war bei nach noch wie um nur oder
            aber einen einem einer man""",
        "es": """el la los las de y a en que un una es se no por con su para al lo como más pero sus le
            ha me si ya o este fue son sin sobre todo también entre cuando muy era hay del yo""",
        "pt": """o a os as de e que do da em um uma é não para com por no na se os dos mais como mas ao
            das foi ele ela seu sua ou quando muito já eu também só pelo pela até isso nos era""",
        "it": """il lo la i gli le di a da in con su per e che un una è non si del della dei nel alla
            al come più ma sono anche ha se o questo quella era mi ho ci lui lei dal delle""",
        "nl": """de het een en van in is dat op te zijn met voor niet die aan er om ook als bij maar
            hij door ze ik was je we of naar nog uit dan over wat zo had heeft werd wordt deze dit""",
        "ru": """и в не на я что он с как это а по но к у она так же за от его все они о из для был бы
            то если мы было только ее ты мне еще или ему до уже когда ли вы их""",
        "tr": """bir ve bu da de için ile çok ne o gibi daha ama ben var sonra kadar en değil mi olarak
            her olan ki şey diye ya biz sen bana onu göre ise""",
        "vi": """và của là có trong cho không được một các những với người để này khi đã từ cũng như ở
            ra về đến tôi nhưng vào thì đó lại nhiều nếu sẽ rất anh""",
        "ar": """في من على إلى أن التي الذي هذا هذه عن مع كان لا ما كل بين لم هو هي أو ثم قد بعد كما
            ذلك وهو أنه إن كانت""",
        "id": """yang dan di dengan untuk dari ini itu pada tidak dalam adalah ke akan saya juga oleh
            sebagai karena kita bisa ada mereka dia lebih telah atau seperti sudah tersebut aku""",
    }.items()
}
# Simplified and traditional, modern and classical: 之 and 其 are to old texts what 的 and 他 are to new.
PARTICLES: dict[str, frozenset[str]] = {
    "zh": frozenset(
        "的了是在不有和就人也都这這那个個他她它我你们們到说說着著地得来來去上下把被为為与與而之其以于於对對么麼还還要"
    ),
    "yue": frozenset("的係唔嘅喺咗佢哋啲嚟冇咁個我你有都就呢嗰同到話要好人是在不了和也這那他她會上下來去為"),
    "ja": frozenset("はがをにのでともへやしたてるれなかっいうらり"),
    "ko": frozenset("이가은는을를에의로고다도지한하서게나사기"),
    "th": frozenset("ที่ และ ใน ไม่ ได้ เป็น การ มี ของ ให้ ว่า จะ มา ไป กับ ก็ คน นี้ จาก แล้ว หรือ อยู่".split()),
}
