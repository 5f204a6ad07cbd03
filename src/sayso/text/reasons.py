"""Why a block was left out of the clean layer: one table for plain text and HTML."""

REASONS: dict[str, str] = {
    # plain text
    "masthead_date": "A date above the title: the day the page was saved, or printed in its masthead.",
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
    "ornament": "A line without letters or digits.",
    # HTML
    "navigation": "Menus, headers, footers and other parts that lead elsewhere.",
    "not_main_content": "Not part of what was chosen as the article.",
    "unmapped": "Its place in the markup is not certain.",
}
"""Every reason a block may have. Reasons are stable: rows may be added, never renamed."""
