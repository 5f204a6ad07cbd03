"""Watching the web: which addresses may be fetched, fetching them politely and within limits, and what is due when.

Nothing here opens a ledger: what was fetched waits in the state of a watch until `sayso.app.watching` takes it in.
"""
