// Secrets that a program prints, such as a password manager's.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <string>
#include <vector>

#include "text/error.hpp"

namespace hvcompat {

// Runs the command without a shell, in this program's environment; its first line is the secret. It has a minute, its
// stdin is empty, its stderr is ours, so that it can tell the user what is wrong. `done` is called from the event loop.
void run_secret_command(boost::asio::io_context& io, const std::vector<std::string>& command,
                        std::function<void(Result<std::string>)> done);

}  // namespace hvcompat
