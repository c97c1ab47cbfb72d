// A session with a vCenter or an ESXi host over vim25 SOAP 1.1: logged in once, always logged out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <pugixml.hpp>
#include <string>

#include "managed_object.hpp"
#include "shared/http_client.hpp"
#include "vim_fault.hpp"

namespace hvvmware {

// An answer: the text stays as long as the nodes that point into it.
struct VimAnswer {
  std::unique_ptr<std::string> text;
  std::unique_ptr<pugi::xml_document> document;
  pugi::xml_node response;  // <MethodResponse>
};

// What the server says of itself: AboutInfo and the singletons that are used here.
struct ServiceContent {
  std::string product_line;  // vpx, esx, embeddedEsx
  std::string api_type;      // VirtualCenter, HostAgent
  std::string api_version;
  std::string version;
  std::string build;
  ObjectRef root_folder;
  ObjectRef property_collector;
  ObjectRef view_manager;
  ObjectRef session_manager;
  ObjectRef event_manager;  // each may be empty: not every server has it
  ObjectRef task_manager;

  bool is_vcenter() const { return api_type == "VirtualCenter"; }
  bool has_api(int major, int minor, int patch = 0) const;
};

struct Credentials {
  std::string username;
  std::string password;
};

class VimSession {
 public:
  // `server` names it in errors. Reads the service content and logs in. Throws hvc::Failure.
  VimSession(hvshared::HttpOptions http, std::string server, Credentials credentials, std::function<bool()> cancelled);
  ~VimSession();  // logs out, within a few seconds, whatever happened
  VimSession(const VimSession&) = delete;
  VimSession& operator=(const VimSession&) = delete;

  const ServiceContent& content() const { return content_; }

  // Calls `method` on `self`; `arguments` is XML. Throws VimFault, or hvc::Failure where there is no answer.
  VimAnswer call(const std::string& method, const ObjectRef& self, const std::string& arguments = {});

  // Runs `read`; where it finds the session lost, once more in a new one. Views, collectors and tokens of the old
  // session are gone with it, so `read` has to begin from the beginning. Throws VimFault where it is lost again.
  template <class Read>
  void in_session(Read read) {
    try {
      return read();
    } catch (const VimFault& fault) {
      if (!is_lost_session(fault) || !log_in_again()) throw;
    }
    read();
  }

  const std::string& server() const { return server_; }
  std::uint64_t round_trips() const { return http_.requests(); }

 private:
  void read_content();
  void log_in();
  bool log_in_again();  // once in a session's life a lost login is made good; false where that was done before
  void leave_old_session();
  void log_out() noexcept;

  hvshared::HttpClient http_;
  std::string server_;
  Credentials credentials_;
  std::string api_ = "6.5";
  ServiceContent content_;
  bool logged_in_ = false;
  bool renewed_ = false;
};

}  // namespace hvvmware
