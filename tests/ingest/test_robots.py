"""What a robots.txt allows."""

import time

import pytest

from sayso.ingest.robots import Robots, read_robots

FILE = b"""
# everybody
User-agent: *
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?
Crawl-delay: 7

User-agent: other
user-agent: SaySo
Disallow: /ours
Disallow:
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/x", False),
        ("/pr%69vate/x", False),
        ("/private/open/x", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x", True),
        ("/search?q=1", False),
        ("/search", True),
        ("/robots.txt", True),
    ],
)
def test_the_longest_rule_decides(target: str, allowed: bool) -> None:
    assert read_robots(FILE, "nobody-known").allows(target) is allowed


def test_rules_for_our_name_go_before_those_for_everybody() -> None:
    ours = read_robots(FILE, "sayso")
    assert not ours.allows("/ours/x")
    assert ours.allows("/private")
    assert ours.delay == 0


def test_the_delay_asked_for_is_kept_within_bounds() -> None:
    assert read_robots(FILE, "x").delay == 7
    assert read_robots(b"User-agent: *\nCrawl-delay: 9999", "x").delay == 60
    assert read_robots(b"User-agent: *\nCrawl-delay: soon", "x").delay == 0


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"<html>not found</html>", b"Disallow: /"])
def test_what_says_nothing_allows_everything(data: bytes) -> None:
    assert read_robots(data, "sayso") == Robots()


def test_a_pattern_made_to_take_long_does_not() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /" + b"*a" * 5000 + b"$", "sayso")
    began = time.process_time()
    robots.allows("/" + "a" * 1900)
    assert time.process_time() - began < 1
