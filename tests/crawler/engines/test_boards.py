"""Addresses of forum software: every form of one page under one name, and those that lead nowhere."""

from __future__ import annotations

import time
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.engines import invision, mybb, phpbb, smf, vbulletin, vbulletin5, xenforo

BOARDS = (invision, mybb, phpbb, smf, vbulletin, vbulletin5, xenforo)
# Address, the one that stands for it, work, and the page (or, with "+", the number of posts before it).
PLACES: dict[ModuleType, str] = {
    phpbb: """
/viewtopic.php?t=7                                  /viewtopic.php?t=7               topic-7   +0
/forum/viewtopic.php?f=2&t=7&sid=0a1b               /forum/viewtopic.php?t=7         topic-7   +0
/viewtopic.php?t=7&start=30&hilit=rope              /viewtopic.php?t=7&start=30      topic-7   +30
/viewtopic.php?t=7&start=0                          /viewtopic.php?t=7               topic-7   +0
/viewtopic.php?t=7&postdays=0&postorder=asc&start=15 /viewtopic.php?t=7&start=15     topic-7   +15
/viewforum.php?f=2&sid=0a                           /viewforum.php?f=2               board-2   +0
/viewforum.php?f=2&start=50                         /viewforum.php?f=2&start=50      board-2   +50
/index.php?sid=0a                                   /index.php                       board-    +0
/groups/fish/new-fish-t17351.html                   /groups/fish/new-fish-t17351.html topic-17351 +0
/groups/fish/new-fish-t17351-s15.html               /groups/fish/new-fish-t17351-s15.html topic-17351 +15
/topic123-30.html                                   /topic123-30.html                topic-123 +30
/boats-f3/                                          /boats-f3/                       board-3   +0
/viewtopic.php?p=77#p77                             -
/viewtopic.php?t=7&view=print                       -
/viewtopic.php?t=7&view=next                        -
/viewtopic.php?t=x                                  -
/viewforum.php                                      -
/memberlist.php?mode=viewprofile&u=2                -
/search.php?author_id=2&sr=posts                    -
/posting.php?mode=reply&t=7                         -
/download/file.php?id=77                            -
/ucp.php?mode=login                                 -
""",
    xenforo: """
/threads/old-boats.12/                              /threads/old-boats.12/           thread-12 1
/threads/old-boats.12                               /threads/old-boats.12/           thread-12 1
/threads/12/                                        /threads/12/                     thread-12 1
/threads/old-boats.12/page-3                        /threads/old-boats.12/page-3     thread-12 3
/threads/old-boats.12/page-1                        /threads/old-boats.12/           thread-12 1
/community/threads/v2.5-is-out.12/page-2?highlight=x /community/threads/v2.5-is-out.12/page-2 thread-12 2
/index.php?threads/old-boats.12/page-2              /index.php?threads/old-boats.12/page-2 thread-12 2
/index.php?threads/old-boats.12/&highlight=x        /index.php?threads/old-boats.12/ thread-12 1
/threads/%E8%88%B9.12/                              /threads/%E8%88%B9.12/           thread-12 1
/forums/hulls.4/?order=reply_count&direction=desc   /forums/hulls.4/                 board-4   1
/forums/hulls.4/page-9                              /forums/hulls.4/page-9           board-4   9
/forums/hulls/                                      /forums/hulls/                   board-hulls 1
/categories/sails.2/                                /categories/sails.2/             board-2   1
/forums/                                            /forums/                         boards    1
/                                                   /                                boards    1
/threads/old-boats.12/post-77                       -
/threads/old-boats.12/unread                        -
/threads/old-boats.12/latest                        -
/threads/old-boats.12/reply?quote=77                -
/threads/                                           -
/posts/77/                                          -
/members/ida.5/                                     -
/attachments/hull-jpg.9/                            -
/search/member?user_id=5                            -
/whats-new/posts/                                   -
/goto/post?id=77                                    -
/index.php?members/ida.5/                           -
""",
    vbulletin: """
/showthread.php?t=7                                 /showthread.php?t=7              thread-7  1
/forum/showthread.php?s=0a1b&t=7&page=3             /forum/showthread.php?t=7&page=3 thread-7  3
/showthread.php?t=7&highlight=rope&page=1           /showthread.php?t=7              thread-7  1
/showthread.php?threadid=7                          /showthread.php?t=7              thread-7  1
/showthread.php?7-Old-boats                         /showthread.php?7-Old-boats      thread-7  1
/showthread.php?7-Old-boats/page2&s=0a              /showthread.php?7-Old-boats/page2 thread-7 2
/showthread.php/7-Old-boats/page2                   /showthread.php/7-Old-boats/page2 thread-7 2
/threads/7-Old-boats/page2                          /threads/7-Old-boats/page2       thread-7  2
/threads/7-Old-boats                                /threads/7-Old-boats             thread-7  1
/forums/4-Hulls                                     /forums/4-Hulls                  board-4   1
/forum/boats/221295-old-boats-2.html                /forum/boats/221295-old-boats-2.html thread-221295 2
/forum/boats/221295-old-boats.html                  /forum/boats/221295-old-boats.html thread-221295 1
/f12/old-boats-3451-3.html                          /f12/old-boats-3451-3.html       thread-3451 3
/forum/boats-177/                                   /forum/boats-177/                board-boats-177 1
/forumdisplay.php?f=4&order=desc&page=2             /forumdisplay.php?f=4&page=2     board-4   2
/forumdisplay.php?4-Hulls&s=0a                      /forumdisplay.php?4-Hulls        board-4   1
/showthread.php?p=77#post77                         -
/showthread.php?t=7&goto=newpost                    -
/showpost.php?p=77&postcount=3                      -
/printthread.php?t=7                                -
/archive/index.php/t-7.html                         -
/member.php?u=5                                     -
/attachment.php?attachmentid=9                      -
/search.php?do=finduser&u=5                         -
/newreply.php?do=newreply&p=77                      -
/forum/boats/221295-old-boats-printerfriendly.html  -
/forum/members/ida.html                             -
""",
    vbulletin5: """
/forum/boats/12-old-hull                            /forum/boats/12-old-hull         topic-12  1
/forum/boats/12-old-hull/page3                      /forum/boats/12-old-hull/page3   topic-12  3
/forum/boats/12-old-hull?p=77#post77                /forum/boats/12-old-hull         topic-12  1
/forum/boats/wood/12-old-hull/page1                 /forum/boats/wood/12-old-hull    topic-12  1
/forum/boats/12-old-hull?view=stream                /forum/boats/12-old-hull         topic-12  1
/forum                                              /forum                           board-forum 1
/forum/boats                                        /forum/boats                     board-forum-boats 1
/forum/boats/page2                                  /forum/boats/page2               board-forum-boats 2
/forum/boats/wood/                                  /forum/boats/wood                board-forum-boats-wood 1
/member/88-ida                                      -
/search?searchJSON=x                                -
/filedata/fetch?id=9                                -
/register                                           -
/                                                   -
""",
    smf: """
/index.php?topic=12.0                               /index.php?topic=12.0            topic-12  +0
/smf/index.php?topic=12.15                          /smf/index.php?topic=12.15       topic-12  +15
/index.php?PHPSESSID=0a1b&topic=12.15               /index.php?topic=12.15           topic-12  +15
/index.php?topic=12.15;topicseen                    /index.php?topic=12.15           topic-12  +15
/index.php?topic=12                                 /index.php?topic=12.0            topic-12  +0
/index.php/topic,12.15.html                         /index.php/topic,12.15.html      topic-12  +15
/index.php/board,4.0.html                           /index.php/board,4.0.html        board-4   +0
/index.php?board=4.20;sort=subject                  /index.php?board=4.20            board-4   +20
/index.php                                          /index.php                       boards    1
/index.php?PHPSESSID=0a&                            /index.php                       boards    1
/index.php?topic=12.msg77#msg77                     -
/index.php?topic=12.new#new                         -
/index.php?msg=77                                   -
/index.php?topic=12.0;prev_next=next#new            -
/index.php?action=profile;u=5                       -
/index.php?action=dlattach;topic=12.0;attach=9      -
/index.php?action=printpage;topic=12.0              -
/index.php?topic=12.0;wap2                          -
""",
    mybb: """
/showthread.php?tid=7                               /showthread.php?tid=7            thread-7  1
/showthread.php?tid=7&page=3                        /showthread.php?tid=7&page=3     thread-7  3
/showthread.php?mode=linear&tid=7&highlight=x       /showthread.php?tid=7            thread-7  1
/thread-7.html                                      /thread-7.html                   thread-7  1
/forum/thread-7-page-2.html                         /forum/thread-7-page-2.html      thread-7  2
/thread-7-page-1.html                               /thread-7.html                   thread-7  1
/Thread-old-boats?page=2                            /Thread-old-boats?page=2         thread-old-boats 2
/forum-4-page-9.html                                /forum-4-page-9.html             board-4   9
/Forum-hulls                                        /Forum-hulls                     board-hulls 1
/forumdisplay.php?fid=4&datecut=9&sortby=subject    /forumdisplay.php?fid=4          board-4   1
/index.php                                          /index.php                       boards    1
/showthread.php?tid=7&pid=77#pid77                  -
/showthread.php?pid=77#pid77                        -
/showthread.php?tid=7&action=lastpost               -
/thread-7-post-77.html                              -
/printthread.php?tid=7                              -
/archive/index.php?thread-7.html                    -
/member.php?action=profile&uid=5                    -
/attachment.php?aid=9                               -
/search.php?action=finduser&uid=5                   -
""",
    invision: """
/topic/12-old-hull/                                 /topic/12-old-hull/              topic-12  1
/topic/12-old-hull                                  /topic/12-old-hull/              topic-12  1
/forums/topic/12-old-hull/page/3/?tab=comments      /forums/topic/12-old-hull/page/3/ topic-12 3
/topic/12-old-hull/?page=2                          /topic/12-old-hull/?page=2       topic-12  2
/topic/12-old-hull/page-2                           /topic/12-old-hull/page/2/       topic-12  2
/topic/12-old-hull/page/1/                          /topic/12-old-hull/              topic-12  1
/index.php?/topic/12-old-hull/page/2/               /index.php?/topic/12-old-hull/page/2/ topic-12 2
/forum/4-hulls/?sortby=last_post                    /forum/4-hulls/                  board-4   1
/forum/4-hulls/page/9/                              /forum/4-hulls/page/9/           board-4   9
/index.php?showtopic=12&st=20                       /index.php?showtopic=12&st=20    topic-12  +20
/index.php?showforum=4                              /index.php?showforum=4           board-4   +0
/forums/                                            /forums/                         boards    1
/topic/12-old-hull/?do=findComment&comment=77       -
/topic/12-old-hull/?do=getNewComment                -
/index.php?showtopic=12&view=findpost&p=77          -
/profile/5-ida/                                     -
/index.php?app=core&module=attach&attach_id=9       -
/search/?q=x                                        -
/files/file/9-plan/                                 -
/tags/brakes/                                       -
""",
}  # fmt: skip
CASES = [(engine, *line.split()) for engine, table in PLACES.items() for line in table.split("\n") if line]
NAMES = [f"{case[0].__name__.rpartition('.')[2]} {case[1]}" for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_an_address_is_one_place_or_none(case: tuple[ModuleType, str, str, str, str]) -> None:
    """Sessions, highlights and orders name no other page; posts, members and files no page at all."""
    engine, address, *wanted = case
    place = engine.place("http://a.example" + address)
    page = "" if place is None else f"+{place.offset}" if place.page == 0 else str(place.page)
    found = [place.url.removeprefix("http://a.example"), place.work, page] if place else ["-"]
    assert found == wanted


@pytest.mark.parametrize("case", [case for case in CASES if case[2] != "-"], ids=str)
def test_the_one_address_stands_for_itself(case: tuple[ModuleType, str, str, str, str]) -> None:
    """A page that is asked for under it is the same place again."""
    place = case[0].place("http://a.example" + case[2])
    assert place is not None
    assert (place.url, place.work) == ("http://a.example" + case[2], case[3])


@given(st.text(max_size=80), st.sampled_from(BOARDS))
def test_no_address_raises(text: str, engine: ModuleType) -> None:
    """Whatever a page links to."""
    engine.place("http://a.example/" + text)


@pytest.mark.parametrize("engine", BOARDS, ids=lambda engine: engine.__name__)
@pytest.mark.parametrize("piece", ["threads/", "topic-", "a-1", "/1-", "index.php/", "-t1", "page-2/"])
def test_long_addresses_cost_little(engine: ModuleType, piece: str) -> None:
    """Whoever writes one cannot hold up a crawl: a long page has a thousand links."""
    start = time.perf_counter()
    for _ in range(20):
        engine.place("http://a.example/" + piece * (2000 // len(piece)))
    assert time.perf_counter() - start < 2
