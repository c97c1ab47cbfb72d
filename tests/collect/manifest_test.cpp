// Manifests: content, each mistake, schemes, and the options of targets.
#include <gmock/gmock.h>

#include <fstream>

#include "collect/plugin_manifest.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;

constexpr const char* kGood = R"({"name":"acme-kvm","version":"1.2","vendor":"acme","description":"d",
 "schemes":["qemu","qemu+*","ch"],
 "facts":[{"name":"guest.power","privilege":"read-only"},{"name":"x.acme.tier"}],
 "options":[{"name":"agent","type":"bool","default":false,"meaning":"ask agents"},
            {"name":"depth","type":"int","default":5},{"name":"names","type":"list"}]})";

PluginManifest good() { return parse_manifest("x.so", kGood).value(); }

std::string errors_of(std::string from, const std::string& to, bool newer = false) {
  std::string text = kGood;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos);
  text.replace(at, from.size(), to);
  const auto manifest = parse_manifest("x.so", text, newer);
  if (manifest) return "";
  std::string told;
  for (const Error& error : manifest.error()) {
    if (!told.empty()) told += "\n";
    told += std::to_string(error.where.line) + ":" + std::to_string(error.where.column) + ": " + error.message;
    if (!error.help.empty()) told += " [" + error.help + "]";
  }
  return told;
}

TEST(Manifest, Content) {
  const PluginManifest manifest = good();
  EXPECT_EQ(manifest.name, "acme-kvm");
  EXPECT_EQ(manifest.version, "1.2");
  EXPECT_THAT(manifest.schemes, ElementsAre("qemu", "qemu+*", "ch"));
  ASSERT_EQ(manifest.facts.size(), 2U);
  EXPECT_EQ(manifest.facts[0].privilege, "read-only");
  ASSERT_EQ(manifest.options.size(), 3U);
  EXPECT_EQ(manifest.options[0].default_value, "false");
  EXPECT_EQ(manifest.options[1].default_value, "5");
  EXPECT_EQ(manifest.options[2].default_value, "");
  EXPECT_EQ(manifest.text, kGood);
}

TEST(Manifest, Schemes) {
  const PluginManifest manifest = good();
  for (const char* scheme : {"qemu", "qemu+ssh", "qemu+tls", "ch"}) EXPECT_TRUE(manifest.claims(scheme)) << scheme;
  for (const char* scheme : {"qemu+", "qem", "qemux", "ch+ssh", ""}) EXPECT_FALSE(manifest.claims(scheme)) << scheme;
}

TEST(Manifest, ForWhichTargetsItWritesFiles) {
  const auto writes = [](const std::string& member) {
    std::string text = kGood;
    text.insert(1, member);
    const PluginManifest manifest = parse_manifest("x.so", text).value();
    const auto writes_for = [&](const char* uri) { return manifest.writes_files_for(target_from_uri(uri).value()); };
    EXPECT_EQ(writes_for("QEMU+SSH://lab/system"), writes_for("qemu+ssh://lab/system"));
    return std::pair(writes_for("qemu+ssh://lab/system"), writes_for("qemu:///system"));
  };
  EXPECT_EQ(writes(""), std::pair(false, false));
  EXPECT_EQ(writes(R"("writes_files":false,)"), std::pair(false, false));
  EXPECT_EQ(writes(R"("writes_files":true,)"), std::pair(true, true));
  EXPECT_EQ(writes(R"("writes_files":["ch://*","*+ssh://*"],)"), std::pair(true, false));
}

// OpenSSH keeps known hosts; a session has a daemon with files of its own. Its URI may stand without an authority.
TEST(Manifest, TargetsForWhichLibvirtWritesFiles) {
  std::ifstream file(LIBVIRT_MANIFEST);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const PluginManifest manifest = parse_manifest(LIBVIRT_MANIFEST, text).value();
  const auto writes_for = [&](const char* uri) { return manifest.writes_files_for(target_from_uri(uri).value()); };
  for (const char* uri : {"qemu:///session", "qemu:/session", "qemu:/session?socket=/run/x", "qemu:///embed?root=/x",
                          "qemu:/embed?root=/x", "qemu+ssh://lab/system", "QEMU+SSH://lab/system", "vbox:///session"})
    EXPECT_TRUE(writes_for(uri)) << uri;
  for (const char* uri : {"qemu:///system", "qemu:/system", "qemu+tls://lab/system", "test:///default"})
    EXPECT_FALSE(writes_for(uri)) << uri;
}

TEST(Manifest, Mistakes) {
  EXPECT_EQ(errors_of(R"("version")", R"("writes_files":1,"version")"),
            R"(1:35: `writes_files` must be true, false or a list of URIs [write it like ["acme+ssh://*"]])");
  EXPECT_EQ(errors_of(R"("version")", R"("writes_files":[1],"version")"),
            "1:36: `writes_files` must hold strings, not an integer");
  EXPECT_EQ(errors_of(R"("version":"1.2",)", ""), "1:1: `version` is missing");
  EXPECT_EQ(errors_of("acme-kvm", "Acme KVM"), "1:9: `name`: `Acme KVM` is no lower-case identifier");
  EXPECT_EQ(errors_of(R"("qemu+*")", R"("*")"), "2:20: `*` is no URI scheme [write it like `qemu` or `qemu+*`]");
  EXPECT_EQ(errors_of(R"(["qemu","qemu+*","ch"])", "[]"), "2:12: `schemes` is empty: no target would ever be read");
  EXPECT_EQ(errors_of("guest.power", "guest.pwer"), "3:19: unknown fact `guest.pwer` [did you mean `guest.power`?]");
  EXPECT_EQ(errors_of("guest.power", "svvp.status"), "3:19: `svvp.status` is not for plugins to report");
  EXPECT_EQ(errors_of(R"("type":"bool")", R"("type":"bol")"),
            "4:36: option: `bol` is no `type` [did you mean `bool`?]");
  EXPECT_EQ(errors_of("description", "descripton"), "1:52: unknown key `descripton` [did you mean `description`?]");
}

TEST(Manifest, NewerOnesMayHoldWhatWeDoNotKnow) {
  EXPECT_EQ(errors_of("guest.power", "guest.later", true), "");
  EXPECT_EQ(errors_of("description", "licence", true), "");
  EXPECT_EQ(errors_of("guest.power", "svvp.status", true), "");  // it may be a collected one by then
}

std::string option_error(const std::string& options) {
  const auto error = check_options(good(), "lab", options);
  return error ? to_text(*error) : "";
}

TEST(Options, Good) {
  EXPECT_EQ(option_error("{}"), "");
  EXPECT_EQ(option_error(R"({"agent":true,"depth":3,"names":["a"]})"), "");
}

TEST(Options, Mistakes) {
  EXPECT_EQ(option_error(R"({"agnt":true})"),
            "target `lab`: plugin `acme-kvm` has no option `agnt`\n    did you mean `agent`?");
  EXPECT_EQ(option_error(R"({"something":1})"),
            "target `lab`: plugin `acme-kvm` has no option `something`\n    it takes agent, depth, names");
  EXPECT_EQ(option_error(R"({"agent":"yes"})"),
            "target `lab`: option `agent` must be of type bool, not \"yes\"\n    ask agents");
  EXPECT_EQ(option_error(R"({"depth":1.5})"), "target `lab`: option `depth` must be of type int, not 1.5E0");
}

}  // namespace
}  // namespace hvcompat
