"""What all peers count: how many nodes of each kind are at or below an area or grid, and two sums."""

from collections import defaultdict

KINDS = [
    "subdistrict", "second_grid", "third_grid", "dedicated_grid", "micro_grid",
    "compound", "building", "enterprise", "shop", "school",
]


def totals_of(rows):
    """Totals by id from rows of (id, kind, count, households, floor_area): the counts in the order of KINDS, then the sums."""
    totals = defaultdict(lambda: [0] * (len(KINDS) + 2))
    for top, kind, count, households, floor_area in rows:
        total = totals[top]
        total[KINDS.index(kind)] += count
        total[-2] += int(households)
        total[-1] += int(floor_area)
    return {top: tuple(total) for top, total in totals.items()}
