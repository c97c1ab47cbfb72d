// Retrieval of many objects in few calls: a container view, one request a page, pages by token.
#pragma once

#include <functional>
#include <string>

#include "managed_object.hpp"
#include "property_paths.hpp"
#include "vim_session.hpp"

namespace hvvmware {

using ObjectSink = std::function<void(const ManagedObject&)>;

class PropertyCollector {
 public:
  // `page_size`: objects that the server is asked to put into one answer; it may take fewer.
  PropertyCollector(VimSession& session, int page_size) : session_(session), page_size_(page_size) {}

  // Every object of the types in `paths`, wherever in the inventory, once. Calls: one for the view, then one a page. A
  // path that this server does not know is taken out of `paths`. A session that is lost on the way is renewed once, and
  // reading begins again; objects that were given to `sink` are not given twice. Throws hvc::Failure.
  void retrieve_all(PropertyPaths& paths, const ObjectSink& sink);

  // Properties of the object `from`, and of those that its property `link` names. Throws VimFault.
  void retrieve_linked(const ObjectRef& from, const std::string& link, PropertyPaths& paths, const ObjectSink& sink);

 private:
  void read_pages(const std::string& objects, const PropertyPaths& paths, const ObjectSink& sink);
  std::string view_of(const PropertyPaths& paths);

  VimSession& session_;
  int page_size_;
};

}  // namespace hvvmware
