"""Web addresses: which can be fetched, in which form they are kept and shown."""

from __future__ import annotations

import re

import httpx

from retrieval.errors import FetchError

_SCHEMES = ("http", "https")
_LONGEST = 4000  # characters; also keeps a request within one send to the network
_SHOWN = 100
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)
_CREDENTIALS = re.compile(r"^(\w+://)?.*@", re.DOTALL)
# Parameters that say how a reader came, never what the page shows. courlan's cleaning would also
# drop names such as `gallery`, `source` and `uid`, which tell pages apart, and sort the rest.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik)_\w+|(?:fb|g|dc|y|tw|tt)clid|msclkid|gclsrc|gbraid|wbraid|igshid|igsh"
    r"|mc_[ce]id|_ga|_gl|mkt_tok|oly_(?:anon|enc)_id|vero_(?:id|conv)|_hsenc|_hsmi|hsctatracking",
    re.IGNORECASE,
)


def canonical_url(url: str) -> str:
    """The one spelling of an address under which its page is kept. Raises FetchError.

    Scheme and host in lower case, international names in ASCII, no default port, no fragment,
    no parameters that track readers; the others keep their order.
    """
    return canonical(parsed(url))


def canonical(url: httpx.URL) -> str:
    """`canonical_url` of an address that was read already."""
    path, _, query = url.raw_path.decode("ascii").partition("?")
    kept = [part for part in query.split("&") if part and not _tracks(part)]
    return f"{url.scheme}://{netloc(url)}{path}" + ("?" + "&".join(kept) if kept else "")


def netloc(url: httpx.URL) -> str:
    """Host, and port where it is not the default: the value of a Host header."""
    return url.netloc.decode("ascii").lower()


def port(url: httpx.URL) -> int:
    """The port to connect to."""
    return (443 if url.scheme == "https" else 80) if url.port is None else url.port


def parsed(url: str) -> httpx.URL:
    """An address that can be fetched, or FetchError. The rules, in order:

    1. It can be read, and is not endlessly long.
    2. It is of http or https.
    3. It holds no user name or password.
    4. Its host is a name or an IP address; how that is spelled does not matter here, since the
       address that it stands for is checked before it is connected to.
    5. Its port is 80, 443 or above 1023: those between belong to mail and the like.
    """
    address = _read(url.strip())
    if address.scheme not in _SCHEMES:
        raise _unfit(url, "is not a web address; write it as https://host/page")
    if address.userinfo:
        raise _unfit(url, "holds a user name or password; take that out, or save the page yourself")
    if not _HOST.fullmatch(address.raw_host.decode("ascii")):
        raise _unfit(url, "has no proper host; write it as https://host/page")
    if port(address) not in (80, 443) and not 1023 < port(address) < 65536:
        raise _unfit(url, f"port {port(address)} is not one for web pages; leave it out")
    return address


def joined(base: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect from `base` leads. Raises FetchError."""
    try:
        return parsed(str(base.join(location)))
    except FetchError as error:
        raise redirected(base, error) from error
    except (httpx.InvalidURL, ValueError) as error:
        raise redirected(
            base, _unfit(location, "cannot be read as a web address; add another page")
        ) from error


def redirected(url: httpx.URL, error: FetchError) -> FetchError:
    """An error about an address that nobody named, behind the one that led there."""
    return FetchError(f"{shown(str(url))}, redirected to {error}")


def refusal(url: httpx.URL, problem: str) -> FetchError:
    """An error in one line about an address that was read: `<url>: <what>; <cure>`.

    What a server said may stand in `problem` as it came.
    """
    return FetchError(f"{shown(str(url))}: {_printable(problem)}")


def shown(url: str) -> str:
    """An address fit for a terminal: short, and without control characters."""
    clean = _printable(url)
    return clean if len(clean) <= _SHOWN else clean[: _SHOWN - 1] + "…"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)


def _read(url: str) -> httpx.URL:
    try:
        # Twice, since the first reading misses the default port behind a scheme in capitals.
        address = httpx.URL(str(httpx.URL(url)))
    except (httpx.InvalidURL, ValueError) as error:
        raise _unfit(url, "cannot be read as a web address; check how it is written") from error
    if len(str(address)) > _LONGEST:
        raise _unfit(url, f"is longer than {_LONGEST} characters; save the page and add the file")
    return address


def _unfit(url: str, problem: str) -> FetchError:
    """Nobody knows what the parts of an unfit address are, so all before an @ is left out."""
    safe = _CREDENTIALS.sub(r"\1…@", url.strip())
    return FetchError(f"{shown(safe)}: {problem}")


def _tracks(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter.partition("=")[0]) is not None
