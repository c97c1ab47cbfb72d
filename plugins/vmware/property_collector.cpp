// RetrievePropertiesEx and ContinueRetrievePropertiesEx; elements in the order of the WSDL's sequences.
#include "property_collector.hpp"

#include <algorithm>
#include <set>

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::local_name;
using hvshared::text_of;
using hvshared::xml_escaped;

// Objects that vanished may leave a page empty, but not one after the other for ever.
constexpr int kMostEmptyPages = 100;

std::string element(const char* name, const std::string& text) {
  return std::string("<") + name + ">" + xml_escaped(text) + "</" + name + ">";
}

std::string property_specs(const PropertyPaths& paths) {
  std::string xml;
  for (const auto& [type, of_type] : paths) {
    xml += "<propSet>" + element("type", type) + "<all>false</all>";
    for (const std::string& path : of_type) xml += element("pathSet", path);
    xml += "</propSet>";
  }
  return xml;
}

std::string traversal(const std::string& type, const std::string& path) {
  return "<selectSet xsi:type=\"TraversalSpec\">" + element("type", type) + element("path", path) +
         "<skip>false</skip></selectSet>";
}

// Takes the path that the server does not know out of `paths`. False where it names none of them.
bool drop_path(PropertyPaths& paths, const std::string& property) {
  bool dropped = false;
  for (auto& [type, of_type] : paths)
    dropped |= std::erase_if(of_type, [&](const std::string& path) {
                 return path == property || (!property.empty() && path.ends_with("." + property));
               }) > 0;
  return dropped;
}

// False where the page holds no object.
bool give_page(const pugi::xml_node& result, const PropertyPaths& paths, const ObjectSink& sink) {
  bool any = false;
  for (pugi::xml_node one = hvshared::first_element(result); one; one = hvshared::next_element(one)) {
    if (local_name(one) != "objects") continue;
    any = true;
    const auto of_type = paths.find(child(one, "obj").attribute("type").value());
    if (of_type == paths.end()) continue;
    const ManagedObject object(one, of_type->second);
    // govmomi's simulator says so object by object that the session is over.
    if (object.misses("NotAuthenticated"))
      throw VimFault("RetrievePropertiesEx", "NotAuthenticated", "the session is not authenticated");
    sink(object);
  }
  return any;
}

}  // namespace

std::string PropertyCollector::view_of(const PropertyPaths& paths) {
  std::string arguments = ref_element("container", session_.content().root_folder);
  for (const auto& [type, of_type] : paths) arguments += element("type", type);
  arguments += "<recursive>true</recursive>";
  const VimAnswer answer = session_.call("CreateContainerView", session_.content().view_manager, arguments);
  const ObjectRef view = ref_of(child(answer.response, "returnval"));
  return "<objectSet>" + ref_element("obj", view) + "<skip>true</skip>" + traversal("ContainerView", "view") +
         "</objectSet>";
}

void PropertyCollector::read_pages(const std::string& objects, const PropertyPaths& paths, const ObjectSink& sink) {
  const ObjectRef& collector = session_.content().property_collector;
  const std::string options = "<options>" + element("maxObjects", std::to_string(page_size_)) + "</options>";
  VimAnswer answer = session_.call("RetrievePropertiesEx", collector,
                                   "<specSet>" + property_specs(paths) + objects + "</specSet>" + options);
  int empty_pages = 0;
  while (true) {
    const pugi::xml_node result = child(answer.response, "returnval");
    empty_pages = give_page(result, paths, sink) ? 0 : empty_pages + 1;
    const std::string token = text_of(child(result, "token"));
    if (token.empty()) return;
    if (empty_pages > kMostEmptyPages)
      throw hvc::Failure(HVC_FAIL_PROTOCOL, session_.server() + " sends page after page without an object",
                         "look at the server's log (vpxd or hostd)");
    answer = session_.call("ContinueRetrievePropertiesEx", collector, element("token", token));
  }
}

void PropertyCollector::retrieve_all(PropertyPaths& paths, const ObjectSink& sink) {
  std::set<std::string> given;
  const ObjectSink once = [&](const ManagedObject& object) {
    if (given.insert(object.ref().type + ":" + object.ref().value).second) sink(object);
  };
  while (true) {
    try {
      return session_.in_session([&] { read_pages(view_of(paths), paths, once); });
    } catch (const VimFault& fault) {
      if (fault.type == "InvalidProperty" && drop_path(paths, fault.property)) continue;
      throw failure_of(fault, session_.server());
    }
  }
}

void PropertyCollector::retrieve_linked(const ObjectRef& from, const std::string& link, PropertyPaths& paths,
                                        const ObjectSink& sink) {
  const std::string objects =
      "<objectSet>" + ref_element("obj", from) + "<skip>false</skip>" + traversal(from.type, link) + "</objectSet>";
  read_pages(objects, paths, sink);
}

}  // namespace hvvmware
