"""HTML: the main content of a page with the map back to its markup, and what the page says about itself."""

from sayso.text.html.cleaning import CleanedHtml, HtmlPage, clean_html, read_html
from sayso.text.html.metadata import HtmlFacts, html_facts
from sayso.text.html.selection import HTML_REASONS

__all__ = ["HTML_REASONS", "CleanedHtml", "HtmlFacts", "HtmlPage", "clean_html", "html_facts", "read_html"]
