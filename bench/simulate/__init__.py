"""`script/simulate`: what crowds need that no machine here can hold, from what single things cost.

Events, not formulas: votes arrive, wait, are committed under their session's lock; bells ring; hubs tick; frames queue
for the CPU of their process. Every run with the same seed is the same.
"""
