#!/usr/bin/env python3
"""Writes a host fixture; the same arguments give the same bytes.

    make_host.py ws2022-de > fixtures/ws2022-de.json     as committed: one guest for each case
    make_host.py ws2022-de --guests 10000 > big.json     the cases again and again, numbered
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cim_classes import CLUSTER, VIRTUALIZATION, empty_namespaces
from cluster_rows import cluster_rows
from guest_rows import Row, guest_rows
from host_rows import host_rows
from plans import CLUSTER_GUESTS, GUESTS, HOSTS, Guest, HostPlan


def possible_guests(host: HostPlan) -> list[Guest]:
    return CLUSTER_GUESTS if host.cluster else [guest for guest in GUESTS if guest.first_build <= host.build]


def numbered(guests: list[Guest], count: int) -> list[Guest]:
    if not count:
        return guests
    return [replace(guests[number % len(guests)], name=f"{guests[number % len(guests)].name}-{number:05}")
            for number in range(count)]


def own_guests(host: HostPlan, guests: list[Guest]) -> list[Guest]:
    return guests[host.first_guest::len(host.nodes)] if host.cluster else guests


def clustered_guests(host: HostPlan, guests: list[Guest]) -> list[tuple[str, Guest]]:
    return [(host.nodes[number % len(host.nodes)], guest) for number, guest in enumerate(guests)
            if not guest.name.startswith("not-clustered")]


def all_rows(host: HostPlan, count: int) -> Iterator[tuple[str, Row]]:
    guests = numbered(possible_guests(host), count)
    yield from host_rows(host)
    for number, guest in enumerate(own_guests(host, guests)):
        yield from ((VIRTUALIZATION, row) for row in guest_rows(host, guest, number))
    if host.cluster:
        yield from ((CLUSTER, row) for row in cluster_rows(host, clustered_guests(host, guests)))


def make_host(host: HostPlan, count: int = 0) -> dict[str, Any]:
    namespaces = empty_namespaces(host.build, bool(host.cluster))
    for namespace, (class_name, row) in all_rows(host, count):
        namespaces[namespace][class_name]["instances"].append(dict(sorted(row.items())))
    return {"name": host.name, "language": host.language, "product_version": host.product_version,
            "namespaces": namespaces}


def common_values(instances: list[dict[str, Any]]) -> dict[str, Any]:
    """What more than half of the instances have in common; it is then written once for the class."""
    counts = Counter((name, compact(value)) for instance in instances for name, value in instance.items())
    return {name: json.loads(value) for (name, value), count in sorted(counts.items()) if 2 * count > len(instances) > 1}


def without(instance: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """The instance's own values; what it has not though most have it is null."""
    own = {name: value for name, value in instance.items() if name not in common or common[name] != value}
    return own | {name: None for name in common if name not in instance}


def written(told: dict[str, Any]) -> str:
    """JSON with one line an instance, so that a change is seen as such."""
    namespaces = []
    for namespace, classes in told["namespaces"].items():
        written_classes = ",\n  ".join(f"{compact(name)}: {written_class(each)}" for name, each in classes.items())
        namespaces.append(f" {compact(namespace)}: {{\n  {written_classes}}}")
    head = {key: value for key, value in told.items() if key != "namespaces"}
    return compact(head)[:-1] + ', "namespaces": {\n' + ",\n".join(namespaces) + "}}\n"


def written_class(told: dict[str, Any]) -> str:
    common = common_values(told["instances"])
    head = compact({key: value for key, value in told.items() if key != "instances"} | {"common": common})[:-1]
    instances = ",\n    ".join(compact(without(instance, common)) for instance in told["instances"])
    return head + ', "instances": [' + (f"\n    {instances}" if instances else "") + "]}"


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("host", choices=tuple(HOSTS))
    parser.add_argument("--guests", type=int, default=0, help="so many guests instead of one for each case")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(written(make_host(HOSTS[arguments.host], arguments.guests)))


if __name__ == "__main__":
    main()
