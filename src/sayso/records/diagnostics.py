"""Diagnostics: coded, located notes on trouble in the data. Every code is in one table, with its remedy."""

from enum import StrEnum

from sayso.records.base import Record, Value
from sayso.records.spans import Span


class Severity(StrEnum):
    """How much a diagnostic cost: nothing (note), a part (warning), or the whole document (error)."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Code(Value, frozen=True, kw_only=True):
    """One row of the table of diagnostics."""

    severity: Severity
    meaning: str
    remedy: str


class Diagnostic(Record, frozen=True, kw_only=True, tag="diagnostic"):
    """One thing that was skipped, guessed or found odd, and where.

    Attributes:
        code: a key of `CODES`.
        key: key of the document (its path or its id in a `.jsonl`), or the path of a file that gave none.
        document: id of the document, None where none could be made.
        span: half-open code points of the raw layer, None where it concerns the whole document.
        detail: the values: what was found, in words for a person; never a path outside what was named by the user.
    """

    code: str
    key: str
    document: str | None = None
    span: Span | None = None
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """The severity that the table gives this code."""
        return CODES[self.code].severity


def _row(severity: Severity, meaning: str, remedy: str) -> Code:
    return Code(severity=severity, meaning=meaning, remedy=remedy)


_NOTE, _WARNING, _ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

CODES: dict[str, Code] = {
    # ingest: what could not be read as a document
    "empty": _row(_ERROR, "The file has no characters.", "Check that the file was saved whole."),
    "binary": _row(
        _ERROR, "The bytes are not text.", "Give text, HTML, JSON Lines or CSV; convert other formats first."
    ),
    "unreadable": _row(_ERROR, "The file could not be opened.", "Check its permissions and that it still exists."),
    "unsupported": _row(
        _ERROR, "No reader for this kind of file.", "Convert it to text or HTML, or name a supported file."
    ),
    "too_large": _row(_ERROR, "The document is larger than the limit.", "Split it, or check that it is one article."),
    "bad_gzip": _row(_ERROR, "The compressed file is broken or expands too much.", "Fetch or compress the page again."),
    "bad_json": _row(_ERROR, "A line is not a JSON object with the fields of a document.", "Mend the line named."),
    "bad_manifest": _row(
        _ERROR, "A row of the manifest cannot be used.", "Give it a path beside the manifest and known columns."
    ),
    "bad_table": _row(
        _ERROR, "A table of documents is broken at a line; the rows before it were read.", "Mend the line named."
    ),
    "bad_fact": _row(
        _WARNING,
        "A value known from outside is not usable and was left out.",
        "Give dates as EDTF, for example 2018-01-18.",
    ),
    "symlink_loop": _row(
        _WARNING, "A folder leads back to itself; it was entered once.", "Nothing to do, or remove the link."
    ),
    "shared_original": _row(
        _NOTE, "Another document has the same bytes.", "Nothing to do; a reprint counts once as an original."
    ),
    "new_version": _row(_NOTE, "The same key was seen with other content.", "Nothing to do; both versions are kept."),
    "fetch_refused": _row(
        _ERROR,
        "The address must not be fetched: it is none of the open web, or leads to a machine that is not public.",
        "Check the feed or sitemap that names it; for a server of your own see allow_loopback and ports.",
    ),
    "fetch_forbidden": _row(_WARNING, "The site's robots.txt asks not to fetch this address.", "Ask the publisher."),
    "fetch_failed": _row(
        _ERROR, "The address could not be fetched and was given up.", "Open it in a browser; it may be gone."
    ),
    "fetch_unsupported": _row(
        _WARNING, "What the address gives is no page, text or PDF.", "Nothing to do, or fetch it by other means."
    ),
    "quarantined": _row(
        _ERROR,
        "Reading this broke its reader or exceeded its limits; the bytes are kept in the ledger as evidence.",
        "Look at the file apart from your other work; it may be built to do harm.",
    ),
    "bad_archive": _row(
        _ERROR,
        "An archive or a member of it is broken, encrypted, or expands beyond the limits.",
        "Unpack it by hand and name the folder.",
    ),
    "unsafe_member": _row(
        _ERROR,
        "A member of an archive was refused: its name leads out of the archive, or it is a link or device.",
        "Find out who made the archive; unpack it by hand if you trust it.",
    ),
    "bad_warc": _row(
        _ERROR,
        "A web archive is broken at a record; what could be read before is kept.",
        "Check it with a WARC validator, or capture the page again.",
    ),
    "damaged_record": _row(
        _WARNING,
        "A record of a web archive was cut off, or its digest does not fit; it was read as it is.",
        "Capture the page again if it matters.",
    ),
    "bad_mail": _row(_ERROR, "A message has no text that can be read.", "Save the message again as .eml or its text."),
    "bad_feed": _row(
        _ERROR, "The XML is no feed or sitemap that can be read.", "Check that it is RSS, Atom or a sitemap."
    ),
    "bad_pdf": _row(
        _ERROR, "The PDF is broken or needs a password.", "Open it in a reader of PDF and print it to a new file."
    ),
    "scanned_pdf": _row(
        _ERROR,
        "The PDF has pictures instead of text.",
        "Run text recognition (OCR) over it and give the result.",
    ),
    "scanned_pages": _row(
        _WARNING,
        "Some pages of the PDF have pictures instead of text.",
        "Run text recognition (OCR) over it if those pages matter.",
    ),
    "addresses_only": _row(
        _ERROR,
        "The file names addresses of articles but does not hold them; nothing is fetched here.",
        "Name the feed, sitemap or addresses in a configuration for `sayso watch`.",
    ),
    "contents": _row(
        _NOTE,
        "An archive or other container was read to its end; what it held is counted.",
        "Nothing to do; look at what was passed over if you expected more documents.",
    ),
    "resources_passed_over": _row(
        _NOTE,
        "The folder of pictures and scripts that a browser saved with a page was passed over.",
        "Nothing to do.",
    ),
    "worker_died": _row(
        _ERROR,
        "A worker process ended while reading this document.",
        "Look at the file; it may be built to exhaust memory.",
    ),
    "stage_failed": _row(
        _ERROR, "A stage could not deal with this document.", "Please report it with the document if you can."
    ),
    # text: what decoding and cleaning had to decide
    "encoding_guessed": _row(
        _NOTE, "The encoding was not declared and was detected.", "Check names with accents; save as UTF-8 if wrong."
    ),
    "replaced_characters": _row(
        _WARNING,
        "Bytes or code points that are no text were replaced by U+FFFD.",
        "Save the file again in the right encoding.",
    ),
    "null_characters": _row(
        _WARNING, "The text holds null characters; they are kept but mean nothing.", "Check how the file was saved."
    ),
    "deep_markup": _row(
        _WARNING,
        "The markup is nested beyond the limit; it was read without its structure.",
        "Check the page; the text may hold debris.",
    ),
    "no_main_content": _row(
        _WARNING, "No main content was found in the page.", "Look at the page; give its text as .txt if needed."
    ),
    "main_content_guessed": _row(
        _WARNING,
        "No main content was found in the page; the element that holds most text was kept instead.",
        "Compare the kept text with the page; give its text as .txt if needed.",
    ),
    "unmapped": _row(
        _WARNING, "Passages whose place in the markup is not certain were left out.", "Read them in the original."
    ),
    "language_unsupported": _row(
        _WARNING,
        "The text is not in a language Sayso reads; nothing was extracted.",
        "Give English text, or spans made elsewhere with --attributions.",
    ),
    "published_bounded": _row(
        _NOTE, "Only a bound of the publication date is known.", "Give the date in a manifest or the .jsonl line."
    ),
    "published_unknown": _row(
        _NOTE, "No publication date was found.", "Give the date in a manifest or the .jsonl line."
    ),
    "published_conflict": _row(
        _NOTE,
        "Two dates of publication were found; the better supported one is used.",
        "Give the date in a manifest if it is wrong.",
    ),
    # extract and resolve
    "too_long": _row(
        _ERROR,
        "The text is longer than any article; it is kept, but nothing was extracted from it.",
        "Split it into articles and give those.",
    ),
    "unbalanced_quotation": _row(
        _NOTE,
        "A quotation mark has no partner; the quotation ends with its paragraph.",
        "Read the passage in its article.",
    ),
    "unattributed_quotation": _row(
        _NOTE,
        "A quotation of several words has no source that was found.",
        "Read the passage; give the speaker by a decision.",
    ),
    "given_span_outside": _row(
        _ERROR,
        "A span given from elsewhere lies outside its document.",
        "Check that its offsets are code points of the raw layer.",
    ),
    "given_document_unknown": _row(
        _WARNING, "Spans were given for an id that no document has.", "Check the id against the documents' keys."
    ),
    "given_bad_line": _row(_ERROR, "A line of the given spans is not an attribution list.", "Mend the line named."),
    # decisions of people
    "decision_unmatched": _row(
        _WARNING,
        "A decision on a statement is in force whose words are not there any more, or more than once.",
        "Decide again on the statement as it is now, or take the decision back; see `sayso review`.",
    ),
    "erased": _row(
        _WARNING,
        "This document was erased on a person's order; it was not read again.",
        "Nothing to do; `sayso verify` says who erased what, when and why.",
    ),
    "anachronism": _row(
        _NOTE,
        "A date of the passage lies after the date of its document; the passage may be older.",
        "Read the passage; its dates are left open.",
    ),
}
"""Every diagnostic Sayso can give. Codes are stable: rows may be added, never renamed."""
