"""Quotations in posts: whom they name and what they hold, apart from the words of who quotes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.engines.prose import prose

# The line above a quotation; the name in group 1 or 2.
SAID = re.compile(
    r"(?:On [^\n]{4,60}?, )?(?:Originally [Pp]osted by |Quote from:? |Quoting |引用:?：? ?)?"
    r"[@\"“]?([^\n]{1,60}?)[\"”]?(?: via [^\n]{1,30})?(?:,? on [^\n]{4,50})?,? ?"
    r"(?:wrote|said|says|schrieb|a écrit|escribió|写道|说|发表于[^\n]{0,40}|发表|posted|in post #\d{1,6})"
    r"(?: in [^\n]{1,120})?(?: on [^\n]{4,50})?\s?(?:[:：↑]|$)"
)
BY = re.compile(
    r"(?:Originally [Pp]osted by|Quote from|Posted by|Quote:|原帖由|引用)[:：]?\s?([^\n]{1,60}?)"
    r"(?:\s(?:on|at|于|发表)[^\n]{0,60})?[:：]?"
)
NAMES = ("data-author", "data-username", "data-quote", "data-user", "data-ipsquote-username", "cite")
MORE = re.compile(r"\n+(?:Click to expand\.\.\.|Click to expand|Expand|展开|查看更多)\s*$")
MAX_HEAD = 160


def quotation(node: LexborNode) -> tuple[str, str]:
    """Return who is quoted ("" if the page does not say) and the words.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> quotation(LexborHTMLParser("<blockquote><p>Ida wrote:</p><p>No rope.</p></blockquote>").body)
    ('Ida', 'No rope.')
    """
    text = MORE.sub("", prose(node))
    head, _, rest = text.partition("\n")
    if len(head) <= MAX_HEAD and (match := SAID.fullmatch(head.strip()) or BY.fullmatch(head.strip())):
        return match[1].strip(), rest.strip()
    attributes = node.attributes
    name = next((value for key in NAMES if (value := attributes.get(key)) and "/" not in value), "")
    return name[:MAX_HEAD].partition(", post:")[0], text
