"""The dump of Stack Exchange is read row by row."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.imports.stackexchange import Post, comments, posts
from crawler.records import Part

POSTS = """<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="4" PostTypeId="1" AcceptedAnswerId="7" CreationDate="2010-07-09T18:45:02.123" Score="12"
   ViewCount="90" Body="&lt;p&gt;Which pan for rösti?&lt;/p&gt;&#xA;" OwnerUserId="22" AnswerCount="1"
   LastActivityDate="2010-07-10T00:00:00.000" Title="Which pan for r&#246;sti &amp; eggs?"
   Tags="&lt;pans&gt;&lt;eggs&gt;" ContentLicense="CC BY-SA 2.5" />
  <row Id="5" PostTypeId="5" CreationDate="2010-07-09T18:50:00.000" Score="0" Body="About pans" />
  <row Id="7" PostTypeId="2" ParentId="4" CreationDate="2010-07-09T19:00:00.000" Score="-3"
   Body="&lt;blockquote&gt;&lt;p&gt;Which pan&lt;/p&gt;&lt;/blockquote&gt;&lt;p&gt;Iron:&lt;/p&gt;
&lt;ul&gt;&lt;li&gt;old&lt;/li&gt;&lt;/ul&gt;"
   OwnerDisplayName="Greta" ContentLicense="CC BY-SA 4.0" />
</posts>
"""
COMMENTS = """<?xml version="1.0" encoding="utf-8"?>
<comments>
  <row Id="9" PostId="7" Score="2" Text="Older is better." UserId="22"
   CreationDate="2010-07-10T00:00:00.000" />
</comments>
"""


def test_questions_and_answers_come_with_all_that_the_dump_says_of_them(tmp_path: Path) -> None:
    """Pages of a wiki are no posts; an answer is known as the accepted one by its question."""
    path = tmp_path / "Posts.xml"
    path.write_text(POSTS, encoding="utf-8")
    question = Part(
        "4", "Which pan for rösti?", "user22", "2010-07-09T18:45:02+00:00", score=12, licence="CC-BY-SA-2.5"
    )
    answer = Part(
        "7",
        "Iron:\n\n- old",
        "Greta",
        "2010-07-09T19:00:00+00:00",
        reply_to="4",
        quote="Which pan",
        score=-3,
        accepted=True,
        licence="CC-BY-SA-4.0",
    )
    assert list(posts(path)) == [
        Post("4", "Which pan for rösti & eggs?", ("pans", "eggs"), question),
        Post("4", "", (), answer),
    ]


def test_comments_stand_under_their_posts(tmp_path: Path) -> None:
    """Their text is no HTML."""
    path = tmp_path / "Comments.xml"
    path.write_text(COMMENTS, encoding="utf-8")
    wanted = Part(
        "comment-9", "Older is better.", "user22", "2010-07-10T00:00:00+00:00", "7", "comment", score=2
    )
    assert list(comments(path)) == [wanted]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Forty megabytes of comments pass through less than ten."""
    path = tmp_path / "Comments.xml"
    row = f'<row Id="{{}}" PostId="1" Text="{"word " * 2000}" />\n'
    with path.open("w") as file:
        file.write("<comments>\n")
        file.writelines(row.format(n) for n in range(4000))
        file.write("</comments>\n")
    assert next(comments(path)).id == "comment-0"  # what libraries load at first use is loaded
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in comments(path)) == 4000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000  # kilobytes


@pytest.mark.parametrize("text", [POSTS[:700], "no XML at all"], ids=["cut short", "other"])
def test_a_file_that_is_no_dump_is_named(text: str, tmp_path: Path) -> None:
    """The line says which file, and where it stops being one."""
    path = tmp_path / "Posts.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"Posts\.xml: line \d+: .*expected a file of the dump"):
        list(posts(path))
