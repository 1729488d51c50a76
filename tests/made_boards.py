"""Pages of boards made to order: a post's markup is a template, so that tests change one thing at a time."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from crawler.engines.outline import Outline, outline

NAMES = ("ida", "bo_ek", "Old Salt", "小满", "keelson", "marie.k")
SAID = (
    "Third pair of lines in two seasons, worn through at the fairlead.",
    "Whip both ends with waxed twine; mine has stood six winters.",
    "Measure the load first, then buy the line that it asks for.",
    "换之前先放电，这种机器断电半小时还能打人。",
    "The harbour master lends out a splicing kit if you ask before noon.",
    "Done this afternoon, and it sits like a glove.",
)
POST = (
    "<div class='post' id='p{n}'><div class='head'><a class='author' href='/user/{who}'>{name}</a>"
    " <span class='date'>{day} Feb 2026 10:0{n}</span></div><div class='text'><p>{said}</p></div>"
    "<div class='tools'><a href='/reply/{n}'>Reply</a></div></div>"
)


def a_post(n: int, template: str = POST, **more: object) -> str:
    """Return the post of number ``n``, from 0."""
    told = {
        "n": n,
        "who": n % len(NAMES),
        "name": NAMES[n % len(NAMES)],
        "day": n + 1,
        "said": SAID[n % len(SAID)],
    }
    return template.format(**{**told, **more})


def a_board(count: int = 6, template: str = POST) -> str:
    """Return a page with posts one below the other, a menu above and a footer below."""
    posts = "".join(a_post(n, template) for n in range(count))
    menu = "<div class=menu><a href=/>Home</a><a href=/help>Help</a></div>"
    return f"<title>Lines</title><body>{menu}<h1>Lines</h1>{posts}<p>(c) Boards</p></body>"


def an_outline(html: str) -> Outline:
    """Return the outline of a page."""
    body = LexborHTMLParser(html).body
    assert body is not None
    return outline(body)
