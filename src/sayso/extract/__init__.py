"""The room `extract`."""
