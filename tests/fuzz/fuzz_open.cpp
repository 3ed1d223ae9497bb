// SPDX-License-Identifier: MIT
#include "tests/support/fuzz_open.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (const char* wrong = waylight::fuzzOpen({reinterpret_cast<const char*>(data), size})) {
        std::fprintf(stderr, "%s\n", wrong);
        std::abort();
    }
    return 0;
}
