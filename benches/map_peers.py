#!/usr/bin/env python3
"""The same maps as `map.rs` with GEOS through shapely: are they valid, each by itself and as a coverage?

    python3 -m pip install -r benches/requirements.txt
    python3 benches/map_peers.py [SIDE...]

`coverage_is_valid` finds overlaps and edges that do not match. It does not find a missing grid, and knows no parent.
"""

import sys
import time

import numpy
import shapely

STEP = 1e-4


def noise(x, y, salt):
    mask = numpy.uint64(0xFFFFFFFF)
    x, y = x.astype(numpy.uint64), y.astype(numpy.uint64)
    mixed = (x * numpy.uint64(0x9E3779B9)) ^ (y * numpy.uint64(0x85EBCA6B)) ^ numpy.uint64(salt * 0xC2B2AE35)
    mixed = ((mixed ^ (mixed >> numpy.uint64(15))) * numpy.uint64(0x2C1B3C6D)) & mask
    mixed = ((mixed ^ (mixed >> numpy.uint64(12))) * numpy.uint64(0x297A2D39)) & mask
    return ((mixed ^ (mixed >> numpy.uint64(15))) & numpy.uint64(0xFFFF)).astype(float) / 65536.0


def polygons(side, pieces):
    """All grids, in an order in which neighbours are far from each other."""
    last = side * pieces
    at = numpy.arange(side * side, dtype=numpy.int64) * 611_953 % (side * side)
    x, y = (at % side) * pieces, (at // side) * pieces
    steps = numpy.arange(pieces)
    dx = numpy.concatenate([steps, steps * 0 + pieces, pieces - steps, steps * 0, [0]])
    dy = numpy.concatenate([steps * 0, steps, steps * 0 + pieces, pieces - steps, [0]])
    x, y = x[:, None] + dx, y[:, None] + dy

    def moved(at, salt):
        by = numpy.where((at == 0) | (at == last), 0.0, 0.5 * noise(x, y, salt) - 0.25)
        return (at + by) / pieces * STEP

    coordinates = numpy.stack([113.0 + moved(x, 1), 34.0 + moved(y, 2)], axis=-1)
    return shapely.polygons(numpy.round(coordinates * 1e7) / 1e7)


def timed(what, count, run):
    start = time.process_time()
    result = run()
    taken = time.process_time() - start
    print(f"  {what:<44} {taken:>9.3f} s {taken / count * 1e9:>9.0f} ns each", flush=True)
    return result


for side in [int(side) for side in sys.argv[1:]] or [316, 1000]:
    for pieces in [1, 4]:
        grids = polygons(side, pieces)
        print(f"{len(grids)} grids of {4 * pieces} edges, GEOS {shapely.geos_version_string}")
        assert timed("is_valid", len(grids), lambda: shapely.is_valid(grids).all())
        assert timed("coverage_is_valid", len(grids), lambda: shapely.coverage_is_valid(grids))
        tree = timed("STRtree", len(grids), lambda: shapely.STRtree(grids))
        generator = numpy.random.default_rng(7)
        points = shapely.points(113.0 + generator.random(10**6) * side * STEP, 34.0 + generator.random(10**6) * side * STEP)
        found = timed("a million points located", 10**6, lambda: tree.query(points, predicate="intersects"))
        assert found.shape[1] > 999_000
