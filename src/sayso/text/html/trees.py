"""The libraries without types behind functions that have them: lxml, trafilatura and htmldate.

All settings are written down here, so that the defaults of these libraries may change without changing us. None of
them asks the clock: trafilatura gets no metadata to find, htmldate a fixed last day and no search with dateparser.
"""

import logging
from configparser import ConfigParser
from typing import TYPE_CHECKING, Any, cast

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_LXML: Any = cast(Any, etree)
_HTML: Any = cast(Any, html)

BROKEN_PAGE: tuple[type[Exception], ...] = (
    _LXML.LxmlError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a page can make these libraries raise."""

_LAST_DAY = "2099-12-31"
_SETTINGS = {
    "MIN_EXTRACTED_SIZE": "250",
    "MIN_OUTPUT_SIZE": "1",
    "MIN_OUTPUT_COMM_SIZE": "1",
    "MIN_DUPLCHECK_SIZE": "100",
    "MAX_REPETITIONS": "2",
    "MAX_FILE_SIZE": "20000000",
    "MIN_FILE_SIZE": "10",
    "MAX_TREE_SIZE": "",
    "EXTENSIVE_DATE_SEARCH": "off",
}


def chosen_text(markup: str) -> str | None:
    """All text of what trafilatura counts to the main content, None where it refuses the page.

    Method: precision first, tables kept, comments left out, no deduplication (its cache is shared by a whole process,
    so that the same page read six times comes back empty).

    Raises:
        Exception: one of `BROKEN_PAGE`, where a page is too broken for lxml or trafilatura.
    """
    from trafilatura import bare_extraction  # costly to import, and plain text does not need it

    parser = _HTML.HTMLParser(
        encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True
    )
    tree = _HTML.document_fromstring(markup.encode(), parser=parser)
    document: Any = bare_extraction(tree, options=_options())
    return None if document is None else " ".join(document.body.itertext())


def guessed_day(markup: str, address: str | None) -> str | None:
    """The day of publication that htmldate (fast mode) finds, in ISO form; None where it finds none.

    Raises:
        Exception: one of `BROKEN_PAGE`, where a page is too broken for lxml or htmldate.
    """
    from htmldate import find_date

    return find_date(markup, extensive_search=False, original_date=True, url=address, max_date=_LAST_DAY)


def _options() -> "Extractor":
    from trafilatura.settings import Extractor

    config = ConfigParser()
    config.read_dict({"DEFAULT": _SETTINGS})
    return Extractor(
        config=config,
        output_format="python",
        fast=False,
        precision=True,
        comments=False,
        formatting=False,
        links=False,
        images=False,
        tables=True,
        dedup=False,
        date_params={"max_date": _LAST_DAY},
    )
