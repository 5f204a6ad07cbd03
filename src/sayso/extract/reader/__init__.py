"""The model extractor: attributions read by a small network that runs on a CPU, without a service."""

from sayso.extract.reader.extractor import ModelExtractor
from sayso.extract.reader.reader import ReadAttribution, Reader

__all__ = ["ModelExtractor", "ReadAttribution", "Reader"]
