// Strings are found with their places, and everything else keeps its bytes.
#include "collect/json_strings.hpp"

#include <gmock/gmock.h>

#include "collect/redact.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;

TEST(JsonStrings, PathsAndKeys) {
  std::vector<std::string> seen;
  const auto see = [&](const JsonString& string) -> std::optional<std::string> {
    std::string at;
    for (const std::string& key : string.path) at += key + "/";
    seen.push_back(at + (string.is_key ? "key " : "") + string.text);
    return std::nullopt;
  };
  const std::string line = R"( {"a":{},"b":[{"c":"d\u0041"},[],"e"],"f":{"g":1.50,"h":{"i":"j"}},"k":"{\"l"} )";
  EXPECT_EQ(rewrite_strings(line, see), line);
  EXPECT_THAT(seen, ElementsAre("key a", "key b", "b/key c", "b/c/dA", "b/e", "key f", "f/key g", "f/key h",
                                "f/h/key i", "f/h/i/j", "key k", "k/{\"l"));
}

TEST(JsonStrings, OnlyWhatIsReplacedChanges) {
  const auto shout = [](const JsonString& string) -> std::optional<std::string> {
    return string.text == "b" ? std::optional<std::string>("\"B\"") : std::nullopt;
  };
  EXPECT_EQ(rewrite_strings(R"({"a" : "b", "n":1E2, "b":["b","\/"]})", shout),
            R"({"a" : "\"B\"", "n":1E2, "\"B\"":["\"B\"","\/"]})");
  EXPECT_EQ(rewrite_strings("{\"a\":", shout), std::nullopt);
}

TEST(RedactLine, WordsOfTheFormatStay) {
  EXPECT_EQ(
      redacted_line(R"({"record":"guest","id":"guest-1","name":"guest","facts":{"guest.power":"off"}})", {"guest"}),
      R"({"record":"guest","id":"***-1","name":"***","facts":{"guest.power":"off"}})");
  EXPECT_EQ(
      redacted_line(R"({"record":"guest","facts":{"guest.power":"swordfish","x.acme.swordfish":"a"}})", {"swordfish"}),
      R"({"record":"guest","facts":{"guest.power":"***","x.acme.***":"a"}})");
}

TEST(RedactLine, EscapedSecretsAreFound) {
  EXPECT_EQ(
      redacted_line(R"({"record":"guest","facts":{"x.acme.pin":"20260101","x.acme.pins":["20260101"]}})", {"20260101"}),
      R"({"record":"guest","facts":{"x.acme.pin":"***","x.acme.pins":["***"]}})")
      << "nobody says that a vendor's fact is a date";
  EXPECT_EQ(redacted_line(R"({"record":"log","text":"a\"b\u0063d"})", {"a\"bcd"}), R"({"record":"log","text":"***"})");
  // The last digit of the escape, and what follows it, spell the secret: its text does not.
  EXPECT_EQ(redacted_line(R"({"record":"log","text":"\u0d2cat"})", {"cat-"}), R"({"record":"log","text":"\u0d2cat"})");
  EXPECT_EQ(redacted_line(R"({"record":"log","text":"\u0d2cats"})", {"cats"}),
            "{\"record\":\"log\",\"text\":\"\xE0\xB4\xAC"
            "ats\"}");
  EXPECT_EQ(redacted_line(R"(no JSON: a\"b\u0063d)", {"a\"bcd"}), "no JSON: ***");
  EXPECT_EQ(redacted_line("no JSON: \\ud83d\\ude00x \\", {"\xf0\x9f\x98\x80x"}), "no JSON: *** \\");
}

TEST(RedactLine, LinesKeepTheirEnds) {
  EXPECT_EQ(redacted_lines("fish\n\nno fish", {"fish"}), "***\n\nno ***");
  EXPECT_EQ(redacted_lines("fish\n", {"fish"}), "***\n");
}

TEST(RedactLine, KeysOfSeveralLines) {
  const auto secrets = secrets_of(target_from_uri("a://h").value(), {"line one\nline two\n"});
  EXPECT_EQ(redacted_lines("x line two y\n", secrets), "x *** y\n");
}

}  // namespace
}  // namespace hvcompat
