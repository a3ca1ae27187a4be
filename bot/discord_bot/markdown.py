r"""Text of others as Discord shows it literally, and the few marks of our own: links and dates.

Discord's one escape is a backslash before anything but a letter, a digit or white space; it is
not shown, not read aloud and not copied, which is why nothing here is hidden behind zero-width
characters. Three choices follow from it:

addresses   `https\://…` is shown as typed and is neither a link nor unfurled
invites     `discord\.gg/…` likewise, since an invite is found without a scheme
@everyone   `\@everyone` is no mention to a client; that it cannot notify anybody is up to the
            allowed mentions, which every Message sets to none

Escaping does not depend on where in a line a text is put, so pieces can be joined freely.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from urllib.parse import quote, urlsplit

from bot.rendering.lines import clean

LONGEST_ADDRESS = 300
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Joiners shape letters of some scripts and emoji; beside ASCII they only hide.
_IDLE_JOINER = re.compile(
    "(?<![^\x00-\x7f\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])"
)
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in r"\*_~|`<>@#[]"})
# A colon begins an address or the name of an emoji, a dot the address of an invite.
_IN_NAMES = re.compile(r":(?=\S)|(?<=discord)\.|(?<=discordapp)\.", re.IGNORECASE)
_BULLET = re.compile(r"^(\d*)([-+.])(?=\s|$)")
_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
# Those that an address may hold unencoded, but brackets of any kind, which would end the link.
_SAFE = "/%:@!$&*+,;=?~"
# An instant has no one date on earth: at ten in the morning it is the same day from Hawaii to
# New Zealand, with its summer time; at noon New Zealand would read the day after.
_SHOWN_AT = time(10, tzinfo=UTC)
_MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
_DAY = re.compile(
    r"\b(\d{1,2}) (Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?) (\d{4})\b"
)


def escaped(text: str) -> str:
    """The text so that Discord shows it as it is: cleaned, line by line, and without any mark.

    Lines stay lines, several blank ones become one; controls, marks that reorder what is read
    and invisible characters are taken out.
    """
    return "\n".join(_escaped_line(line) for line in shown(text).split("\n"))


def shown(text: str) -> str:
    """What a person reads of `escaped(text)`."""
    lines = [_visible(line) for line in text.splitlines()]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept).strip("\n")


def one_line(text: str) -> str:
    """What a person reads of the text when it is put on one line."""
    return _visible(text)


def link(text: str, url: str | None, longest: int = LONGEST_ADDRESS) -> str:
    """The text as a link that is not unfurled, or just the text where the address is no good.

    Square brackets become round, since Discord knows no escape for them within a link, and
    "://" loses its slashes, since Discord shows no link that reads like another address.
    """
    target = address(url, longest) if url else None
    if target is None:
        return escaped(one_line(text))
    words = one_line(text).translate(str.maketrans("[]", "()")).replace("://", ":")
    words = escaped(words) or escaped(urlsplit(target).hostname or "")
    return f"[{words}](<{target}>)"


def address(url: str, longest: int = LONGEST_ADDRESS) -> str | None:
    """A web address in ASCII that no bracket or space can end early.

    None unless it is http or https, names a host and no user, and has at most `longest`
    characters.
    """
    try:
        parts = urlsplit(clean(url))
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    place = host if port is None else f"{host}:{port}"
    path, query, fragment = (quote(p, _SAFE) for p in (parts.path, parts.query, parts.fragment))
    tail = f"{path}{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"
    whole = f"{parts.scheme}://{place}{tail}"
    return whole if len(whole) <= longest else None


def timestamp(day: date) -> str:
    """A day in the reader's own language."""
    return f"<t:{int(datetime.combine(day, _SHOWN_AT).timestamp())}:D>"


def with_timestamps(markdown: str) -> str:
    """Our own words with their days as Discord shows days: "28 Oct 2024", "28 October 2024"."""
    return _DAY.sub(_as_timestamp, markdown)


def _as_timestamp(found: re.Match[str]) -> str:
    try:
        return timestamp(date(int(found[3]), _MONTHS.index(found[2][:3]) + 1, int(found[1])))
    except ValueError:  # no such day
        return found[0]


def _visible(line: str) -> str:
    return clean(_IDLE_JOINER.sub("", _INVISIBLE.sub("", clean(line))))


def _escaped_line(line: str) -> str:
    marked = _IN_NAMES.sub(r"\\\g<0>", line.translate(_MARKS))
    return _BULLET.sub(r"\1\\\2", marked)


def _host(name: str) -> str:
    """The host in ASCII, "" where it is none. Raises ValueError."""
    host = name if name.isascii() else name.encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    return host if _HOST.fullmatch(host) else ""
