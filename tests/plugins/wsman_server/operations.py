"""Get, Enumerate, Pull, Release and Identify on a host, in WinRM's way."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import fault
import soap_names as names
import wql
from answers import CONTEXT_PLACE, Writer, fitting
from enumerations import Enumeration, EnumerationTable
from envelope import Request
from host import CimClass, Host, Instance
from instance_xml import endpoint_xml, fragment_xml, instance_xml
from service_options import ServiceOptions
from soap_names import qualified

MOST_ITEMS = 32000  # MaxBatchItems
MODES = {"EnumerateEPR", "EnumerateObjectAndEPR"}


@dataclass
class Handled:
    """What the call log and the troubles have to know."""

    answer: str
    items: int = 0


@dataclass(frozen=True)
class Target:
    """What a resource URI names: `class_name` is * for queries."""

    namespace: str
    class_name: str


@dataclass(frozen=True)
class EnumerateBody:
    optimized: bool
    most: int
    mode: str
    query: str | None


def target_of(uri: str) -> Target:
    if not uri.lower().startswith(names.WMI_ROOT) or "/" not in uri[len(names.WMI_ROOT):]:
        raise fault.resource_not_found()
    namespace, _, class_name = uri[len(names.WMI_ROOT):].split("?")[0].rpartition("/")
    return Target(namespace, class_name)


def child_text(parent: ElementTree.Element, namespace: str, name: str) -> str:
    found = parent.find(qualified(namespace, name))
    return (found.text or "").strip() if found is not None else ""


def count_of(text: str) -> int:
    """MaxElements: one where it is not told, as WS-Enumeration has it."""
    if not text:
        return 1
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise fault.schema_violation()
    return min(int(text), MOST_ITEMS)


def read_enumerate(body: ElementTree.Element) -> EnumerateBody:
    mode = child_text(body, names.WSMAN, "EnumerationMode")
    if mode and mode not in MODES:
        raise fault.wsman("UnsupportedFeature", 2150858886, "mode", "EnumerationMode")
    return EnumerateBody(body.find(qualified(names.WSMAN, "OptimizeEnumeration")) is not None,
                         count_of(child_text(body, names.WSMAN, "MaxElements")), mode, read_filter(body))


def read_filter(body: ElementTree.Element) -> str | None:
    filters = [each for namespace in (names.WSMAN, names.ENUMERATION)
               for each in body.findall(qualified(namespace, "Filter"))]
    if not filters:
        return None
    if filters[0].get("Dialect") != names.WQL_DIALECT:
        raise fault.enumeration("FilterDialectRequestedUnavailable", 2150858777, "dialect")
    query = (filters[0].text or "").strip()
    if len(filters) > 1 or not query:
        raise fault.filter_refused()
    return query


class Service:
    def __init__(self, host: Host, options: ServiceOptions) -> None:
        self.host, self.options = host, options
        self.table = EnumerationTable(options.context_lifetime, options.max_operations)
        self.actions: dict[str, tuple[str, Callable[[Request, Writer, str], Handled]]] = {
            names.GET: ("", self.get), names.ENUMERATE: (qualified(names.ENUMERATION, "Enumerate"), self.enumerate),
            names.PULL: (qualified(names.ENUMERATION, "Pull"), self.pull),
            names.RELEASE: (qualified(names.ENUMERATION, "Release"), self.release)}

    def handle(self, request: Request, writer: Writer, user: str) -> Handled:
        if request.action not in self.actions:
            raise fault.addressing("ActionNotSupported", 2150858771, "action")
        body_name, operation = self.actions[request.action]
        if (request.body.tag if request.body is not None else "") != body_name:
            raise fault.schema_violation("body", 2150858791)
        self.check_access(target_of(request.resource_uri))
        return operation(request, writer, user)

    def check_access(self, target: Target) -> None:
        if target.namespace.lower() in (each.lower() for each in self.options.denied):
            raise fault.access_denied(fault.ProviderTrouble("access-denied", 0x80041003, "ConnectServer",
                                                            target.namespace, target.namespace))

    # Get

    def get(self, request: Request, writer: Writer, _user: str) -> Handled:
        cim_class = self.class_of(target_of(request.resource_uri))
        instance = self.selected(cim_class, request.selectors)
        return Handled(writer.instance(request.message_id, instance_xml(cim_class, instance, writer.style)), 1)

    def class_of(self, target: Target) -> CimClass:
        if self.host.classes(target.namespace) is None:
            raise fault.resource_not_found(trouble_of("namespace-unknown", 0x8004100E, target.class_name, target))
        found = self.host.class_named(target.namespace, target.class_name)
        if not found:
            raise fault.resource_not_found(trouble_of("class-unknown", 0x80041010, target.class_name, target))
        return found

    def selected(self, cim_class: CimClass, selectors: dict[str, str]) -> Instance:
        if not selectors and cim_class.singleton and cim_class.instances:
            return cim_class.instances[0]
        if not selectors:
            raise fault.invalid_selectors(2150859002, "InsufficientSelectors")
        wanted = {name.lower(): value for name, value in selectors.items()}
        keys = {key.lower(): key for key in cim_class.keys}
        if wanted.keys() - keys.keys():
            raise fault.invalid_selectors(2150858843, "UnexpectedSelectors")
        if keys.keys() - wanted.keys():
            raise fault.invalid_selectors(2150858842, "InsufficientSelectors")
        for instance in cim_class.instances:
            if all(str(instance.get(key, "")).lower() == wanted[low].lower() for low, key in keys.items()):
                return instance
        raise fault.resource_not_found(trouble_of("resource-not-found", 0x80041002, cim_class.name,
                                                  Target(cim_class.namespace, cim_class.name)))

    # Enumerate

    def enumerate(self, request: Request, writer: Writer, user: str) -> Handled:
        assert request.body is not None
        asked, target = read_enumerate(request.body), target_of(request.resource_uri)
        if request.selectors:
            raise fault.invalid_selectors(2150858843, "UnexpectedSelectors")
        self.table.check_quota(user)
        items = self.items_of(asked, target, writer)
        class_name = wql.parse(asked.query).class_name if asked.query else target.class_name
        opened = Enumeration(user, items, request.resource_uri, class_name, asked.query or "")
        optimized = asked.optimized and not self.options.has("no-optimize")
        return self.page("Enumerate", request, writer, opened, asked.most if optimized else None)

    def items_of(self, asked: EnumerateBody, target: Target, writer: Writer) -> list[Callable[[], str]]:
        if (target.class_name == "*") != (asked.query is not None):
            raise fault.addressing("DestinationUnreachable", 2150859003, "wql-uri", "InvalidResourceURI")
        if asked.query is not None:
            return self.queried(asked.query, asked.mode, target, writer)
        self.class_of(target)
        classes = self.host.derived_from(target.namespace, target.class_name)
        return [partial(item_xml, each, instance, None, asked.mode, writer)
                for each in classes for instance in each.instances]

    def queried(self, text: str, mode: str, target: Target, writer: Writer) -> list[Callable[[], str]]:
        if self.host.classes(target.namespace) is None:
            raise fault.filter_refused(query_trouble("namespace-unknown", 0x8004100E, text, target))
        try:
            query = wql.parse(text)
            classes = self.host.derived_from(target.namespace, query.class_name)
            if not classes:
                raise fault.filter_refused(query_trouble("class-unknown", 0x80041010, text, target))
            return [partial(item_xml, each, instance, chosen, mode, writer) for each in classes
                    for chosen in [projection(query, each, classes[0])] for instance in matching(query, each)]
        except wql.WqlError as problem:
            raise fault.filter_refused(query_trouble("query-invalid", 0x80041017, text, target)) from problem

    # Pull and Release

    def opened_by(self, request: Request) -> Enumeration | None:
        """The enumeration that a Pull or Release is about, as far as there is one."""
        context = child_text(request.body, names.ENUMERATION, "EnumerationContext") if request.body is not None else ""
        return self.table.peek(context) if context else None

    def pull(self, request: Request, writer: Writer, user: str) -> Handled:
        body = request.body
        assert body is not None
        most = count_of(child_text(body, names.ENUMERATION, "MaxElements"))
        context = child_text(body, names.ENUMERATION, "EnumerationContext")
        opened = self.table.take(context, user, request.resource_uri)
        if self.options.expires_now():
            raise fault.invalid_context()
        return self.page("Pull", request, writer, opened, 0 if self.options.pulls_nothing() else most)

    def release(self, request: Request, writer: Writer, user: str) -> Handled:
        assert request.body is not None
        self.table.take(child_text(request.body, names.ENUMERATION, "EnumerationContext"), user, request.resource_uri)
        return Handled(writer.empty(names.RELEASE, request.message_id))

    def page(self, name: str, request: Request, writer: Writer, opened: Enumeration, most: int | None) -> Handled:
        """`most` is None for an Enumerate that is not to hold items."""
        recorded = self.options.has("recorded-end")
        empty = writer.page(name, request.message_id, CONTEXT_PLACE, [], True, recorded)
        allowed = min(most or 0, self.options.page or MOST_ITEMS)
        items = fitting(writer, empty, opened.items[opened.position:opened.position + allowed], request.max_envelope)
        opened.position += len(items)
        over = opened.over and most is not None
        context = "" if over else self.table.keep(opened)
        if over and recorded and name == "Enumerate":
            context = CONTEXT_PLACE
        answer = writer.page(name, request.message_id, context, items if most is not None else None, over, recorded)
        return Handled(answer, len(items))

    def identify(self, writer: Writer, known: bool) -> Handled:
        version = self.host.product_version
        return Handled(writer.identity(version if known else "OS: 0.0.0 SP: 0.0 Stack: 3.0"))


def trouble_of(text: str, hresult: int, parameter: str, target: Target) -> fault.ProviderTrouble:
    return fault.ProviderTrouble(text, hresult, "GetObject", parameter, target.namespace)


def query_trouble(text: str, hresult: int, query: str, target: Target) -> fault.ProviderTrouble:
    return fault.ProviderTrouble(text, hresult, "ExecQuery", query, target.namespace)


def projection(query: wql.Query, cim_class: CimClass, queried: CimClass) -> list[str] | None:
    """The chosen properties in the class's spelling; unknown to the queried class, they make the query invalid."""
    if query.properties is None:
        return None
    for name in query.properties:
        if not queried.property_named(name):
            raise wql.WqlError(f"{queried.name} has no property {name}")
    return [own for name in query.properties if (own := cim_class.property_named(name))]


def matching(query: wql.Query, cim_class: CimClass) -> list[Instance]:
    if query.where is None:
        return cim_class.instances
    condition = query.where.bind(cim_class)
    return [instance for instance in cim_class.instances if condition(instance)]


def item_xml(cim_class: CimClass, instance: Instance, chosen: list[str] | None, mode: str, writer: Writer) -> str:
    style = writer.style
    if mode == "EnumerateEPR":
        return endpoint_xml(cim_class, instance, style)
    written = (instance_xml(cim_class, instance, style) if chosen is None
               else fragment_xml(cim_class, instance, chosen, style))
    if mode == "EnumerateObjectAndEPR":
        return style.element(names.WSMAN, "Item", written + endpoint_xml(cim_class, instance, style))
    return written
