"""The room `link`: what belongs together across statements and documents; so far figures and their ladders."""
