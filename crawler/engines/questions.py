"""Question pages of Stack Exchange sites, brought into the form of its API."""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.answers import Table, text
from crawler.engines.posts import number
from crawler.engines.query import asked

LICENCE = re.compile(r"CC BY-SA \d\.\d")


def answer(document: Document) -> Table:
    """Return what the API says, or what a question page shows, in the API's form."""
    if document.json is not None:
        return document.json if isinstance(document.json, dict) else {}
    question = document.tree.css_first("#question")
    if question is None:
        return {}
    answers = [
        {**_shown(document, node), "answer_id": document.value("@data-answerid", node)}
        for node in document.tree.css("#answers .answer")
    ]
    created = document.value("#question-header ~ div time[itemprop=dateCreated]@datetime") or document.value(
        "time[itemprop=dateCreated]@datetime"
    )
    shown = _shown(document, question)
    count = document.value(
        "[itemprop=answerCount]@content; #answers-header [data-answercount]@data-answercount"
    )
    item: dict[str, Any] = {
        **shown,
        "created": text(shown, "created") or created.replace(" ", "T"),
        "question_id": document.value("@data-questionid", question),
        "title": document.value("#question-header h1; h1"),
        "tags": [node.text(deep=True).strip() for node in question.css("a.post-tag")],
        "answers": answers,
        "link": document.value("link[rel=canonical]@href"),
        "shown_before": asked(document.page.url, "page", 1)
        > 1,  # every page of answers begins with the question
    }
    return {"items": [{**item, "answer_count": number(count)} if count else item]}


def _shown(document: Document, node: LexborNode) -> Table:
    body = node.css_first(".js-post-body, .s-prose, .post-text")
    return {
        "body": (body.html if body else "") or "",
        "owner": {"display_name": _author(document, node)},
        "score": number(document.value("@data-score; .js-vote-count@data-value; .js-vote-count", node)),
        "is_accepted": "accepted-answer" in (node.attributes.get("class") or "").split(),
        "created": document.value("time[itemprop=dateCreated]@datetime", node).replace(" ", "T"),
        "content_license": document.value("@data-se-share-sheet-license-name", node)
        or document.value("[data-se-share-sheet-license-name]@data-se-share-sheet-license-name", node),
        "comments": [_comment(document, each) for each in node.css("li.comment[data-comment-id]")],
    }


def _author(document: Document, node: LexborNode) -> str:
    """Return who wrote a post; of two signatures the last is the author's, the other an editor's."""
    signatures = node.css(".post-signature.owner .user-details, .post-signature:last-child .user-details")
    signed = [document.value("a; [itemprop=name]", each) for each in signatures]
    return document.value("@data-author-username", node) or next(filter(None, signed), "")


def _comment(document: Document, node: LexborNode) -> Table:
    copy, said = node.css_first(".comment-copy"), document.value(".comment-date span[title]@title", node)
    licence = LICENCE.search(said)
    return {
        "comment_id": document.value("@data-comment-id", node),
        "body": (copy.html if copy else "") or "",
        "owner": {"display_name": document.value(".comment-user", node)},
        "created": said[:20].replace(" ", "T"),
        "score": number(document.value("@data-comment-score; .comment-score", node)),
        "content_license": licence[0] if licence else "",
    }
