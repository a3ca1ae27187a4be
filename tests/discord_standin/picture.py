"""What a message looks like: a page of HTML that is drawn as Discord draws one.

For people to look at, not for tests: `tests/fakes_discord_markdown.py` is the strict model. The
Markdown is markdown-it's; times, small print and channel names are put in first.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

from markdown_it import MarkdownIt

from tests.discord_standin.components import BUTTON
from tests.discord_standin.limits import walk
from tests.discord_standin.world import Json, Message

_TIME = re.compile(r"&lt;t:(\d+):D&gt;")
_SMALL = re.compile(r"^-# (.*)$", re.MULTILINE)
_STYLE = """
body { margin: 0; padding: 16px; background: #313338; color: #dbdee1;
       font: 16px/1.375 "Noto Sans", "DejaVu Sans", sans-serif; }
.message { display: grid; grid-template-columns: 40px 1fr; gap: 16px; max-width: 760px; }
.face { width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: white;
        display: grid; place-items: center; font-weight: bold; }
.name { color: #f2f3f5; font-weight: 500; }
.tag { background: #5865f2; color: white; font-size: 10px; padding: 1px 5px; border-radius: 4px; }
.when { color: #949ba4; font-size: 12px; margin-left: 6px; }
p { margin: 0; white-space: pre-wrap; } p + p, blockquote + p, p + blockquote { margin-top: 2px; }
.gap { height: 14px; }
blockquote { margin: 0; padding-left: 12px; border-left: 4px solid #4e5058; }
a { color: #00a8fc; text-decoration: none; } .time { background: #3f4147; border-radius: 3px; }
small { color: #949ba4; font-size: 13px; }
.embed { background: #2b2d31; border-left: 4px solid #1e1f22; border-radius: 4px;
         padding: 12px 16px; margin-top: 8px; font-size: 14px; max-width: 520px; }
.embed b.title { color: #f2f3f5; display: block; margin-bottom: 8px; font-size: 16px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.row span { background: #4e5058; color: white; padding: 6px 16px; border-radius: 4px;
            font-size: 14px; } .row .off { opacity: .5; }
.private { color: #949ba4; font-size: 12px; margin-top: 6px; }
img { max-width: 400px; border-radius: 8px; margin-top: 6px; display: block; }
"""


def page_of(message: Message, pictures: dict[str, str] | None = None) -> str:
    """The message as a page; `pictures` are addresses of attachments by their names."""
    when = datetime.fromtimestamp(message.timestamp, UTC).strftime("%d/%m/%Y, %H:%M")
    parts = [
        f'<div><span class="name">{html.escape(message.author.name)}</span> '
        f'<span class="tag">APP</span><span class="when">{when}</span></div>',
        _text(message.content),
        *(_picture(a, pictures or {}) for a in message.attachments),
        *map(_embed, message.embeds),
        *map(_row, message.components),
        '<div class="private">Only you can see this</div>' if message.ephemeral else "",
    ]
    inner = "".join(parts)
    return (
        f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>"
        f'<div class="message"><div class="face">O</div><div>{inner}</div></div>'
    )


def _picture(attachment: Json, pictures: dict[str, str]) -> str:
    address = pictures.get(attachment["filename"]) or str(attachment["url"])
    return f'<img src="{html.escape(address)}">'


def _text(markdown: str) -> str:
    """Discord keeps every line and every blank line, which CommonMark does not."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    blocks = re.split(r"\n(?=> )|(?<=\n)(?!> )", markdown)
    return "".join(_block(parser, block) for block in blocks)


def _block(parser: MarkdownIt, text: str) -> str:
    if not text.strip():
        return '<div class="gap"></div>'
    small = _SMALL.match(text)
    made = parser.render(small[1] if small else text)
    made = _TIME.sub(lambda t: f'<span class="time">{_day(int(t[1]))}</span>', made)
    return f"<small>{made}</small>" if small else made


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%d %B %Y")


def _embed(embed: Json) -> str:
    title = html.escape(embed.get("title") or "")
    return f'<div class="embed"><b class="title">{title}</b>{_text(embed["description"])}</div>'


def _row(row: Json) -> str:
    buttons = [part for part in walk([row]) if part.get("type") == BUTTON]
    shown = "".join(
        f'<span class="{"off" if b.get("disabled") else ""}">{html.escape(b["label"])}</span>'
        for b in buttons
    )
    return f'<div class="row">{shown}</div>'
