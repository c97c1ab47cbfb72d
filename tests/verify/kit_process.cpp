// Stands for the program in the kit's tests: serves plugin processes and probes, and nothing else.
#include "collect/internal_main.hpp"
#include "verify/probe.hpp"

int main(int argc, char** argv) { return hvcompat::internal_main(argc, argv, hvcompat::probe_actions()).value_or(2); }
