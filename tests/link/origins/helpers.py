"""Reports for tests of origins, in few words."""

from sayso.link.origins import OriginsInput, Relay, Report, Sayer, Sharing
from sayso.records import Direction


def report(name: str, sayer: str | Sayer | None = None, day: str | None = None, **more: object) -> Report:
    """One report in an article of its own, whose outlet is called as it is unless another is given."""
    given = Sayer(key=sayer, name=sayer) if isinstance(sayer, str) else sayer
    outlet = more.pop("outlet", f"Outlet {name}")
    facts: dict = {"document": f"doc {name}", "outlet": outlet, "outlet_key": outlet, "published": (day, day), **more}
    return Report(id=name, title=f"Article {name}", sayer=given, **facts)


def unnamed(name: str) -> Sayer:
    """An informant without a name."""
    return Sayer(key=f"unnamed {name}", name="unnamed: an official", named=False)


def through(*outlets: str) -> tuple[Relay, ...]:
    """The outlets that an article names, the outermost first."""
    return tuple(Relay(key=outlet, name=outlet) for outlet in outlets)


def shared(one: str, other: str, direction: Direction = Direction.UNKNOWN) -> Sharing:
    """One passage in both, in their own words."""
    return Sharing(
        record=f"{one} {other}", reports=(one, other), direction=direction, confidence=0.5, detail="same words"
    )


def given(*reports: Report, **more: object) -> OriginsInput:
    """What origins are counted of."""
    facts: dict = {"id": "x", "kind": "family", "reports": reports, **more}
    return OriginsInput(**facts)
