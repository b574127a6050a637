"""The protocol between phones, desk, big screen and server, as typed classes.

The lowest room of the house: it knows no model and no feature. `commands` go up, `events` and `state`
come down, `errors` is the closed list of refusals. `docs/protocol.md` and `static/js/wire/protocol.js`
are generated from here by `manage.py generate_protocol`.
"""
