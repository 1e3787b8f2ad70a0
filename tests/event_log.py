#!/usr/bin/env python3
"""Reads an event log with pm4py, and checks that nothing in it was lost.

    cargo run --release --features record --example records -- LEDGER RECORDS --ocel LOG.json
    python3 -m pip install pm4py
    python3 tests/event_log.py LOG.json

Where pm4py is absent it says so, and ends with success.
"""

import json
import sys
from collections import Counter


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: event_log.py LOG.json")
    try:
        import pm4py
    except ImportError:
        print("skipped: pm4py is absent")
        return
    with open(sys.argv[1], encoding="utf-8") as file:
        written = json.load(file)
    read = pm4py.read_ocel2_json(sys.argv[1])
    relations = [(event["type"], place["objectId"]) for event in written["events"] for place in event["relationships"]]
    checks = {
        "events": (Counter(event["type"] for event in written["events"]), Counter(read.events["ocel:activity"])),
        "objects": (Counter(item["type"] for item in written["objects"]), Counter(read.objects["ocel:type"])),
        "relations": (Counter(relations), Counter(zip(read.relations["ocel:activity"], read.relations["ocel:oid"]))),
    }
    # A case is what happened to a record: as many cases as records, each with all of its events.
    cases = pm4py.ocel_flattening(read, "record")
    records = [item["id"] for item in written["objects"] if item["type"] == "record"]
    checks["cases"] = (sorted(records), sorted(set(cases["case:concept:name"])))
    for what, (expected, found) in checks.items():
        if expected != found:
            sys.exit(f"{what}: {expected} were written, and pm4py reads {found}")
        print(f"{what}: {sum(expected.values()) if isinstance(expected, Counter) else len(expected)}")


if __name__ == "__main__":
    main()
