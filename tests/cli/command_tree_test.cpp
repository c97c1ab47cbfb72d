// Every command and option is fit to be shown: help, example, a value that completion knows what to do with.
#include "cli/command_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_line.hpp"
#include "cli/known_values.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

CommandNode tree_of_program() {
  Session session;
  return command_tree(*make_program(session));
}

TEST(CommandTree, every_command_tells_what_it_does_and_gives_an_example) {
  const CommandNode program = tree_of_program();
  for (const auto& [path, command] : all_commands(program)) {
    EXPECT_NE(command->summary, "") << path;
    if (!command->commands.empty()) continue;
    EXPECT_THAT(command->examples, Not(IsEmpty())) << path << ": write its footer as `Example: hvcompat …`";
    for (const std::string& example : command->examples)
      EXPECT_NE(example.find("hvcompat " + path), std::string::npos) << path << ": " << example;
  }
}

TEST(CommandTree, every_option_and_argument_has_a_help) {
  const CommandNode program = tree_of_program();
  for (const auto& [path, command] : all_commands(program)) {
    for (const OptionNode& option : command->options) EXPECT_NE(option.help, "") << path << " " << option.names.back();
    for (const ArgumentNode& argument : command->arguments) EXPECT_NE(argument.help, "") << path;
  }
}

TEST(CommandTree, every_value_has_a_label_that_completion_knows) {
  const CommandNode program = tree_of_program();
  for (const auto& [path, command] : all_commands(program)) {
    for (const OptionNode& option : command->options)
      EXPECT_TRUE(option.value.label.empty() || is_known_label(option.value.label))
          << path << " " << option.names.back() << " " << option.value.label
          << ": give it a type_name of command_tree.cpp, or add the label there";
    for (const ArgumentNode& argument : command->arguments)
      EXPECT_TRUE(is_known_label(argument.value.label)) << path << " " << argument.value.label;
  }
}

void expect_fixed_sets_known(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    const bool shown = option->get_type_name().find(":{") != std::string::npos;
    EXPECT_TRUE(!shown || !known_values(*option).empty())
        << app.get_name() << " " << option->get_name() << ": use one_of() instead of CLI::IsMember";
  }
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) expect_fixed_sets_known(*command);
}

TEST(CommandTree, every_fixed_set_is_known) {
  Session session;
  expect_fixed_sets_known(*make_program(session));
}

// One of each kind.
struct Small {
  CLI::App app{"Does things.", "small"};
  std::string one, among, file;
  std::vector<std::string> many, guests;
  bool flag = false;

  Small() {
    CLI::App* below = app.add_subcommand("group", "Things")->add_subcommand("do", "Do it");
    below->footer("A note\nof two lines.\n\nAnother.\nExample: small group do a\nExample: small group do b");
    below->set_help_flag();
    below->add_option("-k,--kind", one, "Which")->type_name("KIND")->check(one_of({"a", "b"}))->required();
    below->add_option("--among", among, "Some")->type_name("TEXT")->check(known_so_far({"x"}));
    below->add_option("--many", many, "Several")->type_name("PROFILE")->delimiter(',')->allow_extra_args(false);
    below->add_flag("--maybe{there}", file, "Perhaps")->type_name("FOLDER");
    below->add_flag("-f,--flag", flag, "Yes");
    below->add_option("FILE", file, "The file")->required();
    below->add_option("GUEST", guests, "The guests");
  }
};

TEST(CommandTree, commands_and_footers) {
  Small small;
  const CommandNode root = command_tree(small.app);
  const std::vector<NamedCommand> all = all_commands(root);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].path, "");
  EXPECT_EQ(all[1].path, "group");
  EXPECT_EQ(all[2].path, "group do");
  EXPECT_EQ(all[2].command->summary, "Do it");
  EXPECT_THAT(all[2].command->notes, ElementsAre("A note of two lines.", "Another."));
  EXPECT_THAT(all[2].command->examples, ElementsAre("small group do a", "small group do b"));
}

TEST(CommandTree, options) {
  Small small;
  const CommandNode root = command_tree(small.app);
  const std::vector<OptionNode>& options = all_commands(root)[2].command->options;
  ASSERT_EQ(options.size(), 5U);
  EXPECT_THAT(options[0].names, ElementsAre("-k", "--kind"));
  EXPECT_EQ(options[0].value.label, "KIND");
  EXPECT_THAT(options[0].value.words, ElementsAre("a", "b"));
  EXPECT_TRUE(options[0].required);
  EXPECT_FALSE(options[0].repeatable);
  EXPECT_EQ(options[1].value.label, "TEXT");
  EXPECT_THAT(options[1].value.words, ElementsAre("x"));
  EXPECT_EQ(options[2].value.listed, Listed::profiles);
  EXPECT_EQ(options[2].value.paths, Paths::files);
  EXPECT_EQ(options[2].value.delimiter, ',');
  EXPECT_TRUE(options[2].repeatable);
  EXPECT_TRUE(options[3].value_optional);
  EXPECT_EQ(options[3].value.paths, Paths::folders);
  EXPECT_EQ(options[4].value.label, "");
  EXPECT_FALSE(options[4].value_optional);
  EXPECT_EQ(options[4].help, "Yes");
}

TEST(CommandTree, arguments) {
  Small small;
  const CommandNode root = command_tree(small.app);
  const std::vector<ArgumentNode>& arguments = all_commands(root)[2].command->arguments;
  ASSERT_EQ(arguments.size(), 2U);
  EXPECT_EQ(arguments[0].value.label, "FILE");
  EXPECT_EQ(arguments[0].value.paths, Paths::files);
  EXPECT_TRUE(arguments[0].required);
  EXPECT_FALSE(arguments[0].repeatable);
  EXPECT_FALSE(arguments[1].required);
  EXPECT_TRUE(arguments[1].repeatable);
}

TEST(KnownValues, one_of_refuses_others_and_known_so_far_does_not) {
  Small refused;
  EXPECT_THROW(refused.app.parse("group do -k c file"), CLI::ValidationError);
  Small accepted;
  accepted.app.parse("group do -k b --among y file");
  EXPECT_EQ(accepted.one, "b");
  EXPECT_EQ(accepted.among, "y");
}

}  // namespace
}  // namespace hvcompat::testing
