// Listings, their limits, relationships of vendors, and the guests of Hyper-V.
#include "derive_fixture.hpp"

namespace hvcompat {
namespace {

// The shipped life cycles with one listing of our own.
Catalogs with_listing(bool complete = false) {
  Catalogs catalogs = shipped_catalogs();
  SvvpListing listing;
  listing.id = "acme-2";
  listing.vendor = "acme";
  listing.product = "acme-hv";
  listing.versions = {{Version::parse("2.0"), Version::parse("3")}};
  listing.cpu_vendors = {"intel"};
  listing.guests = {"windows-server-2019"};
  listing.max_vcpus = 8;
  listing.max_memory_mib = {{"x86_64", 8192}, {"i686", 4096}};
  listing.qualifications = {"ha"};
  listing.status = "validated";
  listing.as_of = "2020-01-01";
  listing.source = "a list";
  catalogs.svvp = {listing};
  catalogs.svvp_vendors = {{"acme", complete, "2020-01-01"}};
  return catalogs;
}

const Given kHost = {{"hypervisor.vendor", text("acme")},
                     {"hypervisor.product", text("acme-hv")},
                     {"hypervisor.version", text("2.5")},
                     {"host.cpu.vendor", text("intel")}};

Given guest(const char* product, std::int64_t memory = 4096, std::int64_t vcpus = 8) {
  return {{"guest.os.product", text(product)},
          {"guest.os.arch", text("x86_64")},
          {"guest.memory.configured_mib", number(memory)},
          {"guest.vcpu.count", number(vcpus)}};
}

Given changed(Given given, const std::string& name, std::optional<Value> value) {
  std::erase_if(given, [&](const auto& fact) { return fact.first == name; });
  if (value) given.emplace_back(name, *value);
  return given;
}

Facts judged(const Given& of_guest, const Given& of_host = kHost, const Catalogs& catalogs = with_listing(),
             std::string_view day = "2024-06-01") {
  return first(inventory_of(of_guest, of_host), {}, day, catalogs).facts;
}

TEST(Svvp, AListingThatFits) {
  const Facts facts = judged(guest("windows-server-2019"));
  EXPECT_EQ(state(facts, "svvp.status"), "validated");
  EXPECT_EQ(state(facts, "svvp.listing"), "acme-2");
  EXPECT_EQ(state(facts, "svvp.limits"), "within");
  EXPECT_EQ(state(facts, "svvp.qualifications"), "ha");
  EXPECT_EQ(state(facts, "svvp.max_vcpus"), "8");
  EXPECT_EQ(state(facts, "svvp.max_memory_mib"), "8192");
  EXPECT_EQ(
      facts.find("svvp.status")->evidence,
      "derived from hypervisor.vendor, hypervisor.product, hypervisor.version, host.cpu.vendor, guest.os.product; "
      "listing `acme-2`, as of 2020-01-01: a list");
}

TEST(Svvp, EarlierWindowsInItsLifeIsCoveredToo) {
  EXPECT_EQ(state(judged(guest("windows-server-2016")), "svvp.status"), "validated");
  EXPECT_NE(state(judged(guest("windows-server-2022")), "svvp.status"), "validated");
  EXPECT_NE(state(judged(guest("windows-10")), "svvp.status"), "validated");
  EXPECT_EQ(state(judged(guest("windows-server-2012-r2")), "svvp.status"),
            "{validated, not-listed} from svvp.status, guest.os.lifecycle");
  EXPECT_EQ(state(judged(guest("windows-server-2012-r2"), kHost, with_listing(true), "2026-10-14"), "svvp.status"),
            "not-listed");
  EXPECT_EQ(state(judged(changed(guest("windows-server-2012-r2"), "guest.os.esu", true)), "svvp.status"), "validated");
}

TEST(Svvp, NotListedOnlyWhereTheListIsComplete) {
  const Given other = changed(kHost, "hypervisor.version", text("3.0"));
  const Facts open = judged(guest("windows-server-2019"), other);
  EXPECT_EQ(state(open, "svvp.status"), "{validated, not-listed} from svvp.status");
  EXPECT_EQ(open.find("svvp.status")->unknown.reason, "not-exposed");
  EXPECT_EQ(open.find("svvp.status")->unknown.detail, "the listings of acme are not known to be complete");
  EXPECT_EQ(open.find("svvp.status")->unknown.remedy,
            "import the Windows Server Catalog's listing (`catalogs` in the site file)");
  EXPECT_EQ(state(open, "svvp.limits"), "{within, exceeded} from svvp.status");
  EXPECT_EQ(state(judged(guest("windows-server-2019"), other, with_listing(true)), "svvp.status"), "not-listed");
  const Given amd = changed(kHost, "host.cpu.vendor", text("amd"));
  EXPECT_EQ(state(judged(guest("windows-server-2019"), amd, with_listing(true)), "svvp.status"), "not-listed");
}

TEST(Svvp, UnknownInputsKeepItOpen) {
  const auto without = [](const char* name) {
    return state(judged(guest("windows-server-2019"), changed(kHost, name, std::nullopt), with_listing(true)),
                 "svvp.status");
  };
  EXPECT_EQ(without("hypervisor.version"), "{validated, not-listed} from svvp.status, hypervisor.version");
  EXPECT_EQ(without("host.cpu.vendor"), "{validated, not-listed} from svvp.status, host.cpu.vendor");
  EXPECT_EQ(without("hypervisor.vendor"), "{validated, not-listed} from svvp.status, hypervisor.vendor");
}

TEST(Svvp, LimitsAtTheBorder) {
  const auto limits = [](const Given& given) { return state(judged(given), "svvp.limits"); };
  EXPECT_EQ(limits(guest("windows-server-2019", 8192, 8)), "within");
  EXPECT_EQ(limits(guest("windows-server-2019", 8193, 8)), "exceeded");
  EXPECT_EQ(limits(guest("windows-server-2019", 8192, 9)), "exceeded");
  const auto any_arch = [&](std::int64_t memory) {
    return limits(changed(guest("windows-server-2019", memory), "guest.os.arch", std::nullopt));
  };
  EXPECT_EQ(any_arch(4096), "within");
  EXPECT_EQ(any_arch(4097), "{within, exceeded} from guest.os.arch");
  EXPECT_EQ(any_arch(8193), "exceeded");
  EXPECT_EQ(limits(changed(guest("windows-server-2019"), "guest.vcpu.count", std::nullopt)),
            "{within, exceeded} from guest.vcpu.count");
}

TEST(Svvp, NoLimitForAnArchitectureIsNoLimitKept) {
  const auto limits = [](std::int64_t memory) {
    const Facts facts = judged(changed(guest("windows-server-2019", memory), "guest.os.arch", text("aarch64")));
    return state(facts, "svvp.limits");
  };
  EXPECT_EQ(limits(4096), "within") << "of the lowest that is named";
  EXPECT_EQ(limits(8192), "{within, exceeded}");
  EXPECT_EQ(limits(8193), "exceeded") << "of all";
}

TEST(Svvp, AListingThatMayBeKeptStandsBehindOneThatIsNot) {
  Catalogs catalogs = with_listing();
  SvvpListing other = catalogs.svvp[0];
  other.id = "acme-2-large";
  other.max_vcpus.reset();
  catalogs.svvp.push_back(other);
  const Given of_guest = changed(guest("windows-server-2019", 0, 9), "guest.memory.configured_mib", std::nullopt);
  EXPECT_EQ(state(judged(of_guest, kHost, catalogs), "svvp.limits"),
            "{within, exceeded} from guest.memory.configured_mib");
}

TEST(Svvp, AServerThatNoCatalogDatesMayBeNewerThanTheGuest) {
  Catalogs catalogs = with_listing(true);
  catalogs.svvp[0].guests = {"windows-server-2031"};
  EXPECT_EQ(state(judged(guest("windows-server-2022"), kHost, catalogs), "svvp.status"),
            "{validated, not-listed} from svvp.status");
}

TEST(Svvp, NoMaximumNamedIsWithin) {
  Catalogs catalogs = with_listing();
  catalogs.svvp[0].max_vcpus.reset();
  catalogs.svvp[0].max_memory_mib.clear();
  EXPECT_EQ(state(judged(guest("windows-server-2019", 1 << 30, 999), kHost, catalogs), "svvp.limits"), "within");
}

TEST(Svvp, TheListingThatIsKeptIsTaken) {
  Catalogs catalogs = with_listing();
  SvvpListing larger = catalogs.svvp[0];
  larger.id = "acme-2-large";
  larger.max_vcpus = 64;
  catalogs.svvp.push_back(larger);
  const Facts facts = judged(guest("windows-server-2019", 4096, 9), kHost, catalogs);
  EXPECT_EQ(state(facts, "svvp.listing"), "acme-2-large");
  EXPECT_EQ(state(facts, "svvp.limits"), "within");
}

TEST(Svvp, AListingWithoutGuestsDecidesNothing) {
  Catalogs catalogs = with_listing(true);
  catalogs.svvp[0].guests.clear();
  EXPECT_EQ(state(judged(guest("windows-server-2019"), kHost, catalogs), "svvp.status"),
            "{validated, not-listed} from svvp.status");
}

std::string relationship(const Given& host, const SiteFacts& site = {}) {
  return state(first(inventory_of({}, host), site).facts, "vendor.relationship");
}

Given made_by(const char* vendor, const char* product) {
  return {{"hypervisor.vendor", text(vendor)}, {"hypervisor.product", text(product)}};
}

TEST(Relationship, OfPartnersByProduct) {
  EXPECT_EQ(relationship(made_by("redhat", "rhel-kvm")), "established");
  EXPECT_EQ(relationship(made_by("vmware", "esxi")), "established");
  EXPECT_EQ(relationship(made_by("vmware", "workstation")), "none");
  EXPECT_EQ(relationship(made_by("vmware", "new-thing")), "{established, none}");
  EXPECT_EQ(relationship({{"hypervisor.vendor", text("vmware")}}), "{established, none} from hypervisor.product");
  EXPECT_EQ(relationship(made_by("microsoft", "hyper-v")), "established");
}

TEST(Relationship, OfVendorsThatTheListDoesNotName) {
  EXPECT_EQ(relationship(made_by("debian", "qemu-kvm")), "none");
  EXPECT_EQ(relationship({{"hypervisor.vendor", text("proxmox")}}), "none");
  EXPECT_EQ(relationship(made_by("acme", "acme-hv")), "{established, none}");
  EXPECT_EQ(relationship({}), "{established, none} from hypervisor.vendor");
}

TEST(Relationship, TheSiteFileFirst) {
  SiteFacts site;
  site.vendors = {{"redhat", "none"}, {"acme", "established"}, {"vmware", "established"}};
  EXPECT_EQ(relationship(made_by("redhat", "rhel-kvm"), site), "none");
  EXPECT_EQ(relationship({{"hypervisor.vendor", text("acme")}}, site), "established");
  EXPECT_EQ(relationship(made_by("vmware", "new-thing"), site), "established");
  EXPECT_EQ(relationship(made_by("vmware", "workstation"), site), "none") << "no product for servers";
}

std::string listed(const char* host, const Given& of_guest, const char* family = "hyper-v") {
  const Given given = {{"hypervisor.family", text(family)}, {"host.os.product", text(host)}};
  return state(derived(of_guest, given), "hyperv.guest_listed");
}

TEST(HypervGuests, WindowsByHost) {
  const auto windows = [](const char* product) { return Given{{"guest.os.product", text(product)}}; };
  EXPECT_EQ(listed("windows-server-2022", windows("windows-server-2025")), "listed");
  EXPECT_EQ(listed("windows-server-2019", windows("windows-server-2025")), "not-listed");
  EXPECT_EQ(listed("windows-server-2019", windows("windows-xp")), "not-listed");
  EXPECT_EQ(listed("windows-server-2012-r2", windows("windows-server-2012-r2")), "{listed, not-listed}");
  EXPECT_EQ(listed("windows-server-2019", windows("windows-server-2008")),
            "{listed, not-listed} from guest.os.service_pack");
}

TEST(HypervGuests, LinuxByVersion) {
  const auto linux = [](const char* product, const char* version) {
    return Given{{"guest.os.product", text(product)}, {"guest.os.version", text(version)}};
  };
  EXPECT_EQ(listed("windows-server-2025", linux("rhel", "9.4")), "listed");
  EXPECT_EQ(listed("windows-server-2025", linux("rhel", "6.10")), "not-listed");
  EXPECT_EQ(listed("windows-server-2022", linux("rhel", "6.10")), "not-listed") << "dropped from the list";
  EXPECT_EQ(listed("windows-server-2019", linux("oracle-linux", "7.8")), "not-listed") << "dropped from the list";
  EXPECT_EQ(listed("windows-server-2012-r2", linux("rhel", "6.10")), "{listed, not-listed}");
  EXPECT_EQ(listed("windows-server-2019", linux("debian", "9")), "{listed, not-listed}");
  EXPECT_EQ(listed("windows-server-2016", linux("rhel", "8.5")), "not-listed");
  EXPECT_EQ(listed("windows-server-2019", linux("rhel", "8.5")), "listed");
  EXPECT_EQ(listed("windows-server-2022", linux("debian", "12")), "{listed, not-listed}");
  EXPECT_EQ(listed("windows-server-2022", linux("fedora", "40")), "not-listed");
  EXPECT_EQ(listed("windows-server-2022", {{"guest.os.product", text("rhel")}}),
            "{listed, not-listed} from guest.os.version");
}

TEST(HypervGuests, OnlyOnHyperV) {
  EXPECT_EQ(state(derived({{"guest.os.product", text("windows-server-2019")}}, {}), "hyperv.guest_listed"),
            "{listed, not-listed} from hypervisor.family");
  EXPECT_EQ(listed("rhel", {{"guest.os.product", text("windows-server-2019")}}, "kvm"), "{}");
}

}  // namespace

const Catalogs& shipped_catalogs() {
  static const Catalogs catalogs =
      load_catalogs(catalog_files_in(std::filesystem::path(HVCOMPAT_CONFIGS) / "catalogs").value()).value();
  return catalogs;
}

}  // namespace hvcompat
