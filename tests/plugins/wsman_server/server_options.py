"""The command line of the server."""

import argparse
from pathlib import Path

from service_options import QUIRKS, ServiceOptions
from trouble import Troubles
from xml_style import STYLES


def pair(text: str) -> tuple[str, str]:
    left, colon, right = text.partition(":")
    if not colon or not left or not right:
        raise argparse.ArgumentTypeError(f"`{text}` has to be of the form A:B")
    return left, right


def parser() -> argparse.ArgumentParser:
    quirks = "; ".join(f"{name}: {meaning}" for name, meaning in QUIRKS.items())
    made = argparse.ArgumentParser(description="a strict WS-Management server for tests, on 127.0.0.1")
    made.add_argument("--host-file", type=Path, action="append", required=True, help="a fixture; later ones add classes")
    made.add_argument("--dir", type=Path, required=True, help="an own folder")
    made.add_argument("--call-log", type=Path, help="one JSON line a request; default: DIR/calls.jsonl")
    made.add_argument("--basic", default="", metavar="USER:PASSWORD", help="ask for this login")
    made.add_argument("--deny", action="append", default=[], metavar="NAMESPACE", help="refuse access to it")
    made.add_argument("--page", type=int, default=0, help="most items in an answer")
    made.add_argument("--context-lifetime", type=float, default=240.0, metavar="SECONDS")
    made.add_argument("--max-operations", type=int, default=1500, help="most open enumerations of a user")
    made.add_argument("--expire-context-after", type=int, default=0, metavar="N", help="the Nth Pull fails, once")
    made.add_argument("--quirk", action="append", default=[], choices=tuple(QUIRKS), help=quirks)
    made.add_argument("--prefixes", choices=tuple(STYLES), default="windows")
    made.add_argument("--slow", type=float, default=0.0, metavar="SECONDS", help="wait before each answer")
    made.add_argument("--hang-on", action="append", default=[], metavar="WORD", help="an action or a class")
    made.add_argument("--truncate-on", action="append", default=[], metavar="WORD")
    made.add_argument("--replace-on", action="append", default=[], type=pair, metavar="WORD:FILE")
    made.add_argument("--status-on", action="append", default=[], type=pair, metavar="WORD:STATUS")
    return made


def service_options(arguments: argparse.Namespace) -> ServiceOptions:
    return ServiceOptions(denied=arguments.deny, quirks=arguments.quirk, page=arguments.page,
                          context_lifetime=arguments.context_lifetime, max_operations=arguments.max_operations,
                          expire_context_after=arguments.expire_context_after)


def troubles(arguments: argparse.Namespace) -> Troubles:
    return Troubles(arguments.hang_on, arguments.truncate_on,
                    {word: Path(file) for word, file in arguments.replace_on},
                    {word: int(status) for word, status in arguments.status_on}, arguments.slow)
