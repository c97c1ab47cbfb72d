#!/usr/bin/env bash
# The installed headers alone, in every language that they promise, with both compilers; every warning is an error.
# usage: header_test.sh PREFIX
source "$(dirname "$0")/checks.sh"
include=$1/include
here=$(dirname "$0")
strict=(-Wall -Wextra -pedantic -Werror -fsyntax-only "-I$include")

for standard in c99 c11 c17 c2x; do
  for compiler in gcc clang-19; do must "$compiler" -x c -std=$standard "${strict[@]}" "$here/c_plugin.c"; done
done
for standard in c++11 c++14 c++17 c++20 c++23; do
  for compiler in g++ clang++-19; do must "$compiler" -x c++ -std=$standard "${strict[@]}" "$here/c_plugin.c"; done
done
for standard in c++17 c++20 c++23; do
  for compiler in g++ clang++-19; do must "$compiler" -std=$standard "${strict[@]}" -Wconversion "$here/../wrapper_only.cpp"; done
done
finish "the headers hold in every language"
