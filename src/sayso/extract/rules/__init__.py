"""Extraction by rules: cue lexicon, light noun phrases, clause boundaries and the layouts of the press."""

from sayso.extract.rules.extractor import RulesExtractor

__all__ = ["RulesExtractor"]
