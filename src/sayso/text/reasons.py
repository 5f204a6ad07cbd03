"""Why a block was left out of the clean layer: one table for plain text and HTML."""

from sayso.text.html import HTML_REASONS

PLAIN_REASONS: dict[str, str] = {
    "masthead_date": "A date above the title: the day the page was saved, or printed in its masthead.",
    "date_line": "A line that only says when the article was published or updated.",
    "breadcrumb": "The path of the page in its site, often glued to the title.",
    "repeated_title": "The title once more.",
    "tags": "A list of keywords.",
    "tail": "What follows the article: lists of other articles under a heading such as “Latest news”.",
    "teaser": "The cut first words of another article.",
    "link_line": "One line that leads to another article.",
    "social": "Buttons and invitations to share or follow.",
    "promotion": "An advertisement, a newsletter, a subscription or a donation asked for.",
    "notice": "A copyright, cookie or comment notice.",
    "credit": "The credit of a picture.",
    "repeated_paragraph": "A paragraph that stands a second time, nearly alike; the fuller one is kept.",
    "page_furniture": "What a PDF repeats at the head or foot of its pages: titles, dates, page numbers.",
    "ornament": "A line without letters or digits.",
}
"""Why a paragraph of plain text was left out."""

REASONS: dict[str, str] = PLAIN_REASONS | HTML_REASONS
"""Every reason a block may have. Reasons are stable: rows may be added, never renamed."""
