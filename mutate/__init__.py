"""Wrong changes, made in copies of the tree, and whether a test notices them. Figures, not tests: docs/testing.md.

`changes` says what a wrong change is, `python` makes those of Python modules, `written` reads those written by hand,
`layers` says which tests belong to which file, `copies` runs them.
"""
