// The program hvcompat: wires the command line, and lets nothing out but an exit code.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "cli/command_line.hpp"
#include "cli/exit_status.hpp"
#include "collect/internal_main.hpp"
#include "verify/probe.hpp"

namespace {

int bug(const char* what) {
  fmt::print(stderr,
             "hvcompat: internal error: {}\n    this is a bug in hvcompat: please report it with the command line\n",
             what);
  return static_cast<int>(hvcompat::ExitCode::bug);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (const auto code = hvcompat::internal_main(argc, argv, hvcompat::probe_actions())) return *code;
    // A closed pipe or a file limit is an error of a write, not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return hvcompat::run_command_line(argc, argv);
  } catch (const std::exception& error) {
    return bug(error.what());
  } catch (...) {
    return bug("unknown exception");
  }
}
