"""Private data of the network: e-mail, logins, keys, hosts, and the handles of WeChat and QQ."""

from __future__ import annotations

import ipaddress
import re

from crawler.text.personal.reading import Ends, Reading, group, near

_AT = re.compile(r"(?<=[A-Za-z0-9_+-])(?:@| ?[\[({] ?at ?[\])}] ?)(?=[A-Za-z0-9])", re.IGNORECASE | re.ASCII)
_HOST = re.compile(
    r"(?:[a-z0-9-]{1,63}(?:\.| ?[\[({] ?dot ?[\])}] ?)){1,8}(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24})(?![a-z0-9])",
    re.IGNORECASE | re.ASCII,
)
_LOCAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"
_LOCAL_CHARS = 64  # RFC 5321, section 4.5.3.1.1


# Large hosts of mail, after a sign or a word that stands for the @, and for the dot.
_HOSTS = "(?:qq|163|126|gmail|sina|sohu|outlook|hotmail|foxmail|yahoo|icloud)"
_SPELT = re.compile(
    r"(?<![A-Za-z0-9._-])[A-Za-z0-9][A-Za-z0-9._-]{2,40}"
    rf"(?:[#@]{_HOSTS}[.。]| (?:at|AT) {_HOSTS} (?:dot|DOT) )(?:com|cn|net)(?![A-Za-z0-9])"
)


def emails(reading: Reading) -> Ends:
    """From every @ (or [at]) look both ways; @user@host is a fediverse handle, git@host is no mail."""
    text = reading.text
    for at in _AT.finditer(text):
        window = text[max(0, at.start() - _LOCAL_CHARS) : at.start()]
        local = window[len(window.rstrip(_LOCAL)) :].lstrip(".-+%")
        start = at.start() - len(local)
        host = _HOST.match(text, at.end())
        if host and local and local != "git" and text[start - 1 : start] != "@":
            yield start, host.end()
    yield from (found.span() for found in _SPELT.finditer(text))


logins = group(
    re.compile(
        r"(?<![a-z])(?:https?|ftps?|sftp|ssh|redis|mysql|postgres(?:ql)?|mongodb(?:\+srv)?|amqps?"
        r"|smtps?|imaps?)://"
        r"[^\s/@:]{1,128}:[^\s/@]{1,128}@[^\s\u3000-\u9fff]{1,500}",
        re.IGNORECASE | re.ASCII,
    )
)
_KEY = re.compile(
    r"(?<![A-Za-z0-9_-])(?:AKIA[0-9A-Z]{16}|AIza[\w-]{35}|gh[oprsu]_[A-Za-z0-9]{36}|github_pat_\w{22,90}"
    r"|glpat-[\w-]{20}|xox[abposr]-[\w-]{10,80}|hf_[A-Za-z0-9]{30,40}|sk-(?:[a-z]{2,8}-){0,2}\w{20,120}"
    r"|eyJ[\w-]{10,1000}\.eyJ[\w-]{10,2000}\.[\w-]{10,1000})(?![A-Za-z0-9_])"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,8000}"
    r"-----END [A-Z ]{0,20}PRIVATE KEY-----",
    re.ASCII,
)
# A word for a secret, a sign or "is", and a value of letters and digits.
_SECRET = re.compile(
    r"(?:(?<![A-Za-z])(?i:pass(?:word|wd)|api[ _]?key|secret(?:[ _]key)?|(?:access[ _]?)?token)"
    r"|密[码碼钥鑰]|口令)"
    r" {0,2}(?:is|=|:|是|为|為)[ \"']{0,3}"
    r"(?P<value>(?=[!#-&(-+\--:<-~]{0,40}\d)(?=[!#-&(-+\--:<-~]{0,40}[A-Za-z])[!#-&(-+\--:<-~]{8,100})"
)


def keys(reading: Reading) -> Ends:
    """Keys by the marks of those who give them out, and whatever is called a password or a token."""
    yield from (found.span() for found in _KEY.finditer(reading.text))
    yield from (found.span("value") for found in _SECRET.finditer(reading.text))


_IPV4 = re.compile(r"(?<![A-Za-z0-9_.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)(?!-?[A-Za-z_])")
_IPV6 = re.compile(
    r"(?<![0-9A-Za-z:.])(?:[0-9A-Fa-f]{1,4})?(?::[0-9A-Fa-f]{0,4}){2,7}(?:(?:\.\d{1,3}){3})?(?![0-9A-Za-z:])(?!\.\d)"
)
_IPV6_COLONS = 6  # the last two groups may be an IPv4 address
_VERSION = re.compile(
    r"(?:version|ver|\bv|release|build|firmware|driver|kernel|sdk|updated?|upgraded?|patch|chrome"
    r"|firefox|android|"
    r"ios|windows|python|java|section|chapter|版本?|固件|驱动|内核|补丁|升级|更新|第|章|节"
    r"|§)[号到至为是:. (to]{0,4}\Z",
    re.IGNORECASE | re.ASCII,
)
_HOST_WORD = re.compile(
    r"\bip|地址|unspecified|server|host|\bdns\b|ping|gateway|subnet|服务器|网关|主机|端口|connect|登录",
    re.IGNORECASE | re.ASCII,
)


def hosts(reading: Reading) -> Ends:
    """IP addresses.  Four single digits are a version or a section unless a word says host."""
    for found in _IPV6.finditer(reading.text):
        if "::" not in found[0] and found[0].count(":") < _IPV6_COLONS:
            continue  # the time of day
        groups = len(re.findall(r"[0-9A-Fa-f]+", found[0]))
        network = reading.text[found.end() : found.end() + 1] == "/"
        told = groups > 1 or network or found[0] == "::1" or near(_HOST_WORD, found, 24)
        if told and _is_ip(found[0]):
            yield found.span()
    for found in _IPV4.finditer(reading.text):
        small = all(len(octet) == 1 for octet in found[0].split(".")) and found[0] != "0.0.0.0"  # noqa: S104
        if _is_ip(found[0]) and not near(_VERSION, found, 24) and (not small or near(_HOST_WORD, found, 24)):
            yield found.span()


def _is_ip(address: str) -> bool:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True


# Cards of the network by six pairs or three fours of hex digits; all ones and all noughts are nobody's.
_MAC = re.compile(
    r"(?<![0-9A-Za-z:.-])[0-9A-F]{2}(?:(?P<gap>[:-])[0-9A-F]{2})(?:(?P=gap)[0-9A-F]{2}){4}(?![0-9A-Za-z:-])"
    r"|(?<![0-9A-Za-z:.-])[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4}(?![0-9A-Za-z:-])(?!\.\w)",
    re.IGNORECASE | re.ASCII,
)


def macs(reading: Reading) -> Ends:
    """MAC addresses; three groups of four are one only with a letter in them."""
    for found in _MAC.finditer(reading.text):
        digits = re.sub(r"\W", "", found[0]).upper()
        if len(set(digits)) > 1 and (found["gap"] or not digits.isdigit()):
            yield found.span()


_WECHAT = re.compile(
    r"(?:[微薇威徽][❤♥♡]?信|[微薇威徽][❤♥♡]|(?<![a-z])(?:we ?chat|weixin|wei信|wx|vx|v信)|[加+➕]v(?:信|x)?"
    r"|(?P<letter>(?<![a-z0-9])v[❤♥♡]?(?=:)))"
    r"(?: ?(?P<id>号码?|號|id|账号|帐号))?(?: ?(?P<link>[:是为為加]|is)){0,2} ?"
    r"(?P<handle>[a-z][a-z0-9_-]{5,19}|[1-9]\d{5,10})(?![a-z0-9_@-])",
    re.IGNORECASE | re.ASCII,
)


def wechats(reading: Reading) -> Ends:
    """WeChat handles.  Letters alone are one after 微信号, or after a colon in Chinese, where v: will do."""
    for found in _WECHAT.finditer(reading.text):
        told = found["id"] or (reading.chinese and found["link"] == ":")
        if (told or not found["handle"].isalpha()) and (reading.chinese or not found["letter"]):
            yield found.span("handle")


_QQ = re.compile(
    r"(?:(?<![a-z])q ?q|扣扣|企鹅|抠抠|球球|(?<![a-z0-9])(?P<letter>q)(?=:)|(?<![a-z])q(?=群|号)"
    r"|(?<=加)q|[加进入]群|群号)(?:交流)?(?:群|号码?|號碼?)?(?:号|號)?"
    r"(?: ?(?:[:是为為加]|联系|is|number)){0,3} ?(?P<handle>[1-9]\d{4,10})(?![\da-z@.])"
    r"(?! ?[万萬亿人个個元块年月])",
    re.IGNORECASE | re.ASCII,
)


def qqs(reading: Reading) -> Ends:
    """Numbers of QQ and of its groups; a Q alone will do before a colon in Chinese."""
    for found in _QQ.finditer(reading.text):
        if reading.chinese or not found["letter"]:
            yield found.span("handle")
