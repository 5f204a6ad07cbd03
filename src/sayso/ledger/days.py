"""First and last day of the EDTF values that documents carry: what tables sort and compare by."""

import calendar
import re

Days = tuple[str | None, str | None]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")


def edtf_days(edtf: str | None) -> Days:
    """First and last day (ISO dates, both included) of a day, month, year or `a/b`; None where open or not understood.

    Example:
        >>> edtf_days("2018-02")
        ('2018-02-01', '2018-02-28')
        >>> edtf_days("../2024-02-22")
        (None, '2024-02-22')
    """
    first, slash, last = (edtf or "").partition("/")
    return _ends(first)[0], _ends(last if slash else first)[1]


def _ends(date: str) -> Days:
    match = _DATE.fullmatch(date)
    if not match:
        return None, None
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if day is not None:
        return f"{year}-{month}-{day}", f"{year}-{month}-{day}"
    if not 1 <= int(month) <= 12 or int(year) < 1:
        return None, None
    return f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02d}"
