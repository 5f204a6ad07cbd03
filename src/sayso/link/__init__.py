"""The room `link`."""
