"""Families: the statements that report one utterance, in all articles, and how its wording drifts."""
