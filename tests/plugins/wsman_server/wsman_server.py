#!/usr/bin/env python3
"""A strict WS-Management server for tests: prints one JSON line when it listens, ends when stdin closes or on SIGTERM."""

import argparse
import json
import sys
import threading

import server_options
from call_log import CallLog
from host import load_hosts
from http_front import Front, WsmanServer
from operations import Service
from until_told import set_when_told
from xml_style import STYLES


def make_server(arguments: argparse.Namespace) -> WsmanServer:
    arguments.dir.mkdir(parents=True, exist_ok=True)
    service = Service(load_hosts(arguments.host_file), server_options.service_options(arguments))
    log = CallLog(arguments.call_log or arguments.dir / "calls.jsonl")
    return WsmanServer(Front(service, log, server_options.troubles(arguments), STYLES[arguments.prefixes],
                             arguments.basic))


def main() -> int:
    server = make_server(server_options.parser().parse_args())
    port, over = server.server_address[1], server.front.over
    set_when_told(over)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    serving.start()
    print(json.dumps({"url": f"http://127.0.0.1:{port}/wsman", "port": port}), flush=True)
    over.wait()
    server.shutdown()
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
