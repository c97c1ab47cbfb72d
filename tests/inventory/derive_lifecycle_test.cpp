// Phases of guest, host and hypervisor on the day of the judgement.
#include "derive_fixture.hpp"

namespace hvcompat {
namespace {

constexpr const char* kGuest = "guest.os.lifecycle";

std::string phase(const Given& guest, std::string_view day) { return state(derived(guest, {}, {}, day), kGuest); }

Given running(const char* product) {
  return {{"guest.os.product", text(product)}, {"guest.os.family", text("windows")}};
}

Given with(Given given, const Given& more) {
  given.insert(given.end(), more.begin(), more.end());
  return given;
}

TEST(GuestLifecycle, TheLastDayCounts) {
  const std::tuple<const char*, const char*, const char*> table[] = {
      {"windows-server-2019", "2018-11-12", "prerelease"}, {"windows-server-2019", "2018-11-13", "mainstream"},
      {"windows-server-2019", "2024-01-09", "mainstream"}, {"windows-server-2019", "2024-01-10", "extended"},
      {"windows-server-2019", "2029-01-09", "extended"},   {"windows-server-2019", "2029-01-10", "ended"},
      {"windows-server-2022", "2026-11-21", "extended"},   {"windows-server-2012-r2", "2026-10-14", "ended"},
      {"windows-server-23h2", "2026-05-12", "mainstream"}, {"windows-server-23h2", "2026-05-13", "ended"}};
  for (const auto& [product, day, expected] : table)
    EXPECT_EQ(phase(running(product), day), expected) << product << day;
}

TEST(GuestLifecycle, PaidUpdatesMustBeAttested) {
  const Given guest = running("windows-server-2012-r2");
  EXPECT_EQ(phase(guest, "2023-10-10"), "extended");
  EXPECT_EQ(phase(guest, "2023-10-11"), "{esu, ended} from guest.os.esu");
  EXPECT_EQ(phase(guest, "2026-10-13"), "{esu, ended} from guest.os.esu");
  EXPECT_EQ(phase(with(guest, {{"guest.os.esu", true}}), "2026-10-13"), "esu");
  EXPECT_EQ(phase(with(guest, {{"guest.os.esu", false}}), "2026-10-13"), "ended");
  EXPECT_EQ(phase(with(guest, {{"guest.os.esu", true}}), "2026-10-14"), "ended");
  EXPECT_EQ(phase(with(guest, {{"guest.os.esu", true}}), "2023-10-10"), "extended");
}

TEST(GuestLifecycle, PaidUpdatesOfTheSite) {
  SiteFacts site;
  site.customer = facts_of({{"customer.esu", true}});
  const Inventory inventory = inventory_of(running("windows-server-2012-r2"));
  EXPECT_EQ(state(first(inventory, site, "2026-01-01").facts, kGuest), "esu");
  const auto of_guest = [&](bool bought) {
    const Inventory own = inventory_of(with(running("windows-server-2012-r2"), {{"guest.os.esu", bought}}));
    return state(first(own, site, "2026-01-01").facts, kGuest);
  };
  EXPECT_EQ(of_guest(false), "ended") << "what is said of the guest counts";
  site.customer = facts_of({{"customer.esu", false}});
  EXPECT_EQ(state(first(inventory, site, "2026-01-01").facts, kGuest), "ended");
  EXPECT_EQ(of_guest(true), "esu");
}

TEST(GuestLifecycle, AServicePackThatIsNotKnown) {
  const Given guest = running("windows-server-2008-r2");
  EXPECT_EQ(phase(guest, "2026-11-21"), "ended");
  EXPECT_EQ(phase(guest, "2019-01-01"), "{extended, ended} from guest.os.service_pack");
  EXPECT_EQ(phase(with(guest, {{"guest.os.service_pack", number(1)}}), "2019-01-01"), "extended");
  EXPECT_EQ(phase(with(guest, {{"guest.os.build", text("7601")}}), "2019-01-01"), "extended");
  EXPECT_EQ(phase(with(guest, {{"guest.os.service_pack", number(0)}}), "2019-01-01"), "{extended, ended}");
}

TEST(GuestLifecycle, AnOlderBuildIsNotDecidedByAServicePack) {
  EXPECT_EQ(phase(with(running("windows-server-2022"), {{"guest.os.build", text("20300")}}), "2024-01-01"),
            "{mainstream, ended}");
}

TEST(GuestLifecycle, AChannelThatTheProductIsNotIn) {
  const Given sac = with(running("windows-server-2019"), {{"guest.os.channel", text("sac")}});
  EXPECT_EQ(phase(sac, "2023-01-01"), "{mainstream, ended} from guest.os.build");
  const Given shared_build = with(sac, {{"guest.os.build", text("17763")}});
  EXPECT_EQ(phase(shared_build, "2023-01-01"), "{mainstream, ended}") << "1809 has it, too";
  const Facts facts = first(inventory_of(shared_build), {}, "2023-01-01").facts;
  EXPECT_EQ(facts.find(kGuest)->unknown.detail,
            "guest.os.channel is sac, in which the catalog has no windows-server-2019");
  EXPECT_EQ(phase(with(running("windows-server-2019"), {{"guest.os.channel", text("ltsc")}}), "2023-01-01"),
            "mainstream");
}

TEST(GuestLifecycle, AChannelDoesNotSpeakAgainstABuildThatOnlyTheProductHas) {
  const Given guest = with(running("windows-server-2012-r2"), {{"guest.os.build", text("9600")}});
  EXPECT_EQ(phase(with(guest, {{"guest.os.channel", text("ltsc")}}), "2023-06-01"), "extended");
}

TEST(GuestLifecycle, AReleaseWithoutABuildHasAny) {
  EXPECT_EQ(phase(with(running("windows-vista"), {{"guest.os.build", text("6002")}}), "2026-11-21"), "ended");
}

TEST(GuestLifecycle, AnyBuildIsNoServicePack) {
  for (const char* build : {"6000", "6001"}) {
    const Given guest = with(running("windows-vista"), {{"guest.os.build", text(build)}});
    EXPECT_EQ(phase(guest, "2015-01-01"), "{extended, ended} from guest.os.service_pack") << build;
    EXPECT_EQ(phase(with(guest, {{"guest.os.service_pack", number(1)}}), "2015-01-01"), "{extended, ended}") << build;
    EXPECT_EQ(phase(with(guest, {{"guest.os.service_pack", number(2)}}), "2015-01-01"), "extended") << build;
  }
}

TEST(GuestLifecycle, EditionsAndChannelsOfOneBuild) {
  const Given guest = with(running("windows-11"), {{"guest.os.build", text("26100")}});
  EXPECT_EQ(phase(guest, "2026-10-13"), "mainstream");
  EXPECT_EQ(phase(guest, "2026-10-14"), "{mainstream, ended} from guest.os.channel, guest.os.edition");
  EXPECT_EQ(phase(with(guest, {{"guest.os.edition", text("pro")}}), "2026-10-14"), "ended");
  EXPECT_EQ(phase(with(guest, {{"guest.os.edition", text("enterprise")}}), "2026-10-14"), "mainstream");
  EXPECT_EQ(phase(with(guest, {{"guest.os.channel", text("ltsc")}}), "2027-10-13"), "mainstream");
  EXPECT_EQ(phase(with(guest, {{"guest.os.channel", text("ltsc")}}), "2030-01-01"),
            "{extended, ended} from guest.os.edition");
}

TEST(GuestLifecycle, WithoutABuildEveryReleaseIsPossible) {
  EXPECT_EQ(phase(running("windows-10"), "2030-01-01"),
            "{extended, ended} from guest.os.build, guest.os.channel, guest.os.edition");
}

TEST(GuestLifecycle, ANewerBuildThanTheCatalogKnows) {
  const Facts facts = derived(with(running("windows-11"), {{"guest.os.build", text("30000")}}));
  EXPECT_EQ(state(facts, kGuest), "{}");
  const Unknown& cause = facts.find(kGuest)->unknown;
  EXPECT_EQ(cause.reason, "not-exposed");
  EXPECT_EQ(cause.detail, "no life-cycle catalog names build 30000 of windows-11");
  EXPECT_EQ(cause.remedy, "add it to a life-cycle catalog (`catalogs` in the site file)");
}

TEST(GuestLifecycle, ProductsThatAreOpen) {
  const Given either = {{"guest.os.declared_id", text("windows8Server64Guest")}};
  EXPECT_EQ(phase(either, "2026-11-21"), "ended");
  EXPECT_EQ(phase({{"guest.os.declared_id", text("windows9Server64Guest")}}, "2026-11-21"),
            "{mainstream, extended} from guest.os.product");
  EXPECT_EQ(phase({}, "2026-11-21"), "{} from guest.os.product");
  EXPECT_EQ(phase({{"guest.os.product", text("plan9")}}, "2026-11-21"), "{}");
}

TEST(GuestLifecycle, OtherSystems) {
  const Given debian = {{"guest.os.product", text("debian")}, {"guest.os.version", text("12.7")}};
  EXPECT_EQ(phase(debian, "2026-07-11"), "mainstream");
  EXPECT_EQ(phase(debian, "2026-07-12"), "extended");
  EXPECT_EQ(phase({{"guest.os.product", text("debian")}}, "2005-01-01"), "prerelease");
}

TEST(HostLifecycle, OfWindowsAndOthers) {
  const auto host = [](const Given& given, std::string_view day) {
    return state(derived({}, given, {}, day), "host.os.lifecycle");
  };
  EXPECT_EQ(host({{"host.os.product", text("windows-server-2016")}, {"host.os.build", text("14393")}}, "2027-01-12"),
            "extended");
  EXPECT_EQ(host({{"host.os.product", text("windows-server-2016")}}, "2027-01-13"), "{esu, ended} from customer.esu");
  EXPECT_EQ(host({{"host.os.product", text("rhel")}, {"host.os.version", text("9.4")}}, "2026-11-21"), "mainstream");
  EXPECT_EQ(host({}, "2026-11-21"), "{} from host.os.product");
}

TEST(HypervisorLifecycle, PaidUpdatesOfTheVendor) {
  const Inventory inventory = inventory_of({}, {{"hypervisor.vendor", text("redhat")},
                                                {"hypervisor.product", text("rhel-kvm")},
                                                {"hypervisor.version", text("7.9")}});
  SiteFacts site;
  site.customer = facts_of({{"customer.vendor_support", false}});
  EXPECT_EQ(state(first(inventory, site, "2026-01-01").facts, "hypervisor.lifecycle"), "ended");
  site.customer = facts_of({{"customer.vendor_support", true}});
  const Facts facts = first(inventory, site, "2026-01-01").facts;
  EXPECT_EQ(state(facts, "hypervisor.lifecycle"), "{esu, ended}");
  EXPECT_EQ(facts.find("hypervisor.lifecycle")->unknown.detail,
            "no fact tells whether updates that are paid for were bought");
}

TEST(HypervisorLifecycle, ByVendorProductAndVersion) {
  const auto hypervisor = [](const Given& given, std::string_view day) {
    return state(derived({}, given, {}, day), "hypervisor.lifecycle");
  };
  const auto of = [](const char* vendor, const char* product, const char* version) {
    return Given{{"hypervisor.vendor", text(vendor)},
                 {"hypervisor.product", text(product)},
                 {"hypervisor.version", text(version)}};
  };
  EXPECT_EQ(hypervisor(of("vmware", "esxi", "7.0.3"), "2025-10-02"), "mainstream");
  EXPECT_EQ(hypervisor(of("vmware", "esxi", "7.0.3"), "2025-10-03"), "extended");
  EXPECT_EQ(hypervisor(of("vmware", "esxi", "7.0.3"), "2027-04-03"), "ended");
  EXPECT_EQ(hypervisor(of("redhat", "rhel-kvm", "7.9"), "2026-01-01"), "{esu, ended} from customer.vendor_support");
  EXPECT_EQ(hypervisor(of("debian", "qemu-kvm", "12"), "2026-11-21"), "extended");
  EXPECT_EQ(hypervisor(of("citrix", "xenserver", "8.4"), "2026-11-21"), "{}");
  EXPECT_EQ(hypervisor({{"hypervisor.product", text("hyper-v")}, {"host.os.product", text("windows-server-2022")}},
                       "2026-11-21"),
            "extended");
  EXPECT_EQ(hypervisor({}, "2026-11-21"), "{} from hypervisor.product");
}

}  // namespace
}  // namespace hvcompat
