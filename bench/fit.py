"""What single things cost, from runs that had different numbers of them."""

from collections.abc import Sequence

RIDGE = 1e-9  # what keeps kinds that always come together from having no answer at all


def costs(counts: Sequence[Sequence[float]], totals: Sequence[float]) -> list[float]:
    """The cost of each kind of thing, none below zero, so that the relative errors of the totals are least.

    Each run has its counts (one of each kind) and its total above zero. Kinds that no run tells apart share.
    """
    kinds = list(range(len(counts[0])))
    while True:
        rows = [[run[kind] / total for kind in kinds] for run, total in zip(counts, totals, strict=True)]
        found = dict(zip(kinds, _least_squares(rows), strict=True))
        if all(cost >= 0 for cost in found.values()):
            return [found.get(kind, 0.0) for kind in range(len(counts[0]))]
        kinds.remove(min(kinds, key=found.__getitem__))  # what seems to cost less than nothing costs nothing


def errors(counts: Sequence[Sequence[float]], totals: Sequence[float], each: Sequence[float]) -> list[float]:
    """How far each total is from what the costs make of its counts, as a share of it."""
    sums = [sum(count * cost for count, cost in zip(run, each, strict=True)) for run in counts]
    return [abs(made - total) / total for made, total in zip(sums, totals, strict=True)]


def _least_squares(rows: list[list[float]]) -> list[float]:
    """The x for which all rows · x are nearest to 1 (normal equations, Gauss and Jordan)."""
    size = len(rows[0])
    system = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)] + [sum(row[i] for row in rows)]
        for i in range(size)
    ]
    for i in range(size):
        system[i][i] *= 1 + RIDGE
    for i in range(size):
        best = max(range(i, size), key=lambda k: abs(system[k][i]))
        system[i], system[best] = system[best], system[i]
        for k in range(size):
            if k != i:
                factor = system[k][i] / system[i][i]
                system[k] = [
                    value - factor * pivot for value, pivot in zip(system[k], system[i], strict=True)
                ]
    return [system[i][size] / system[i][i] for i in range(size)]
