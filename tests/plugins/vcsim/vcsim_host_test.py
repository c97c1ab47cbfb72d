"""Checks the simulated vCenter itself, so that a test of the plugin that fails points at the plugin."""

import http.client
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree as ElementTree

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "vcsim_host"
USER, PASSWORD = "administrator@vsphere.local", "secret"
VIM = "{urn:vim25}"
ENVELOPE = ('<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:vim25"><e:Body>{}</e:Body></e:Envelope>')
COLLECTOR = '<_this type="PropertyCollector">propertyCollector</_this>'


class Server:
    """A running vcsim_host and one session of a client that reads no more than these tests need."""

    def __init__(self, *arguments):
        self.directory = tempfile.TemporaryDirectory()
        self.call_log = os.path.join(self.directory.name, "calls")
        self.process = subprocess.Popen(
            [PROGRAM, "--dir", self.directory.name, "--call-log", self.call_log, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.said = json.loads(self.process.stdout.readline())
        self.cookie = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.code = self.process.wait(timeout=20)
        self.process.stdout.close()
        self.directory.cleanup()

    def connection(self, ca=None, timeout=20):
        if self.said["url"].startswith("https:"):
            context = ssl.create_default_context(cafile=ca or self.said["ca"])
            return http.client.HTTPSConnection("127.0.0.1", self.said["port"], context=context, timeout=timeout)
        return http.client.HTTPConnection("127.0.0.1", self.said["port"], timeout=timeout)

    def post(self, body, timeout=20, ca=None):
        connection = self.connection(ca, timeout)
        headers = {"Content-Type": "text/xml", "SOAPAction": "urn:vim25/6.5"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        try:
            connection.request("POST", "/sdk", ENVELOPE.format(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def login(self, user=USER, password=PASSWORD):
        status, headers, text = self.post(
            f'<Login><_this type="SessionManager">SessionManager</_this>'
            f'<userName>{user}</userName><password>{password}</password></Login>')
        self.cookie = (headers["Set-Cookie"] or "").split(";")[0] or None
        return status, text

    def retrieve(self, *paths, maximum=None, **more):
        """All virtual machines by traversal from the root: no view is needed that a session would own."""
        return self.post(retrieval(paths, maximum), **more)

    def proceed(self, token, method="ContinueRetrievePropertiesEx"):
        return self.post(f"<{method}>{COLLECTOR}<token>{token}</token></{method}>")

    def calls(self):
        with open(self.call_log) as lines:
            return [json.loads(line) for line in lines]


def retrieval(paths, maximum):
    asked = "".join(f"<pathSet>{path}</pathSet>" for path in paths)
    select = "".join(f"<selectSet><name>{name}</name></selectSet>" for name in ("folders", "machines"))
    steps = (("folders", "Folder", "childEntity"), ("machines", "Datacenter", "vmFolder"))
    traversals = "".join(
        f'<selectSet xsi:type="TraversalSpec"><name>{name}</name><type>{kind}</type><path>{path}</path>'
        f"<skip>false</skip>{select}</selectSet>" for name, kind, path in steps)
    return (f"<RetrievePropertiesEx>{COLLECTOR}<specSet>"
            f"<propSet><type>VirtualMachine</type>{asked}</propSet>"
            f'<objectSet><obj type="Folder">group-d1</obj><skip>true</skip>{traversals}</objectSet></specSet>'
            f"<options>{'' if maximum is None else f'<maxObjects>{maximum}</maxObjects>'}</options>"
            f"</RetrievePropertiesEx>")


def objects(text):
    return list(ElementTree.fromstring(text).iter(VIM + "objects"))


def token(text):
    return ElementTree.fromstring(text).findtext(f".//{VIM}token")


def values(entry):
    return {each.findtext(VIM + "name"): "".join(each.find(VIM + "val").itertext())
            for each in entry.iter(VIM + "propSet")}


def fault(text):
    return re.search(r"<(\w+)Fault xmlns=\"urn:vim25\"", text).group(1)


class Running(unittest.TestCase):
    def test_credentials_are_enforced(self):
        with Server("--user", "reader", "--password", "s3cret") as server:
            for user, password in (("reader", "wrong"), ("other", "s3cret"), ("", ""), (USER, PASSWORD)):
                status, text = server.login(user, password)
                self.assertEqual((status, fault(text)), (500, "InvalidLogin"))
            self.assertEqual(server.login("reader", "s3cret")[0], 200)

    def test_it_ends_when_stdin_is_closed(self):
        with Server() as server:
            pass
        self.assertEqual(server.code, 0)

    def test_it_ends_on_sigterm_while_a_call_hangs(self):
        with Server("--front", "hang-on=Login") as server:
            with self.assertRaises(TimeoutError):
                server.post('<Login><_this type="SessionManager">SessionManager</_this></Login>', timeout=0.3)
            server.process.terminate()
            self.assertEqual(server.process.wait(timeout=20), 0)

    def test_only_the_ca_of_the_run_is_trusted(self):
        with Server("--tls") as server:
            self.assertRegex(server.said["fingerprint"], r"^([0-9A-F]{2}:){31}[0-9A-F]{2}$")
            self.assertEqual(server.login()[0], 200)
            with self.assertRaisesRegex(ssl.SSLError, "unable to get local issuer|self.signed|signature"):
                server.post("", ca=os.path.join(server.directory.name, "other-ca.pem"))

    def test_bad_certificates(self):
        for kind, complaint in (("expired", "expired"), ("wrong-host", "mismatch"), ("self-signed", "self-signed")):
            with self.subTest(kind), Server("--tls", "--certificate", kind) as server:
                with self.assertRaisesRegex(ssl.SSLCertVerificationError, complaint):
                    server.login()

    def test_unknown_front_is_refused(self):
        for spec in ("nonsense=1", "pages=0", "status-on=Login", "fault-on=Login:1x", "delete-vm=a"):
            done = subprocess.run([PROGRAM, "--front", spec], stdin=subprocess.DEVNULL, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout), (2, ""), spec)
            self.assertIn(f"--front `{spec}`", done.stderr)

    def test_delay(self):
        with Server("--delay", "Login=400ms") as server:
            start = time.monotonic()
            server.login()
            self.assertGreater(time.monotonic() - start, 0.4)


class Inventory(unittest.TestCase):
    def test_number_of_machines(self):
        for number in (0, 1, 5, 3000):
            with self.subTest(number), Server("--vms", str(number)) as server:
                server.login()
                found = [values(each) for each in objects(server.retrieve("name", "config.uuid")[2])]
                self.assertEqual(len({each["name"] for each in found}), number)
                self.assertEqual(len({each["config.uuid"] for each in found}), number)

    def test_api_version(self):
        with Server("--api-version", "7.0") as server:
            text = server.post('<RetrieveServiceContent><_this type="ServiceInstance">ServiceInstance</_this>'
                               "</RetrieveServiceContent>")[2]
            self.assertIn("<apiVersion>7.0</apiVersion>", text)
            self.assertIn("<version>7.0.0</version>", text)

    def test_rich_scenario(self):
        with Server("--scenario", "rich", "--vms", "0") as server:
            server.login()
            found = {facts["name"]: facts for facts in map(values, objects(server.retrieve(
                "name", "summary.quickStats.balloonedMemory", "config.nestedHVEnabled", "config.guestId",
                "runtime.powerState")[2]))}
            self.assertEqual(found["ballooned"]["summary.quickStats.balloonedMemory"], "512")
            self.assertEqual(found["plain"]["summary.quickStats.balloonedMemory"], "0")
            self.assertEqual(found["nested-hv"]["config.nestedHVEnabled"], "true")
            self.assertEqual(found["suspended"]["runtime.powerState"], "suspended")
            self.assertNotIn("config.guestId", found["inaccessible"])


class CallLog(unittest.TestCase):
    def test_one_line_for_each_call(self):
        with Server() as server:
            server.login()
            server.retrieve("name", "config.uuid")
            login, retrieved = server.calls()
            self.assertEqual(login, {"method": "Login", "this": "SessionManager:SessionManager", "session": False,
                                     "types": [], "paths": []})
            self.assertEqual(retrieved, {"method": "RetrievePropertiesEx", "session": True, "types": ["VirtualMachine"],
                                         "this": "PropertyCollector:propertyCollector",
                                         "paths": ["name", "config.uuid"]})
            server.cookie = "vmware_soap_session=never-given"
            server.retrieve("name")
            self.assertFalse(server.calls()[-1]["session"])

    def test_it_holds_no_password(self):
        with Server("--password", "hush-hush") as server:
            server.login(USER, "hush-hush")
            with open(server.call_log) as lines:
                self.assertNotIn("hush-hush", lines.read())


class Pages(unittest.TestCase):
    def names(self, server, maximum=None):
        """The names of each page."""
        text = server.retrieve("name", maximum=maximum)[2]
        pages = []
        while True:
            pages.append([values(each)["name"] for each in objects(text)])
            more = token(text)
            if more is None:
                return pages
            status, _, text = server.proceed(more)
            self.assertEqual(status, 200)
            self.assertIn("<ContinueRetrievePropertiesExResponse", text)

    def test_every_object_comes_once(self):
        with Server("--vms", "10", "--front", "pages=4") as server:
            server.login()
            pages = self.names(server)
            self.assertEqual([len(page) for page in pages], [4, 4, 2])
            self.assertEqual(len({name for page in pages for name in page}), 10)
            self.assertEqual([call["method"] for call in server.calls()],
                             ["Login", "RetrievePropertiesEx"] + 2 * ["ContinueRetrievePropertiesEx"])

    def test_the_smaller_of_page_and_maximum(self):
        with Server("--vms", "6", "--front", "pages=4") as server:
            server.login()
            self.assertEqual([len(page) for page in self.names(server, maximum=3)], [3, 3])
            self.assertEqual([len(page) for page in self.names(server, maximum=5)], [4, 2])

    def test_tokens_are_good_once_and_for_their_session(self):
        with Server("--vms", "6", "--front", "pages=2") as server:
            server.login()
            first = token(server.retrieve("name")[2])
            second = token(server.proceed(first)[2])
            self.assertEqual(fault(server.proceed(first)[2]), "InvalidArgument")
            own = server.cookie
            server.cookie = None
            self.assertEqual(fault(server.proceed(second)[2]), "NotAuthenticated")
            server.login()
            self.assertEqual(fault(server.proceed(second)[2]), "InvalidArgument")
            server.cookie = own
            self.assertEqual(server.proceed(second, "CancelRetrievePropertiesEx")[0], 200)
            self.assertEqual(fault(server.proceed(second)[2]), "InvalidArgument")

    def test_a_machine_vanishes_between_pages(self):
        with Server("--vms", "3", "--clusters", "0", "--front", "pages=2", "--front", "delete-vm=DC0_H0_VM2@1") as server:
            server.login()
            names = [name for page in self.names(server) for name in page]
            self.assertEqual(sorted(names), ["DC0_H0_VM0", "DC0_H0_VM1"])
            self.assertEqual(len(objects(server.retrieve("name")[2])), 2)


class Sessions(unittest.TestCase):
    def test_idle_sessions_end(self):
        with Server("--session-idle", "200ms") as server:
            server.login()
            time.sleep(1)
            server.retrieve("name")
            self.assertFalse(server.calls()[-1]["session"])

    def test_session_lost_as_the_simulator_says_it(self):
        with Server("--front", "lose-session-after=1") as server:
            server.login()
            self.assertEqual(len(objects(server.retrieve("name")[2])), 4)
            self.assertIn('type="NotAuthenticated"', server.retrieve("name")[2])
            server.login()
            for _ in range(3):  # it is lost only once
                self.assertEqual(len(objects(server.retrieve("name")[2])), 4)

    def test_session_lost_as_a_real_server_says_it(self):
        with Server("--front", "lose-session-after=1", "--front", "strict-session") as server:
            server.login()
            server.retrieve("name")
            status, _, text = server.retrieve("name")
            self.assertEqual((status, fault(text)), (500, "NotAuthenticated"))


class Faults(unittest.TestCase):
    def test_denied_paths_go_to_the_missing_set(self):
        with Server("--vms", "2", "--front", "deny=config,summary.guest") as server:
            server.login()
            text = server.retrieve("name", "config.uuid", "config.sevEnabled", "summary.guest")[2]
            for entry in objects(text):
                self.assertEqual(list(values(entry)), ["name"])
                missing = {each.findtext(VIM + "path"): each for each in entry.iter(VIM + "missingSet")}
                self.assertEqual(sorted(missing), ["config.sevEnabled", "config.uuid", "summary.guest"])
                why = missing["config.uuid"].find(f"{VIM}fault/{VIM}fault")
                self.assertEqual(why.get("{http://www.w3.org/2001/XMLSchema-instance}type"), "NoPermission")
                self.assertEqual(why.findtext(VIM + "object"), entry.findtext(VIM + "obj"))
                self.assertEqual(why.findtext(VIM + "privilegeId"), "System.Read")

    def test_denied_and_nothing_else_asked(self):
        with Server("--vms", "1", "--front", "deny=config") as server:
            server.login()
            entry, = objects(server.retrieve("config.uuid")[2])
            self.assertEqual([child.tag for child in entry], [VIM + "obj", VIM + "missingSet"])

    def test_faults_by_method(self):
        for spec, expected in (("deny-method=Login", "NoPermission"), ("fault-on=Login:HostCommunication",
                                                                       "HostCommunication")):
            with self.subTest(spec), Server("--front", spec) as server:
                status, text = server.login()
                self.assertEqual((status, fault(text)), (500, expected))

    def test_unknown_path_spoils_the_whole_call(self):
        with Server("--front", "unknown-path=guest.guestDetailedData") as server:
            server.login()
            self.assertEqual(server.retrieve("name")[0], 200)
            status, _, text = server.retrieve("name", "guest.guestDetailedData")
            self.assertEqual((status, fault(text)), (500, "InvalidProperty"))
            self.assertIn("<name>guest.guestDetailedData</name>", text)

    def test_only_the_nth_call(self):
        with Server("--front", "status-on=RetrievePropertiesEx@2:503") as server:
            server.login()
            self.assertEqual([server.retrieve("name")[0] for _ in range(3)], [200, 503, 200])

    def test_truncated(self):
        with Server("--front", "truncate-on=RetrievePropertiesEx:100") as server:
            server.login()
            with self.assertRaises(http.client.IncompleteRead) as caught:
                server.retrieve("name")
            self.assertEqual(len(caught.exception.partial), 100)

    def test_replaced(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write("<not-soap/>")
            file.flush()
            with Server("--front", f"replace-on=Login:{file.name}") as server:
                self.assertEqual(server.login(), (200, "<not-soap/>"))


if __name__ == "__main__":
    unittest.main()
