// The smallest program that plugin processes can be made of.
#include "collect/internal_main.hpp"

int main(int argc, char** argv) { return hvcompat::internal_main(argc, argv).value_or(2); }
