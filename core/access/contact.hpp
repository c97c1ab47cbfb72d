// How far an account got: whether the target answered, and whether it let the account in.
#pragma once

#include "access/target_check.hpp"

namespace hvcompat {

// User name of the URI, or the option `username`; empty where none is given.
std::string account_of(const Target& target);

// Sets `reached` and `signed_in` of a target, failed or not.
void judge_contact(TargetCheck& check);

}  // namespace hvcompat
