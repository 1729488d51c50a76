"""What English novel sites and their authors put between the lines of a chapter, by reason.

A list that grows by a line with every site seen.  Patterns are searched in the folded line (see
crawler.text.noise.notices) and have bounded gaps, so no line takes long.  A dot in a pattern is one
within an address.  When in doubt a line is text: a pattern names what only a site or its author says.
"""

from __future__ import annotations

from crawler.text.noise.addresses import DOMAIN

_START = r"(?:^|[.!?)\]|] ?)\W{0,4}(?:please |kindly )?"
_OF_STORIES = r"(?:chapters?|novels?|updates?|stories|web ?novels?|light ?novels?|translations?)"
_FRESH = r"(?:latest|newest|new|next|more|advanced?|extra|bonus|full|up-to-date|updated|rest of the|missing)"
_NAMED = (
    r"\b(?:free|light|panda|full|all|top|best|read|my|web|box|new|mtl|vip|novel){1,3}"
    r"(?:novels?|wuxia)(?:full|pub|bin|hub|world|cave|next|fire|usb|cool)?\b"
    r"|\bnovel(?:bin|hall|full|fire|usb|next|cool|buddy|pub|cave|mania|topia|lib|online)\b"
)
_LINK = (
    r"(?:(?:previous|prev|next|first|last)(?: chapters?| page)?|table of contents|contents|index|toc|settings"
    r"|chapter list|home"
    r"|bookmark|add to library|report(?: chapter| error)?|back to top|share)"
)

ENGLISH: dict[str, tuple[str, ...]] = {
    "unfinished": (
        r"^\W*(?:(?:this|the) )?chapter (?:is |has )?(?:not (?:yet )?(?:finished|over|done|ended"
        r"|complete)|continue[sd]?|unfinished)\b.{0,30}\bnext page",
        r"^\W*(?:to )?continue (?:reading)?.{0,30}\bnext page\W*$|\bnext page (?:for|to) (?:read "
        r"|see )?(?:more|the rest|continue)",
        r"^\W*(?:this chapter )?(?:is |to be )?continue[sd]? (?:on|to) (?:the )?next page\W*$",
        r"^\W*(?:please )?(?:click|go to|turn to|tap|see)(?: on)? (?:the )?next (?:page|button)\b"
        r".{0,60}(?:read|continue|more)",
    ),
    "notice": (
        r"\bsupport the (?:translators?|authors?|writers?|creators?|team)\b.{0,30}\b(?:reading|site"
        r"|website|original|official)\b",
        r"^\W*ed/n ?:|^\W*author ?: ?\w[\w.'-]{0,20}(?: [\w.'-]{1,20}){0,2}\W*$"
        r"|\bstay tuned for (?:the )?(?:next|more|new)\b.{0,20}\bchapters?\b",
        r"^\W*[atpe]/n\b ?[:-].{0,200}\b(?:chapter|updates?|reviews?|sorry for|thank you for"
        r"|thanks for|this story"
        r"|enjoy the|original|translat|hiatus|readers?|next week|hey guys)",
        r"\b(?:errors?|mistakes?|typos?|broken links?|(?:missing|wrong"
        r"|duplicated?) chapters?)\b.{0,40}\b(?:report|let us know|tell us|contact us"
        r"|inform us)\b.{0,60}\b(?:fix|correct|chapter|comment|admin|soon|us)\b",
        r"^\W*(?:translated|edited|proofread|proofed|tl'?d"
        r"|brought to you) by:? [^.,]{2,40}(?:, ?(?:translated|edited"
        r"|proofread) by:? [^.,]{2,40})?\W*$",
        r"^\W*(?:tl|tl/n|t/l|tlc) ?: ?\S.{0,200}$",
        r"\ball rights reserved\b\W*$|^\W*copyright ?(?:©|\(c\))? ?(?:\d{4}|by )",
        r"\broyal ?road\b.{0,60}\b(?:read it|support|help|there)\b|\b(?:read (?:it|this|the .{1,20})"
        r"|belongs|is from|was (?:first |originally )?(?:posted|published)) (?:on|to|from"
        r"|at) royal ?road\b",
        r"\b(?:without (?:the )?(?:author'?s? |proper )?(?:consent|permission|approval"
        r"|authori[sz]ation)|stolen|illegally|unlawfully)\b.{0,80}\breport (?:it|any|the|this|all)\b",
        r"\bshould not be on (?:amazon|this site)\b|\bsupport .{0,30}\bby reading (?:it|them|this"
        r"|their .{1,20}) on\b|\bon a pirate site\b",
        r"^\W*(?:translator|author|editor|tl|proofreader)'?s?'? (?:notes?|comments?|thoughts?) ?:"
        r"|^\W*end of (?:the )?chapter(?: \d{1,5})?\W*$",
        r"^\W*(?:thanks?|thank you)(?: you)?(?: all| everyone| guys)? for (?:reading|the support"
        r"|your support|the (?:power )?stones)\b.{0,60}$",
        r"\bif you (?:find|notice|spot|see|encounter) any (?:errors?|mistakes?|typos?|broken links?"
        r"|issues?|problems?)"
        r".{0,160}(?:let us know|let me know in the comment|report (?:(?:the |this )?chapter|it|them"
        r"|this)|contact us"
        r"|inform us)",
        r"\b(?:taken|used|stolen|reproduced|lifted|pilfered|misappropriated|appropriated|published"
        r"|posted|copied|obtained)"
        r"\b.{0,50}\bwithout (?:the )?(?:author'?s? |proper )?(?:consent|permission|authori[sz]ation"
        r"|approval)\b.{0,20}$",
        r"\b(?:royal ?road|scribble ?hub|wattpad|webnovel|ao3)\b.{0,80}"
        r"\b(?:amazon|stolen|theft|report|original|genuine|pirated|support|official|authori[sz]ed)\b",
        r"\b(?:stolen|pirated|unauthori[sz]ed|amazon)\b.{0,80}\b(?:royal ?road|report (?:it|any|this"
        r"|the violation))",
        r"\b(?:tale|story|narrative|novel|content|book)\b.{0,40}\b(?:misappropriated|purloined|pilfered"
        r"|pirated|stolen|lifted"
        r"|taken|unlawfully|illicitly)\b.{0,80}\b(?:amazon|author's (?:consent|approval|permission))",
        r"\breport (?:any|it|this|the)\b.{0,60}\b(?:on amazon|violation|infringement)",
        r"\b(?:preferred|official|original|genuine) (?:platform|site|source|website|release|version)\b"
        r".{0,40}\bsupport\b|\bsupport (?:the |creative )?(?:authors?|writers?|creators?)\b"
        r".{0,60}\boriginal site\b",
        r"\bstolen (?:story|content|novel|tale)\b.{0,10}\breport\b",
        r"^\W*(?:love|enjoy(?:ing)?) this (?:novel|story|book|tale)\?.{0,20}\bread\b",
        r"\bunauthori[sz]ed (?:use|reproduction|duplication|copy|usage|tale)\b.{0,80}\b(?:amazon|site"
        r"|report|story|content)",
        r"^\W*(?:this|the) (?:chapter|novel|content|translation|release)s? (?:is|was|has been|are) "
        r"(?:updated?|uploaded|translated|provided|brought|hosted|released|sponsored|first (?:posted"
        r"|published))\b"
        r".{0,20}\b(?:by|from|on|at|to you)\b",
        r"^\W*(?:translators?|editors?|proofreaders?|translated by|edited by|tlc?) ?: ?\S.{0,80}$",
        r"^\W*(?:to be continued|end of (?:the )?chapter(?: \d{1,5})?|chapter end"
        r"|the source of this (?:content|chapter)\b.{0,80})\W*$",
        r"^\W*(?:author|translator|editor)'?s?'? notes? ?:?\W*$",
    ),
    "advert": (
        r"\b(?:updated?|released?|posted|uploaded?|published) first (?:on|at|in|by) (?:this|our"
        r"|the) (?:web)?(?:site|page|app)\b",
        r"\bcome back and (?:continue|keep) (?:to )?read(?:ing)?\b.{0,12}\b(?:tomorrow|later|soon"
        r"|everyone|next)\b|(?:^|\bby )\W{0,4}remov(?:e|ing) (?:the |all )?ads\b",
        r"\bread more chapters?\b.{0,60}\b(?:visit|come|site|us|faster)\b|\breceive (?:the "
        r"|new )?chapters? (?:faster|earlier|first)\b",
        r"\bhelp us (?:to )?(?:update|translate|release|upload)\b.{0,30}\b(?:chapters?|novels?"
        r"|quickly|faster)\b|\bread more novels?\b.{0,20}\bto help\b",
        rf"{_START}for more(?: chapters?| novels?| stories)?,? (?:please )?(?:visit|check out|go to"
        rf"|see) (?:{DOMAIN}|{_NAMED})",
        rf"{_START}(?:visit|go to|head (?:over )?to|check out)\b.{{1,40}}\b(?:for|to read|to find|and read)\b"
        rf" (?:the |all )?{_FRESH}\b.{{0,20}}\b{_OF_STORIES}\b",
        _START
        + rf"(?:download|install|get|use|try) (?:the|our) (?:free )?app\b.{{0,40}}\b(?:read|{_OF_STORIES})\b",
        r"\b(?:join|chat with (?:me|us) on|come to|find (?:me|us) on) (?:(?:the|our"
        r"|my) )?(?:.{0,16} )?(?:discord|telegram|patreon)\b",
        rf"{_START}follow (?:me|us) on (?:facebook|twitter|instagram|tiktok|x|telegram|discord)\b"
        r"|\bbuy ?me ?a ?(?:coffee|ko-?fi)\b",
        rf"\b{_FRESH} {_OF_STORIES} (?:are|is|can be) .{{0,30}}\b(?:on|at|from|in) (?:our|this"
        rf"|the) (?:web)?(?:site|app|page)\b",
        r"\b(?:becom(?:e|ing) a patron|(?:read|chapters) (?:\d{1,3} |ten |five "
        r"|many )?(?:chapters )?ahead)\b.{0,60}\b(?:patron|patreon|ko-?fi|membership)",
        _START + r"(?:visit|go to|head (?:over )?to|check out|come to|search)\b.{0,60}" + DOMAIN,
        _START + r"(?:visit|go to|head (?:over )?to|check out)\b.{0,40}\b(?:site|website|patreon|discord)\b"
        r".{0,60}\b(?:" + _OF_STORIES + r"|reading|read)\b",
        _START + r"(?:continue |start |keep )?(?:read(?:ing)?|find|follow|get|enjoy|discover)\b.{0,40}\b"
        rf"{_OF_STORIES}\b.{{0,20}}\b(?:at|on|from|only) .{{0,24}}(?:{DOMAIN}|\b(?:website|site|app"
        rf"|patreon)\b)",
        _START + rf"read (?:the )?{_FRESH} {_OF_STORIES} (?:at|on|in|only|from|for|here)\b",
        rf"\b{_FRESH} {_OF_STORIES}\b.{{0,60}}(?:{DOMAIN}|\b(?:our|my) (?:website|site|patreon|discord"
        rf"|blog|app)\b|\bpatreon\b)",
        r"\b(?:support|donat(?:e|ions?)|tip)\b.{0,60}\b(?:patreon|ko-?fi|pay ?pal|buy ?me ?a ?coffee"
        r"|subscribestar)\b",
        r"\b(?:read (?:ahead|more|on)|join|check out|subscribe|become|pledge|link to)\b.{0,40}\bpatreon\b",
        r"\b(?:patreon|ko-fi|subscribestar)\.com|\bdiscord\.gg/",
        r"\b(?:chapters? ahead|advanced? chapters?|early access)\b.{0,60}\bpatreon\b|\bmy patreon\b",
        _START
        + r"(?:join|follow)\b.{0,20}\b(?:our|my|us on) ?(?:discord|facebook|telegram|twitter|instagram)\b",
        r"^\W*(?:sponsored(?: content| post| links?)?|advertisements?|ads?(?: by google)?"
        r"|promoted(?: content)?)\W*$",
        r"^\W*(?:advertisement ?- ?continue reading below|remove ads\b.{0,40})\W*$",
    ),
    "site": (
        rf"{_START}(?:follow|read|find|get|enjoy|discover) (?:the |this |your )?(?:current|original"
        rf"|latest|newest|full|rest|more|all|favou?rite)?\b.{{0,24}}\b(?:on|at|from|in) (?:{DOMAIN}"
        rf"|{_NAMED})(?:\W|$)",
        r"\b(?:content|chapter|story|text|translation|novel)s? (?:(?:is|was|are|has been) )?(?:taken"
        rf"|sourced|copied|upload(?:ed)?|posted|published|from)\b.{{0,16}}(?:{DOMAIN}|{_NAMED})",
        r"\bfree\W?w\W?e\W?b\W?novel|\bfree web ?novel\.?com|\blight ?novel ?(?:world|pub|cave)\b",
        rf"\b(?:{_OF_STORIES}|content|story)\b.{{0,40}}\b(?:published|posted|updated|uploaded|found"
        rf"|seen|hosted|released)\b (?:first |only )?(?:on|at|by|from) (?:{DOMAIN}|{_NAMED})",
        rf"^\W*(?:source|read (?:it |this )?(?:at|on)|website|site|link) ?:? {{0,2}}(?:{DOMAIN}|{_NAMED})",
        r"^\W*(?:please )?(?:bookmark|remember|save|note) (?:our|the) (?:new )?(?:site|website"
        r"|web ?site|domain|address|url)\b",
        r"^\W*(?:please )?(?:bookmark|remember|save) (?:this|our) (?:site|website|page|web ?site|domain)\b",
        rf"^\W*{DOMAIN}[a-z0-9./?=&%_-]{{0,100}}\W*$",
        r"^\W*(?:updated?|sourced?|published|posted|translated|original|official|all|latest)"
        rf"(?: latest)?(?: {_OF_STORIES}| content| text)?(?: are| is)? ?(?:from|by|at|on|:) {{0,2}}{DOMAIN}",
    ),
    "votes": (
        r"^\W*vote (?:for|on) (?:this|my|the|our) (?:story|novel|book|chapter|work)\b|\bgift link\b"
        r"|\b(?:creation|writing) is hard\b.{0,20}\bcheer",
        r"\bcheer me (?:up|on)!? ?vote\b|^\W*like it ?\? add to|^\W*(?:please )?add (?:it |this "
        r"|the (?:book|novel|story) )?to (?:your |the )?(?:library|collections?|reading list)\b",
        r"\bideas? about my (?:story|novel|book)\b|\byour (?:gifts?|votes?|support|reviews?"
        r"|comments?|stones?) (?:is|are) (?:the|my|a|our) (?:biggest |best |greatest "
        r"|main )?(?:motivation|encouragement|inspiration|fuel)\b",
        r"\bmotivation (?:for|to) (?:my|our|me to|continue|keep|write|writing)\b.{0,30}\b(?:creation"
        r"|writing|write|motivation|chapters?)\b",
        r"^\W*(?:please |kindly )?rate (?:this|the) (?:novel|story|book|chapter)\b"
        r"|^\W*remember to (?:vote|rate|review|comment|like)\b",
        r"\b(?:please|kindly|pls)\b (?:do )?(?:vote (?:for|if|and|on)|rate and review|vote\b"
        r"|leave (?:me |us )?(?:a |some |your )?(?:like|comment|review|kudos|vote|rating)s?)"
        r"|\b(?:send|give|drop|throw) (?:me |us |some |your |in ){0,3}(?:power ?stones?"
        r"|golden tickets?|votes)",
        r"\b(?:please|don'?t forget to|remember to|kindly|pls)\b.{0,30}\b(?:vote (?:for|if|and)"
        r"|rate (?:and|this|the)|"
        r"leave (?:a |your )?(?:review|comment|like|rating|vote)|drop (?:a |some )?(?:comment|review"
        r"|power ?stones?)|"
        r"like and (?:share|subscribe)|review (?:and|this|the (?:story|novel|book)))",
        r"\b(?:power ?stones?|golden tickets?)\b.{0,40}(?:\b(?:please|goal|bonus|vote|support)\b|=)",
    ),
    "menu": (
        r"^[\s<>«»‹›|-]{0,6}(?:prev|previous|next|comments?|prev chap(?:ter)?"
        r"|next chap(?:ter)?)[\s<>«»‹›|-]{0,6}$",
        r"^\W*(?:readx|chaptererror|app2|read_di|show_style|loadadv|next_page|hm)\W*[;)]\W*$",
        r"\b(?:left|right|arrow|keyboard)\b.{0,16}\b(?:arrow )?keys? to (?:move|go|navigate|jump"
        r"|switch|turn|browse|change)\b.{0,30}\b(?:chapters?|pages?)\b",
        r"\buse (?:the |your )?(?:left |arrow |right |keyboard ){1,3}keys?\b.{0,60}\b(?:chapters?"
        r"|navigate|browse)",
        r"\bkeyboard keys to browse\b|\btap the (?:middle of the )?screen\b.{0,60}\b(?:read|option|menu)",
        rf"^\W*{_LINK}(?:[\s|/<>«»·:,-]{{1,8}}{_LINK}){{1,6}}\W*$",
        r"^\W*(?:(?:previous|prev|next) chapter|table of contents|chapter list|add to library"
        r"|report chapter)\W*$",
    ),
}
