// Operating systems: what metadata declares, what an agent reports, and why neither did.
#include "guest_os.hpp"

#include "reading.hpp"

namespace hvlibvirt {
namespace {

const std::string kChannel = "<devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' ";

TEST(Declared, TheWholeOsinfoUrlWhateverThePrefix) {
  for (const char* prefix : {"libosinfo:", "x:", ""}) {
    const std::string p = prefix;
    const std::string ns = p.empty() ? "xmlns" : "xmlns:" + p.substr(0, p.size() - 1);
    const hvc::Facts facts =
        read_text(x86("<metadata><" + p + "libosinfo " + ns + "='http://libosinfo.org/xmlns/libvirt/domain/1.0'><" + p +
                      "os id='http://microsoft.com/win/2k19'/></" + p + "libosinfo></metadata>"));
    EXPECT_EQ(facts.value("guest.os.declared_id"), "\"http://microsoft.com/win/2k19\"") << prefix;
    EXPECT_EQ(facts.value("guest.os.source"), "\"declared\"");
  }
}

TEST(Declared, NothingDeclaredSaysWhatToDo) {
  const hvc::Facts facts = read_text(x86(""));
  EXPECT_EQ(detail(facts, "guest.os.declared_id"), "the definition names no operating system");
  EXPECT_EQ(facts.why_unknown("guest.os.declared_id")->remedy,
            "add libosinfo metadata (virt-xml --edit --osinfo), or attest guest.os.product in the site file");
  EXPECT_FALSE(facts.known("guest.os.source"));
}

struct Case {
  bool running;
  bool asked;
  std::string inner;
  const char* reason;
  const char* detail;
  const char* status;
};

TEST(Agent, EachWayNotToKnowHasItsReason) {
  const Case cases[] = {
      {false, true, kChannel + "/></channel></devices>", "agent-off", "the guest does not run", "\"stopped\""},
      {true, true, "", "agent-off", "the definition has no channel for a guest agent", "\"absent\""},
      {true, true, kChannel + "state='disconnected'/></channel></devices>", "agent-off", "no agent opened the channel",
       "\"stopped\""},
      {true, false, kChannel + "state='connected'/></channel></devices>", "not-permitted",
       "libvirt refuses guest agents on a read-only connection", "\"ok\""},
  };
  for (const Case& one : cases) {
    HostView host = qemu_host();
    host.agent_asked = one.asked;
    const hvc::Facts facts = read_text(domain(one.inner, one.running), host);
    EXPECT_EQ(reason(facts, "guest.os.build"), one.reason) << one.detail;
    EXPECT_EQ(detail(facts, "guest.os.build"), one.detail);
    EXPECT_EQ(facts.value("guest.tools.status"), one.status) << one.detail;
  }
}

TEST(Agent, TheRemedyNamesTheOption) {
  const hvc::Facts facts = read_text(domain(kChannel + "state='connected'/></channel></devices>"));
  EXPECT_EQ(facts.why_unknown("guest.os.build")->remedy,
            "set the target's option \"agent\": true, or attest guest.os.product in the site file");
}

TEST(Agent, WindowsServer) {
  const hvc::Facts facts = facts_of_agent({{"id", "mswindows"},
                                           {"version-id", "2019"},
                                           {"variant-id", "server"},
                                           {"kernel-release", "17763"},
                                           {"kernel-version", "10.0"},
                                           {"machine", "x86_64"}});
  EXPECT_EQ(facts.value("guest.os.reported_id"), "\"mswindows:2019\"");
  EXPECT_EQ(facts.value("guest.os.family"), "\"windows\"");
  EXPECT_EQ(facts.value("guest.os.build"), "\"17763\"");
  EXPECT_EQ(facts.value("guest.os.version"), "\"10.0\"");
  EXPECT_EQ(facts.value("guest.os.product_type"), "\"server\"");
  EXPECT_EQ(facts.value("guest.os.source"), "\"agent\"");
  EXPECT_EQ(facts.value("guest.os.arch"), "\"x86_64\"");
}

TEST(Agent, WindowsClient) {
  const hvc::Facts facts = facts_of_agent({{"id", "mswindows"}, {"version-id", "11"}, {"variant-id", "client"}});
  EXPECT_EQ(facts.value("guest.os.product_type"), "\"workstation\"");
  EXPECT_FALSE(facts.known("guest.os.build"));
}

TEST(Agent, LinuxBuildIsNotItsKernel) {
  const hvc::Facts facts =
      facts_of_agent({{"id", "debian"}, {"version-id", "12"}, {"kernel-release", "6.1.0-56-amd64"}});
  EXPECT_EQ(facts.value("guest.os.reported_id"), "\"debian\"");
  EXPECT_EQ(facts.value("guest.os.version"), "\"12\"");
  EXPECT_FALSE(facts.known("guest.os.build"));
}

TEST(Agent, ArchitecturesAreNamedTheSameWhateverTheGuestCallsThem) {
  const std::pair<const char*, const char*> rows[] = {
      {"x86", "\"i686\""},      {"i386", "\"i686\""},     {"i486", "\"i686\""},
      {"i586", "\"i686\""},     {"i686", "\"i686\""},     {"amd64", "\"x86_64\""},
      {"x86_64", "\"x86_64\""}, {"arm64", "\"aarch64\""}, {"ppc64le", "\"ppc64le\""}};
  for (const auto& [machine, architecture] : rows)
    EXPECT_EQ(facts_of_agent({{"id", "debian"}, {"machine", machine}}).value("guest.os.arch"), architecture) << machine;
}

TEST(Agent, AnArchitectureThatTheAgentDoesNotKnowIsUnknown) {
  const hvc::Facts facts = facts_of_agent({{"id", "mswindows"}, {"machine", "unknown"}});
  EXPECT_EQ(reason(facts, "guest.os.arch"), "not-exposed");
  EXPECT_EQ(detail(facts, "guest.os.arch"), "the agent does not know the guest's architecture");
}

TEST(Agent, AnAnswerWithoutAnIdTellsNothing) {
  const hvc::Facts facts = facts_of_agent({{"kernel-release", "17763"}});
  EXPECT_FALSE(facts.known("guest.os.family"));
  EXPECT_FALSE(facts.known("guest.os.source"));
}

}  // namespace
}  // namespace hvlibvirt
