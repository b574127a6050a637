"""The load generator: scenarios that start a real server, put real sockets on it and print figures.

Not tests: figures depend on the machine. `script/bench --help` lists the scenarios; each is one module of
`bench.scenarios`.
"""
