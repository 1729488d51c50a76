"""Quotations in posts: whom they name and what they hold, apart from the words of who quotes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.engines.prose import prose

# The line above a quotation; the name is group 1.
SAID = re.compile(
    r"(?:On [^\n]{4,60}?, )?(?:Originally [Pp]osted by |Quote from:? |Quoting |引用:?：? ?)?"
    r"[@\"“]?([^\n]{1,60}?)[\"”]?(?: via [^\n]{1,30})?(?:,? on [^\n]{4,50})?,? ?"
    r"(?:wrote|said|says|schrieb|a écrit|escribió|写道|说|发表于[^\n]{0,40}|发表|posted|in post #\d{1,6})"
    r"(?: in [^\n]{1,120})?(?: on [^\n]{4,50})?\s?[:：]?\s?(?:↑[^\n]{0,50})?"
)
BY = re.compile(
    r"(?:Originally [Pp]osted by|Quote from|Posted by|Quote:|原帖由|引用)[:：]?\s?([^\n]{1,60}?)"
    r"(?:\s(?:on|at|于|发表)[^\n]{0,60})?[:：]?"
)
# What the text of a box begins with if that is a quotation, whatever the box is called.
HEADED = re.compile(
    r"Originally [Pp]osted by|Quote from|Quote:|原帖由|引用[:：]"
    r"|[^\n:：]{1,60}?(?:wrote|said|写道|说)\s?[:：]"
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
    cite = node.css_first("cite")
    if cite is not None and (told := " ".join(cite.text(deep=True).split())) and len(told) <= MAX_HEAD:
        return named(told) or told.rstrip(":： "), MORE.sub("", prose(node, [cite]))
    text = MORE.sub("", prose(node))
    head, _, rest = text.partition("\n")
    if name := named(head):
        return name, rest.strip()
    attributes = node.attributes
    name = next((value for key in NAMES if (value := attributes.get(key)) and "/" not in value), "")
    return name[:MAX_HEAD].partition(", post:")[0], text


def named(head: str) -> str:
    """Return the name in the line above a quotation, "" if it is no such line.

    >>> named("On 3/4/2021 at 5:06 PM, Old Salt said:"), named("ida wrote: ↑Mon Mar 01, 2021"), named("No.")
    ('Old Salt', 'ida', '')
    """
    head = head.strip()
    match = (SAID.fullmatch(head) or BY.fullmatch(head)) if len(head) <= MAX_HEAD else None
    return match[1].strip(" :：") if match else ""
