"""The room `web`: the workbench, a ledger in the browser. Thin over `sayso.app`; needs the extra `sayso[web]`.

Pages are rendered on the server and work without JavaScript. Everything they show is also JSON below `/api/`.
"""
