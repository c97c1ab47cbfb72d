#!/usr/bin/env python3
"""The server is as strict as its README says, serves what it says, and breaks only when told to."""

import base64
import json
import signal
import threading
import time
import unittest
import xml.etree.ElementTree as ElementTree
from http.client import HTTPConnection, IncompleteRead

import soap_names as names
import wql
from duration import seconds_of
from host import load_hosts
from make_host import make_host, written
from plans import HOSTS
from soap_names import qualified
from test_client import (HERE, IDENTIFY, TYPE, VIRTUALIZATION, Answer, Message, RunningServer, enumerate_body, fixture, get,
                         pull, query, release)

COMPUTERS = names.class_uri("root/virtualization/v2", "Msvm_ComputerSystem")
NIL = qualified(names.XSI, "nil")
ALL = "SELECT * FROM Msvm_ComputerSystem"


class OneServer(unittest.TestCase):
    arguments: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ("ws2012r2-ja",)
    server: RunningServer

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = RunningServer(*cls.arguments, hosts=cls.hosts)
        cls.addClassCleanup(cls.server.__exit__)

    def refused(self, message: Message, subcode: str, code: int) -> Answer:
        answer = self.server.send(message)
        self.assertEqual((answer.status, answer.subcode, answer.fault_code), (500, subcode, code), answer.content)
        return answer


class TransportRules(OneServer):
    def test_only_posts_to_wsman(self) -> None:
        self.assertEqual(self.server.post(IDENTIFY, path="/other").status, 404)
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        self.addCleanup(connection.close)
        connection.request("GET", "/wsman")
        self.assertEqual(connection.getresponse().status, 405)

    def test_content_type(self) -> None:
        self.assertEqual(self.server.post(IDENTIFY, "text/xml;charset=UTF-8").status, 415)
        for content_type in ("application/soap+xml", "application/soap+xml;charset=ISO-8859-1"):
            self.assertEqual(self.server.post(IDENTIFY, content_type).fault_code, 2150858828)

    def test_utf_16(self) -> None:
        answer = self.server.post(IDENTIFY.encode("utf-16"), "application/soap+xml;charset=UTF-16")
        self.assertEqual(answer.text(names.IDENTITY, "ProductVendor"), "Microsoft Corporation")
        self.assertTrue(answer.content.startswith(b"\xff\xfe"))

    def test_connection_is_kept(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        self.addCleanup(connection.close)
        for _ in range(3):
            connection.request("POST", "/wsman", IDENTIFY, {"Content-Type": TYPE})
            socket_before = connection.sock
            self.assertEqual(connection.getresponse().read()[:11], b"<s:Envelope")
            self.assertIs(connection.sock, socket_before)

    def test_chunked_requests(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        self.addCleanup(connection.close)
        parts = [IDENTIFY[:50].encode(), IDENTIFY[50:].encode()]
        for _ in range(2):
            connection.request("POST", "/wsman", iter(parts), {"Content-Type": TYPE, "Transfer-Encoding": "chunked"},
                               encode_chunked=True)
            self.assertIn(b"IdentifyResponse", connection.getresponse().read())

    def test_identify_needs_no_headers(self) -> None:
        answer = self.server.post(IDENTIFY)
        self.assertEqual(answer.text(names.IDENTITY, "ProtocolVersion"), names.WSMAN)
        self.assertEqual(answer.text(names.IDENTITY, "ProductVersion"), "OS: 6.3.9600 SP: 0.0 Stack: 3.0")


class HeaderRules(OneServer):
    def without(self, header: str) -> Message:
        return Message(body=enumerate_body(ALL), headers={header: None})

    def with_header(self, header: str, written_header: str) -> Message:
        return Message(body=enumerate_body(ALL), headers={header: written_header})

    def test_a_right_message_is_taken(self) -> None:
        answer = self.server.send(query(ALL))
        self.assertEqual((answer.status, answer.ended), (200, True), answer.content)

    def test_missing_headers(self) -> None:
        for header in ("a:To", "a:ReplyTo", "a:Action", "a:MessageID"):
            with self.subTest(header):
                self.refused(self.without(header), "MessageInformationHeaderRequired", 2150858769)
        self.refused(self.without("w:ResourceURI"), "DestinationUnreachable", 2150858752)

    def test_header_twice(self) -> None:
        twice = "<a:MessageID>uuid:1</a:MessageID>" * 2
        self.refused(self.with_header("a:MessageID", twice), "InvalidMessageInformationHeader", 2150858767)

    def test_unknown_header_that_must_be_understood(self) -> None:
        for value, understood in (("true", False), ("1", False), ("false", True)):
            told = f"<o:Odd xmlns:o='urn:odd' s:mustUnderstand='{value}'/>"
            answer = self.server.send(self.with_header("o:Odd", told))
            self.assertEqual(answer.status == 200, understood)
        answer = self.server.send(self.with_header("o:Odd", "<o:Odd xmlns:o='urn:odd' s:mustUnderstand='true'/>"))
        self.assertEqual((answer.fault_code, answer.subcode), (2150858768, ""))
        self.assertIn(b"s:MustUnderstand", answer.content)
        self.assertIsNotNone(answer.find(names.SOAP, "NotUnderstood"))

    def test_demanded_locale(self) -> None:
        self.refused(self.with_header("w:Locale", "<w:Locale xml:lang='en-US' s:mustUnderstand='true'/>"),
                     "UnsupportedFeature", 2150858887)

    def test_reply_to_someone_else(self) -> None:
        told = "<a:ReplyTo><a:Address>http://other/</a:Address></a:ReplyTo>"
        self.refused(self.with_header("a:ReplyTo", told), "UnsupportedFeature", 2150858870)

    def test_to_another_path(self) -> None:
        self.refused(self.with_header("a:To", "<a:To>http://localhost/other</a:To>"), "DestinationUnreachable", 2150858770)

    def test_max_envelope_size(self) -> None:
        size = "<w:MaxEnvelopeSize>{}</w:MaxEnvelopeSize>"
        self.refused(self.with_header("w:MaxEnvelopeSize", size.format(8191)), "EncodingLimit", 2150858878)
        self.refused(self.with_header("w:MaxEnvelopeSize", size.format("many")), "SchemaValidationError", 2150858817)

    def test_operation_timeout(self) -> None:
        for wrong in ("60", "PT", "P1Y", "PT60.0", "-PT1S"):
            told = f"<w:OperationTimeout>{wrong}</w:OperationTimeout>"
            self.refused(self.with_header("w:OperationTimeout", told), "InvalidMessageInformationHeader", 2150858881)
        self.assertEqual(seconds_of("P1DT2H3M4.5S"), 93784.5)

    def test_envelopes_that_are_none(self) -> None:
        broken = self.server.post("<s:Envelope")
        self.assertEqual((broken.status, broken.fault_code), (500, 2150858819))
        self.assertEqual(self.server.post('<!DOCTYPE x [<!ENTITY e "e">]>' + IDENTIFY).fault_code, 2150858819)
        old = IDENTIFY.replace(names.SOAP, "http://schemas.xmlsoap.org/soap/envelope/")
        self.assertEqual(self.server.post(old).fault_code, 2150858765)
        self.assertEqual(self.server.post(IDENTIFY + " " * 512000).fault_code, 2150858825)

    def test_actions(self) -> None:
        self.refused(Message(action=names.TRANSFER + "/Put"), "ActionNotSupported", 2150858771)
        self.refused(Message(action=names.PULL, body=enumerate_body(ALL)), "SchemaValidationError", 2150858791)

    def test_every_fault_relates_and_is_localised(self) -> None:
        answer = self.server.send(Message(action="urn:none", headers={"a:MessageID": "<a:MessageID>uuid:7</a:MessageID>"}))
        self.assertEqual(answer.text(names.ADDRESSING, "RelatesTo"), "uuid:7")
        self.assertEqual(answer.text(names.ADDRESSING, "Action"), names.ADDRESSING + "/fault")
        self.assertIn("操作", answer.text(names.WSMAN_FAULT, "Message"))


class Enumerations(OneServer):
    def test_without_optimization_only_a_context(self) -> None:
        answer = self.server.send(query(ALL, optimized=False))
        self.assertEqual((answer.items, answer.ended), ([], False))
        self.assertIsNone(answer.find(names.WSMAN, "Items"))
        self.assertTrue(self.server.send(pull(answer.context)).ended)

    def test_optimized_items_are_in_the_wsman_namespace(self) -> None:
        answer = self.server.send(query(ALL, most=2))
        self.assertEqual((len(answer.items), answer.ended), (2, False))
        self.assertIsNotNone(answer.find(names.WSMAN, "Items"))
        pulled = self.server.send(pull(answer.context, 1))
        self.assertEqual(len(pulled.items), 1)
        self.assertIsNotNone(pulled.find(names.ENUMERATION, "Items"))

    def test_the_end(self) -> None:
        count = len(self.server.all_items(query(ALL, most=7), 7))
        answer = self.server.send(query(ALL, most=count - 1))
        self.assertFalse(answer.ended)
        last = self.server.send(pull(answer.context))
        self.assertIsNotNone(last.find(names.ENUMERATION, "EndOfSequence"))
        self.assertEqual(last.context, "")

    def test_one_item_where_no_number_is_told(self) -> None:
        self.assertEqual(len(self.server.send(query(ALL, most=0)).items), 1)

    def test_a_context_serves_once_and_for_its_resource(self) -> None:
        first = self.server.send(query(ALL, most=1)).context
        self.refused(pull(first, uri=COMPUTERS), "InvalidEnumerationContext", 2150858779)
        self.assertEqual(self.server.send(pull(first, 1)).status, 200)
        self.refused(pull(first, 1), "InvalidEnumerationContext", 2150858779)
        self.refused(pull("uuid:none"), "InvalidEnumerationContext", 2150858779)

    def test_release(self) -> None:
        context = self.server.send(query(ALL, most=1)).context
        self.assertEqual(self.server.send(release(context)).status, 200)
        self.refused(pull(context), "InvalidEnumerationContext", 2150858779)
        self.refused(release(context), "InvalidEnumerationContext", 2150858779)

    def test_envelope_size_bounds_each_answer(self) -> None:
        message = query("SELECT * FROM Msvm_KvpExchangeComponent", most=1000)
        message.headers = {"w:MaxEnvelopeSize": "<w:MaxEnvelopeSize>20000</w:MaxEnvelopeSize>"}
        answer = self.server.send(message)
        self.assertLessEqual(len(answer.content), 20000)
        self.assertGreater(len(answer.items), 1)
        self.assertFalse(answer.ended)

    def test_an_item_larger_than_the_envelope(self) -> None:
        guest = self.server.all_items(query("SELECT Name FROM Msvm_ComputerSystem WHERE ElementName = 'web-01'"))[0]
        wanted = f"FROM Msvm_KvpExchangeComponent WHERE SystemName = '{guest.findtext('Name')}'"
        small = {"w:MaxEnvelopeSize": "<w:MaxEnvelopeSize>8192</w:MaxEnvelopeSize>"}
        message = query(f"SELECT * {wanted}", most=1)
        message.headers = dict(small)
        self.refused_with_detail(message, "EncodingLimit", 2150858824, "MaxEnvelopeSizeExceeded")
        message = query(f"SELECT SystemName, OperationalStatus {wanted}")
        message.headers = dict(small)
        self.assertEqual(self.server.send(message).status, 200)

    def refused_with_detail(self, message: Message, subcode: str, code: int, detail: str) -> None:
        answer = self.refused(message, subcode, code)
        self.assertEqual(answer.text(names.WSMAN, "FaultDetail"), names.FAULT_DETAIL + detail)

    def test_filters(self) -> None:
        self.refused(Message(COMPUTERS, body=enumerate_body(ALL)), "DestinationUnreachable", 2150859003)
        self.refused(Message(body=enumerate_body()), "DestinationUnreachable", 2150859003)
        self.refused(query(ALL, dialect="http://www.w3.org/TR/1999/REC-xpath-19991116"),
                     "FilterDialectRequestedUnavailable", 2150858777)
        for wrong in ("SELECT", "SELECT * FROM Msvm_ComputerSystem WHERE", "SELECT Nope FROM Msvm_ComputerSystem",
                      "SELECT * FROM Msvm_ComputerSystem WHERE OperationalStatus = 2",
                      "SELECT * FROM Msvm_ComputerSystem WHERE EnabledState = 'on'", "ASSOCIATORS OF {x='y'}"):
            with self.subTest(wrong):
                answer = self.refused(query(wrong), "CannotProcessFilter", 2150858778)
                self.assertIn(b"0x80041017", answer.content)

    def test_unknown_class_and_namespace(self) -> None:
        self.assertIn(b"0x80041010", self.refused(query("SELECT * FROM Nope"), "CannotProcessFilter", 2150858778).content)
        self.assertIn(b"0x8004100E",
                      self.refused(query(ALL, "root/MSCluster"), "CannotProcessFilter", 2150858778).content)
        self.refused(Message(VIRTUALIZATION + "Nope", body=enumerate_body()), "DestinationUnreachable", 2150858752)
        self.refused(Message("http://schemas.microsoft.com/wbem/wsman/1/config", body=enumerate_body()),
                     "DestinationUnreachable", 2150858752)

    def test_by_class_uri_and_by_parent(self) -> None:
        by_uri = self.server.all_items(Message(COMPUTERS, body=enumerate_body()))
        self.assertEqual(len(by_uri), len(self.server.all_items(query(ALL))))
        self.assertEqual(len(by_uri), len(self.server.all_items(query("SELECT * FROM CIM_System"))))

    def test_modes(self) -> None:
        keys = self.server.send(query(ALL, mode="EnumerateEPR", most=1)).items[0]
        self.assertEqual(keys.tag, qualified(names.ADDRESSING, "EndpointReference"))
        both = self.server.send(query(ALL, mode="EnumerateObjectAndEPR", most=1)).items[0]
        self.assertEqual([both.tag, *(each.tag for each in both)],
                         [qualified(names.WSMAN, "Item"), qualified(COMPUTERS, "Msvm_ComputerSystem"), keys.tag])
        self.refused(query(ALL, mode="EnumerateNothing"), "UnsupportedFeature", 2150858886)


class Instances(OneServer):
    def one(self, text: str, namespace: str = "root/virtualization/v2") -> ElementTree.Element:
        return self.server.all_items(query(text, namespace))[0]

    def test_all_scalars_null_or_not(self) -> None:
        host = self.one("SELECT * FROM Msvm_ComputerSystem WHERE Name = 'HV2012R2'")
        self.assertEqual(host.get(qualified(names.XSI, "type")), "p:Msvm_ComputerSystem_Type")
        self.assertEqual([each.text for each in host if each.tag == qualified(COMPUTERS, "ProcessID")], [None])
        nulls = [each for each in host if each.get(NIL) == "true"]
        self.assertGreater(len(nulls), 15)
        self.assertEqual(host.findtext(qualified(COMPUTERS, "Caption")), "ホスト コンピューター システム")

    def test_dates_intervals_and_arrays(self) -> None:
        job = self.one("SELECT * FROM Msvm_MigrationJob")
        uri = names.class_uri("root/virtualization/v2", "Msvm_MigrationJob")
        self.assertEqual(job.findtext(f"{qualified(uri, 'TimeBeforeRemoval')}/{qualified(names.CIM_COMMON, 'Interval')}"),
                         "P0DT0H5M0S")
        self.assertEqual(job.findtext(f"{qualified(uri, 'InstallDate')}/{qualified(names.CIM_COMMON, 'Datetime')}"),
                         "1601-01-01T00:00:00Z")
        self.assertEqual(job.findall(qualified(uri, "NewResourceSettingData")), [], "a null array leaves no trace")
        heart = self.one("SELECT * FROM Msvm_HeartbeatComponent")
        uri = names.class_uri("root/virtualization/v2", "Msvm_HeartbeatComponent")
        self.assertEqual([each.text for each in heart.findall(qualified(uri, "OperationalStatus"))], ["3", "32775"])

    def test_references_lead_to_instances(self) -> None:
        uri = names.class_uri("root/virtualization/v2", "Msvm_SettingsDefineState")
        reference = self.one("SELECT * FROM Msvm_SettingsDefineState").find(qualified(uri, "SettingData"))
        assert reference is not None
        parameters = reference.find(qualified(names.ADDRESSING, "ReferenceParameters"))
        assert parameters is not None
        target = parameters.findtext(qualified(names.WSMAN, "ResourceURI"), "").rpartition("/")[2]
        selectors = {each.get("Name", ""): each.text or "" for each in parameters.iter(qualified(names.WSMAN, "Selector"))}
        self.assertEqual(self.server.send(get(target, selectors)).status, 200)

    def test_embedded_instances_are_text(self) -> None:
        kvp = self.one("SELECT * FROM Msvm_KvpExchangeComponent")
        uri = names.class_uri("root/virtualization/v2", "Msvm_KvpExchangeComponent")
        texts = [each.text or "" for each in kvp.findall(qualified(uri, "GuestIntrinsicExchangeItems"))]
        told = {item.findtext("PROPERTY[@NAME='Name']/VALUE"): item.findtext("PROPERTY[@NAME='Data']/VALUE")
                for item in map(ElementTree.fromstring, texts)}
        self.assertEqual((told["OSName"], told["OSMajorVersion"]), ("Ubuntu", "20.04"))

    def test_a_projection_is_a_fragment_without_namespaces(self) -> None:
        item = self.one("SELECT Name, InstallDate, InstanceID FROM Msvm_ComputerSystem WHERE ElementName='off-01'")
        self.assertEqual(item.tag, qualified(names.WSMAN, "XmlFragment"))
        self.assertEqual([each.tag for each in item], ["InstallDate", "InstanceID", "Name"])
        self.assertEqual((item.findtext("InstallDate/Datetime"), item[1].get(NIL)), ("2025-12-17T09:55:22.702341Z", "true"))

    def test_special_characters(self) -> None:
        item = self.one("SELECT ElementName FROM Msvm_ComputerSystem WHERE ElementName LIKE 'web &%'")
        self.assertEqual(item.findtext("ElementName"), 'web & "friends" <7>')

    def test_get(self) -> None:
        right = {"CreationClassName": "Msvm_ComputerSystem", "Name": "hv2012r2"}
        answer = self.server.send(get("Msvm_ComputerSystem", right))
        self.assertEqual(answer.text(COMPUTERS, "ElementName"), "HV2012R2")
        self.refused(get("Msvm_ComputerSystem", right | {"Name": "none"}), "DestinationUnreachable", 2150858752)
        self.refused(get("Msvm_ComputerSystem", {"Name": "x"}), "InvalidSelectors", 2150858842)
        self.refused(get("Msvm_ComputerSystem", right | {"Odd": "x"}), "InvalidSelectors", 2150858843)
        self.refused(get("Msvm_ComputerSystem", {}), "InvalidSelectors", 2150859002)
        self.assertEqual(self.server.send(get("Win32_OperatingSystem", {}, "root/cimv2")).status, 200)


class Options(unittest.TestCase):
    def serve(self, *arguments: str, hosts: tuple[str, ...] = ("azshci-node1-zh",)) -> RunningServer:
        return self.enterContext(RunningServer(*arguments, hosts=hosts))

    def test_denied_namespace(self) -> None:
        server = self.serve("--deny", "root/virtualization/v2")
        answer = server.send(query(ALL))
        self.assertEqual((answer.subcode, answer.fault_code), ("AccessDenied", 5))
        self.assertEqual(server.send(query("SELECT * FROM Win32_Processor", "root/cimv2")).status, 200)

    def test_basic(self) -> None:
        server = self.serve("--basic", "me:päss")
        self.assertEqual(server.post(IDENTIFY).status, 401)
        word = base64.b64encode("me:päss".encode()).decode()
        known = server.post(IDENTIFY, Authorization=f"Basic {word}")
        self.assertEqual(known.text(names.IDENTITY, "ProductVersion"), "OS: 10.0.20349 SP: 0.0 Stack: 3.0")
        unknown = server.post(IDENTIFY, WSMANIDENTIFY="unauthenticated")
        self.assertEqual(unknown.text(names.IDENTITY, "ProductVersion"), "OS: 0.0.0 SP: 0.0 Stack: 3.0")
        self.assertEqual(server.post(query(ALL).written(), WSMANIDENTIFY="unauthenticated").status, 401)

    def test_page_and_expiry(self) -> None:
        server = self.serve("--page", "2", "--expire-context-after", "2")
        first = server.send(query(ALL))
        self.assertEqual(len(first.items), 2)
        second = server.send(pull(first.context))
        self.assertEqual(second.status, 200)
        self.assertEqual(server.send(pull(second.context)).fault_code, 2150858779)
        self.assertGreater(len(server.all_items(query(ALL))), 4, "the trouble comes once")

    def test_lifetime_and_quota(self) -> None:
        server = self.serve("--context-lifetime", "0.3", "--max-operations", "1")
        context = server.send(query(ALL, most=1)).context
        refused = server.send(query(ALL, most=1))
        self.assertEqual((refused.subcode, refused.fault_code), ("QuotaLimit", 2150859174))
        time.sleep(0.5)
        self.assertEqual(server.send(pull(context)).fault_code, 2150858779)
        self.assertEqual(server.send(query(ALL, most=1)).status, 200)

    def test_quirks(self) -> None:
        server = self.serve("--quirk", "no-optimize", "--quirk", "empty-pulls", "--quirk", "wmi-error",
                            "--quirk", "sender-400")
        answer = server.send(query(ALL))
        self.assertEqual((answer.items, answer.ended), ([], False))
        nothing = server.send(pull(answer.context))
        self.assertEqual((nothing.items, nothing.ended), ([], False))
        self.assertTrue(server.send(pull(nothing.context)).ended)
        fault = server.send(query("SELECT * FROM Nope"))
        self.assertEqual((fault.status, fault.text(names.WMI_ERROR, "error_Code")), (400, "2150858778"))

    def test_recorded_end(self) -> None:
        answer = self.serve("--quirk", "recorded-end").send(query(ALL))
        self.assertIsNotNone(answer.find(names.ENUMERATION, "EndOfSequence"))
        self.assertNotEqual(answer.context, "")

    def test_other_ways_to_write_the_same(self) -> None:
        questions = [query(ALL), query("SELECT * FROM Msvm_SettingsDefineState"), query("SELECT Name FROM Win32_Processor",
                                                                                       "root/cimv2"),
                     query("SELECT * FROM Msvm_KvpExchangeComponent", mode="EnumerateObjectAndEPR")]
        plain = self.serve()
        expected = [shape(plain.send(question).root) for question in questions]
        for style in ("odd", "inline"):
            server = self.serve("--prefixes", style)
            self.assertEqual([shape(server.send(question).root) for question in questions], expected)
            self.assertEqual(server.send(query("SELECT * FROM Nope")).fault_code, 2150858778)

    def test_troubles(self) -> None:
        file = HERE / "README.md"
        server = self.serve("--hang-on", "Release", "--truncate-on", "Win32_Processor", "--status-on", "MSFT_Disk:503",
                            "--replace-on", f"Msvm_Memory:{file}", "--slow", "0.2")
        self.assertEqual(server.send(query("SELECT * FROM Msvm_Memory")).content, file.read_bytes())
        self.assertEqual(server.send(query("SELECT * FROM MSFT_Disk", "root/Microsoft/Windows/Storage")).status, 503)
        with self.assertRaises(IncompleteRead):
            server.send(query("SELECT * FROM Win32_Processor", "root/cimv2"))
        with self.assertRaises(TimeoutError):
            server.post(release("uuid:1").written(), timeout=0.8)
        late = query(ALL)
        late.headers = {"w:OperationTimeout": "<w:OperationTimeout>PT0.1S</w:OperationTimeout>"}
        self.assertEqual((server.send(late).subcode, server.send(late).fault_code), ("TimedOut", 2150858793))

    def test_troubles_of_a_class_reach_its_pulls(self) -> None:
        server = self.serve("--quirk", "no-optimize")
        context = server.send(query("SELECT * FROM Msvm_Memory")).context
        server.send(pull(context))
        self.assertEqual([call["class"] for call in server.calls()], ["Msvm_Memory", "Msvm_Memory"])

    def test_call_log(self) -> None:
        server = self.serve()
        server.send(query(ALL, most=3))
        server.send(query("SELECT * FROM Nope"))
        told = [(call["action"], call["wql"], call["items"], call["fault"]) for call in server.calls()]
        self.assertEqual(told, [("Enumerate", ALL, 3, None), ("Enumerate", "SELECT * FROM Nope", 0, 2150858778)])

    def test_more_host_files_add_and_replace(self) -> None:
        server = self.serve(hosts=("ws2022-de", "azshci-node1-zh"))
        self.assertEqual(server.send(query("SELECT * FROM MSCluster_Node", "root/MSCluster")).status, 200)
        self.assertEqual(len(server.all_items(query("SELECT * FROM Msvm_ComputerSystem WHERE Name='AZNODE1'"))), 1)

    def test_many_clients_at_once(self) -> None:
        server = self.serve()
        counts: list[int] = []
        workers = [threading.Thread(target=lambda: counts.append(len(server.all_items(query(ALL, most=1), 1))))
                   for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertEqual(counts, [5] * 8)

    def test_ends_on_sigterm(self) -> None:
        server = self.serve()
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(server.process.wait(5), 0)


def shape(element: ElementTree.Element) -> object:
    """The content without what differs from answer to answer, and without the prefix in xsi:type."""
    text = (element.text or "").strip()
    attributes = {name: value.partition(":")[2] if name == qualified(names.XSI, "type") else value
                  for name, value in element.attrib.items()}
    unsteady = element.tag in (qualified(names.ADDRESSING, "MessageID"), qualified(names.ADDRESSING, "RelatesTo"),
                               qualified(names.ENUMERATION, "EnumerationContext"))
    return element.tag, attributes, "" if unsteady else text, [shape(each) for each in element]


class Wql(unittest.TestCase):
    def names(self, where: str) -> list[str]:
        cim_class = load_hosts([fixture("ws2022-de")]).class_named("root/virtualization/v2", "Msvm_ComputerSystem")
        assert cim_class
        condition = wql.parse(f"SELECT * FROM Msvm_ComputerSystem WHERE {where}").where
        assert condition
        accepts = condition.bind(cim_class)
        return [each["ElementName"] for each in cim_class.instances if accepts(each)]

    def test_conditions(self) -> None:
        self.assertEqual(self.names("ElementName = 'OFF-01'"), ["off-01"])
        self.assertEqual(self.names("EnabledState = 6 OR EnabledState=9"), ["saved-01", "paused-01"])
        self.assertEqual(self.names("EnabledState<>2 AND (ReplicationMode = 2 OR NOT EnabledState = 3)"),
                         ["replica-target", "saved-01", "paused-01"])
        self.assertEqual(self.names("ElementName LIKE '%-0[1]' AND ElementName LIKE 's_v%'"), ["saved-01"])
        self.assertEqual(self.names("ReplicationMode IS NULL"), ["HV2022"])
        self.assertEqual(self.names("ReplicationMode = NULL"), ["HV2022"])
        self.assertNotIn("HV2022", self.names("ReplicationMode IS NOT NULL"))
        self.assertEqual(self.names(r"""ElementName = 'web & \"friends\" <7>'"""), ['web & "friends" <7>'])

    def test_backslashes_are_escaped(self) -> None:
        parsed = wql.parse(r"SELECT InstanceID FROM X WHERE InstanceID = 'Microsoft:A\\B' ")
        self.assertEqual((parsed.class_name, parsed.properties), ("X", ["InstanceID"]))
        self.assertEqual(wql.tokens_of(r"'Microsoft:A\\B'")[0].text, r"Microsoft:A\B")

    def test_what_is_no_query(self) -> None:
        for text in ("", "SELECT * FROM", "SELECT FROM X", "SELECT * FROM X WHERE", "SELECT * FROM X WHERE a", "DELETE X",
                     "SELECT * FROM X WHERE a = b", "SELECT * FROM X Y", "SELECT * FROM X WHERE (a = 1", "SELECT * FROM 'X"):
            with self.subTest(text), self.assertRaises(wql.WqlError):
                wql.parse(text)


class Fixtures(unittest.TestCase):
    def test_committed_fixtures_are_what_the_generator_writes(self) -> None:
        for name, plan in HOSTS.items():
            with self.subTest(name):
                self.assertEqual(fixture(name).read_text(encoding="utf-8"), written(make_host(plan)))

    def test_many_guests(self) -> None:
        told = make_host(HOSTS["ws2022-de"], 100)
        computers = told["namespaces"]["root/virtualization/v2"]["Msvm_ComputerSystem"]["instances"]
        self.assertEqual(len({each["Name"] for each in computers}), 101)

    def test_keys_are_unique_and_told(self) -> None:
        for name in HOSTS:
            for classes in load_hosts([fixture(name)]).namespaces.values():
                for each in classes.values():
                    keys = [json.dumps([instance.get(key) for key in each.keys]) for instance in each.instances]
                    self.assertEqual(len(keys), len(set(keys)), f"{name}: {each.name}")
                    self.assertNotIn("null", "".join(keys), f"{name}: {each.name}")

    def test_parents_of_settings_are_there(self) -> None:
        for name in HOSTS:
            host = load_hosts([fixture(name)])
            classes = host.namespaces["root/virtualization/v2"]
            drives = {each["InstanceID"] for each in classes["Msvm_ResourceAllocationSettingData"].instances}
            images = classes["Msvm_StorageAllocationSettingData"].instances
            for each in [image for image in images if ":Definition" not in image["InstanceID"]]:
                parent = each["Parent"].partition('InstanceID="')[2].rstrip('"').replace("\\\\", "\\")
                self.assertIn(parent, drives)


if __name__ == "__main__":
    unittest.main()
