// ClusterComputeResource: configurationEx and summary.
#include "cluster_facts.hpp"

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::text_of;

// DrsBehavior in the vocabulary's words.
std::optional<std::string> automation_of(const std::string& behavior) {
  if (behavior == "manual") return "manual";
  if (behavior == "partiallyAutomated") return "partial";
  if (behavior == "fullyAutomated") return "full";
  return std::nullopt;
}

std::optional<std::string> as_automation(const pugi::xml_node& drs) {
  const auto enabled = as_bool(child(drs, "enabled"));
  if (enabled && !*enabled) return "off";
  const auto behavior = automation_of(text_of(child(drs, "defaultVmBehavior")));
  return enabled ? behavior : std::nullopt;
}

std::size_t count_of(const pugi::xml_node& array) {
  std::size_t count = 0;
  for (pugi::xml_node one = hvshared::first_element(array); one; one = hvshared::next_element(one)) ++count;
  return count;
}

}  // namespace

hvc::Record read_cluster(const ManagedObject& cluster) {
  const std::string& id = cluster.ref().value;
  hvc::Record record = hvc::Record::cluster(id, as_text(cluster.at("name").node).value_or(id));
  hvc::Facts& facts = record.facts;
  tell(
      facts, "cluster.hosts", cluster, "host",
      [](const pugi::xml_node& hosts) { return std::optional(count_of(hosts)); }, std::size_t{0});
  tell(facts, "cluster.migration.automation", cluster, "configurationEx.drsConfig", as_automation);
  tell(facts, "cluster.ha", cluster, "configurationEx.dasConfig.enabled", as_bool);
  tell(facts, "x.vmware.evc_mode", cluster, "summary.currentEVCModeKey", as_text, "none");
  tell(facts, "x.vmware.vmotions", cluster, "summary.numVmotions", as_integer);
  return record;
}

void read_drs_overrides(const ManagedObject& cluster, std::map<std::string, std::string>& behavior) {
  const pugi::xml_node configuration = cluster.at("configurationEx").node;
  for (pugi::xml_node one = hvshared::first_element(configuration); one; one = hvshared::next_element(one)) {
    if (hvshared::local_name(one) != "drsVmConfig") continue;
    const std::string guest = text_of(child(one, "key"));
    const auto automation = automation_of(text_of(child(one, "behavior")));
    if (as_bool(child(one, "enabled")) == false)
      behavior[guest] = "off";
    else if (automation)
      behavior[guest] = *automation;
  }
}

}  // namespace hvvmware
