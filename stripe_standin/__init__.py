"""A development program that answers like Stripe: its own process, real HTTP, no money.

Nothing of the project imports this package and it imports nothing of the project: the site reaches it over HTTP
with the real ``stripe`` package, exactly as it would reach Stripe. See README.md beside this file.
"""
