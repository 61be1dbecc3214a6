"""WebSub (W3C Recommendation of 2018): which hubs a feed names, what they are sent, whether they signed a push."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit, urlunsplit

from bot.feeds.fetched import Fetched
from bot.feeds.links import LONGEST
from storage.vocabulary import Document, Offer, without_login

METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})
"""Those that the Recommendation names; a hub chooses, and most still sign by SHA-1, which HMAC bears."""
_LONGEST_HEADER = 8_192
_MOST_HUBS = 5
_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*.-]+(?:\s*=\s*(?:\"[^\"]*\"|[^\s\",;]*))?)*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)


def offer(fetched: Fetched, document: Document) -> Offer | None:
    """The hubs and the topic that a feed names: by its Link headers, else in its document (W3C WebSub, 4).

    A feed that names hubs and no topic is its own topic. None where it names no hub.
    """
    links = list(_links((fetched.link or "")[:_LONGEST_HEADER]))
    stated = [address for address, kinds in links if "hub" in kinds]
    itself = next((address for address, kinds in links if "self" in kinds), None)
    hubs = [_absolute(one, fetched.url) for one in (stated or document.hubs)[:_MOST_HUBS]]
    known = tuple(dict.fromkeys(one for one in hubs if one))
    topic = _absolute(itself or document.topic or "", fetched.url) or fetched.url
    return Offer(known, topic) if known else None


def secure(hub: str) -> str:
    """The address by which a hub is asked: by https also where it is named without, as it is sent a secret.

    >>> secure("http://hub.example/")
    'https://hub.example/'
    """
    parts = urlsplit(hub)
    return urlunsplit(parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")))


def is_signed(body: bytes, secret: str, signature: str) -> bool:
    """Whether the signature (`method=hexadecimal digits`) is this body's, found out in constant time."""
    method, _, given = signature.strip().partition("=")
    if method.lower() not in METHODS:
        return False
    made = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(made.encode(), given.strip().lower().encode())


def _links(header: str) -> Iterator[tuple[str, list[str]]]:
    """Each address of a Link header (RFC 8288), and what it is to the document."""
    for address, parameters in _LINK.findall(header):
        found = _REL.search(parameters)
        yield address, (found[1] or found[2] or "").lower().split() if found else []


def _absolute(address: str, base: str) -> str | None:
    """The web address as it stands, joined to its base: a hub knows a topic by each of its letters."""
    try:
        joined = urljoin(base, address.strip())
        parts = urlsplit(joined)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    plain = joined.isprintable() and " " not in joined and joined == without_login(joined)
    return joined if address.strip() and fits and plain and len(joined) <= LONGEST else None
