"""Links made safe and comparable: absolute, http(s) only, without what advertisers add."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from bot.feeds.text import visible

LONGEST = 2_000

# Query parameters that tell where a reader came from; the article is the same without them.
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|link_\w+|format|bbc_team|ptr_\w+|custom\d)|traffic_source|maca|fbclid|gclid|dclid"
    r"|gbraid|wbraid|yclid|ysclid|msclkid|mc_[ce]id|igshid|twclid|_openstat|from_rss|ns_(?:mchannel|campaign|source)"
    r"|ocid|cmpid|ftag|xtor|icid|smid|wt_z?mc|feed(?:type|name))",
    re.IGNORECASE,
)
_USUAL = re.compile(r"https?://[a-z0-9.-]+(?::(?!(?:80|443)/)[1-9]\d{0,4})?/[\w/.~%-]*", re.ASCII)
"""An absolute link that has nothing to be left out or put right."""
_BLANK = re.compile(r"\s+")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def canonical(link: str, base: str = "") -> str | None:
    """The link joined to its base, without tracking parameters; fragment and the rest of the query stay.

    None where it leads to no web page (`javascript:`, `mailto:`, nothing at all).

    >>> canonical("/a?id=7&utm_source=rss#top", "https://News.example/rss")
    'https://news.example/a?id=7#top'
    """
    if not link.strip() or len(link) > LONGEST:
        return None
    if _USUAL.fullmatch(link):
        return link
    try:
        parts = urlsplit(urljoin(base, _BLANK.sub("%20", visible(link).strip())))
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    place = parts.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS[parts.scheme])
    kept = (one for one in parts.query.split("&") if not _TRACKING.fullmatch(one.partition("=")[0]))
    return urlunsplit((parts.scheme, place, parts.path, "&".join(kept), parts.fragment))
