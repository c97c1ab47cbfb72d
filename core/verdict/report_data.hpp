// Everything a report shows, decided: the renderers of core/report only write it down.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inventory/inventory.hpp"
#include "verdict/verdict.hpp"

namespace hvcompat {

// What to do first if the guest has a problem.
struct FirstSteps {
  std::vector<std::string> call;          // whom, and for what
  std::vector<std::string> reproduce_on;  // where a reproduction is accepted
  std::vector<std::string> hosts;         // hosts of these inventories that could serve for it, "target/host"
};

inline constexpr std::string_view kTags = "guest.tags";

struct GuestReport {
  std::string id;
  std::string name;
  std::string host;     // name, or id where it has none
  std::string cluster;  // the same, may be empty
  std::string target;
  std::string os;          // product reported, else declared, else the family; empty where unknown
  std::string vendor;      // of the hypervisor; empty where unknown
  std::string hypervisor;  // "rhel-kvm 9.4", else the family; empty where unknown
  TextList tags;           // guest.tags
  Facts facts;             // of the guest, its host, its cluster and the customer, derived ones included
  std::vector<Conflict> conflicts;
  Verdict verdict;
  FirstSteps first_steps;
};

struct TargetReport {
  std::string name;
  std::string uri;
  std::string collected_at;
  std::string plugin;  // "libvirt 1.0.0"
  bool complete = true;
  std::size_t hosts = 0;
  std::size_t guests = 0;
  std::size_t templates = 0;      // left out of the verdicts
  std::size_t filtered = 0;       // left out by the selection
  std::optional<double> seconds;  // that the collection took
  std::vector<CollectionError> errors;
  std::string plugin_sha256 = {};  // of the plugin's file; empty where the inventory does not tell it
};

struct PackInput {
  std::string id;
  std::string revision;
  std::string title;
  std::string source;  // document and address
  std::string sha256;
  std::string note;  // "a later revision, not known here, may apply on 2015-01-01"
};

struct CatalogInput {
  std::string id;
  std::string as_of;  // the date it was read
  std::string sha256;
};

struct ReportInputs {
  std::string hvcompat;  // version
  std::string profile;
  std::string profile_sha256;
  std::vector<PackInput> packs;
  std::vector<CatalogInput> catalogs;
  std::string site;  // name of the site file as given; empty where there is none
  std::string site_sha256;
  std::string facts_sha256;  // of the inventories as judged, without times and the plugin's version
};

// A missing fact and how many undecided guests wait for it.
struct MissingCount {
  std::string fact;
  std::string remedy;
  std::size_t guests = 0;
};

// Facts that would decide `guests` undecided guests, together with those of the steps before.
struct SupplyStep {
  std::vector<std::string> facts;
  std::size_t guests = 0;
};

struct NamedCount {
  std::string name;
  std::size_t count = 0;
};

struct Summary {
  std::size_t guests = 0;
  std::vector<NamedCount> levels;  // best first, only those that occur; indeterminate and not-applicable last
  std::vector<NamedCount>
      outcomes;  // pass, warn, undecided, fail, not-applicable, waived, error; only those that occur
  std::vector<NamedCount> boundaries;    // "a7-overcommit crossed", most first
  std::vector<NamedCount> not_assessed;  // by area
  std::vector<NamedCount> reasons;       // "policy rule: why", most first
  std::vector<MissingCount> missing;     // most guests first
  std::vector<SupplyStep> supply;        // what to supply first
  std::size_t not_listed = 0;            // counted here, left out of the list of guests by Selection::only
};

// Which guests were asked for. `guest`, `exclude` and `tag` say which are evaluated; `only` which of these are listed:
// the summary and the exit code count all that were evaluated.
struct Selection {
  std::vector<std::string> guest;    // globs on name or id; none: all
  std::vector<std::string> exclude;  // the same
  std::vector<std::string> tag;      // one of these; none: all
  std::vector<Outcome> only;         // none: all
};

struct Report {
  std::string as_of;
  ReportInputs inputs;
  Selection selection;
  Summary summary;
  std::vector<TargetReport> targets;
  std::vector<GuestReport> guests;
  std::vector<std::string> notes;  // waivers expired or unused, dates between revisions, complaints about files
  bool incomplete = false;         // a target failed, a record was lost, nothing was evaluated
};

}  // namespace hvcompat
