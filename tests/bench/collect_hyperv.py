#!/usr/bin/env python3
"""Collecting a Hyper-V host against a plain client that asks the same.

usage: collect_hyperv.py BIN_DIRECTORY [--guests N] [--rounds N]

The server is that of the tests (tests/plugins/wsman_server) behind Apache with TLS and Basic. The plain client is Python's http.client and
ElementTree: it makes the enumerations that the plugin was seen to make, with pages of the same size over one connection, and parses every answer.
"""
import argparse
import base64
import http.client
import json
import os
import ssl
import subprocess
import sys
import tempfile
import uuid
import xml.etree.ElementTree
from xml.sax.saxutils import escape

from peers import peer
from side_by_side import compare, seconds

SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "plugins", "wsman_server")
ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
ENVELOPE = """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
 xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:n="{enumeration}"><s:Header><a:To>{url}</a:To>
<w:ResourceURI s:mustUnderstand="true">{resource}</w:ResourceURI><a:ReplyTo><a:Address s:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>
<a:Action s:mustUnderstand="true">{enumeration}/{action}</a:Action><w:MaxEnvelopeSize s:mustUnderstand="true">512000</w:MaxEnvelopeSize>
<a:MessageID>uuid:{message}</a:MessageID><w:OperationTimeout>PT60S</w:OperationTimeout></s:Header><s:Body>{body}</s:Body></s:Envelope>"""
FIRST = """<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>{page}</w:MaxElements>
<w:Filter Dialect="http://schemas.microsoft.com/wbem/wsman/1/WQL">{wql}</w:Filter></n:Enumerate>"""
NEXT = "<n:Pull><n:EnumerationContext>{context}</n:EnumerationContext><n:MaxElements>{page}</n:MaxElements></n:Pull>"


def enumerations_of(log):
    with open(log, encoding="utf-8") as lines:
        calls = [json.loads(line) for line in lines]
    return calls, [(call["resource_uri"], call["wql"]) for call in calls if call["action"].endswith("Enumerate") and not call["fault"]]


def read_plainly(front, enumerations, page):
    context = ssl.create_default_context(cafile=front["ca"])
    connection = http.client.HTTPSConnection("localhost", int(front["port"]), context=context)
    credentials = base64.b64encode(f"{front['user']}:{front['password']}".encode()).decode()
    headers = {"Content-Type": "application/soap+xml;charset=UTF-8", "Authorization": "Basic " + credentials}

    def ask(resource, action, body):
        text = ENVELOPE.format(enumeration=ENUMERATION, url=front["url"], resource=resource, action=action, message=uuid.uuid4(), body=body)
        connection.request("POST", "/wsman", text.encode(), headers)
        answer = connection.getresponse().read()
        tree = xml.etree.ElementTree.fromstring(answer)
        last = any(element.tag.endswith("}EndOfSequence") for element in tree.iter())
        return None if last else next((e.text for e in tree.iter(f"{{{ENUMERATION}}}EnumerationContext")), None)

    for resource, wql in enumerations:
        more = ask(resource, "Enumerate", FIRST.format(page=page, wql=escape(wql)))
        while more:
            more = ask(resource, "Pull", NEXT.format(page=page, context=more))


def write_site(folder, front):
    site = {"targets": [{"name": "hv", "uri": f"hyperv://localhost:{front['port']}", "secret": {"env": "HV_PASSWORD"},
                         "options": {"username": front["user"], "auth": "basic", "ca_file": front["ca"]}}]}
    path = os.path.join(folder, "site.json")
    with open(path, "w", encoding="utf-8") as out:
        json.dump(site, out)
    return path


def bench(binaries, guests, rounds):
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o755)  # Apache's workers pass through it
        fixture, log = os.path.join(folder, "host.json"), os.path.join(folder, "calls")
        with open(fixture, "w", encoding="utf-8") as out:
            subprocess.run([sys.executable, "-B", f"{SERVER}/make_host.py", "ws2022-de", "--guests", str(guests)], stdout=out, check=True)
        with peer([sys.executable, "-B", f"{SERVER}/wsman_server.py", "--host-file", fixture, "--dir", folder, "--call-log", log]) as server, \
             peer([sys.executable, "-B", f"{SERVER}/apache_front.py", "run", os.path.join(folder, "front"), "--backend", server["url"], "--mode", "basic"]) as front:
            environment = dict(os.environ, HV_PASSWORD=front["password"])
            collect = [os.path.join(binaries, "hvcompat"), "collect", "-q", "--site", write_site(folder, front), "-o",
                       os.path.join(folder, "host.ndjson")]
            seconds(collect, env=environment)
            calls, enumerations = enumerations_of(log)
            job = os.path.join(folder, "plain.json")
            with open(job, "w", encoding="utf-8") as out:
                json.dump([front, enumerations], out)
            plain = [sys.executable, os.path.abspath(__file__), "--plain", job]
            ours, theirs, ratio = compare(lambda: seconds(collect, env=environment), lambda: seconds(plain), rounds)
    print(f"{guests} guests: {len(calls)} calls, {len(enumerations)} classes")
    print(f"hvcompat collect {ours:.2f} s, plain client {theirs:.2f} s (medians of {rounds}); ratio {ratio:.2f}")


def main():
    if sys.argv[1:2] == ["--plain"]:
        with open(sys.argv[2], encoding="utf-8") as job:
            front, enumerations = json.load(job)
        read_plainly(front, enumerations, 32000)
        return
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--guests", type=int, default=5000)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    bench(given.binaries, given.guests, given.rounds)


if __name__ == "__main__":
    main()
