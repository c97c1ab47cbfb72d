// A vendor's plugin: what all hypervisors have in the common words, what only Acme has under x.acme.
#include <hvcompat/plugin.hpp>
#include <optional>
#include <vector>

#include "hvcompat_manifest.h"

namespace {

// Stands for what Acme's API would answer.
struct Machine {
  const char* id;
  const char* name;
  const char* product;
  std::vector<std::string> drivers;
  std::optional<int> replica_lag_s;  // none: the user's role does not show it
};

std::vector<Machine> machines() {
  return {{"m-1001", "shop-db", "windows-server-2022", {"acme-net", "acme-disk"}, 12},
          {"m-1002", "shop-web", "windows-server-2019", {"acme-net"}, 5},
          {"m-1003", "archive", "windows-server-2022", {"acme-net", "acme-disk"}, 4000},
          {"m-1004", "ledger", "windows-server-2022", {"acme-net", "acme-disk"}, std::nullopt}};
}

hvc::Record cloud() {
  hvc::Record host = hvc::Record::host("cell-1", "cell-1");
  host.facts.set("hypervisor.family", "kvm", "GET /cells hypervisor");
  host.facts.set("hypervisor.vendor", "acme", "GET /version vendor");
  host.facts.set("hypervisor.product", "acme-cloud", "GET /version product");
  host.facts.set("hypervisor.version", "7.3", "GET /version version");
  host.facts.set("x.acme.contract", "gold", "GET /contract class");
  return host;
}

void set_replica_lag(const Machine& machine, bool asked, hvc::Facts& facts) {
  constexpr const char* kLag = "x.acme.replica.lag_s";
  if (!asked) {
    facts.unknown(kLag, hvc::Reason::not_asked, "the option `replicas` is off", "set the option `replicas`");
  } else if (machine.replica_lag_s) {
    facts.set(kLag, *machine.replica_lag_s, "GET /machines/{id}/replica lag");
  } else {
    facts.unknown(kLag, hvc::Reason::not_permitted, "403 for the replica", "give the user the role `replica-reader`");
  }
}

void collect(hvc::Session& session, std::string_view target_json) {
  const bool replicas = target_json.find("\"replicas\":false") == std::string_view::npos;
  const hvc::Record host = cloud();
  session.emit(host);
  for (const Machine& machine : machines()) {
    session.stop_if_cancelled();
    hvc::Record guest = hvc::Record::guest(machine.id, machine.name, host.id);
    guest.facts.set("guest.power", "running", "GET /machines state");
    guest.facts.set("guest.os.family", "windows", "GET /machines guest.family");
    guest.facts.set("guest.os.product", machine.product, "GET /machines guest.product");
    guest.facts.set("guest.os.source", "agent", "GET /machines guest.source");
    guest.facts.set("x.acme.drivers", machine.drivers, "GET /machines guest.drivers");
    set_replica_lag(machine, replicas, guest.facts);
    session.emit(guest);
  }
}

}  // namespace

HVC_DEFINE_PLUGIN(HVC_MANIFEST, collect)
