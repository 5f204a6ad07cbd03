"""The room `engines`."""
