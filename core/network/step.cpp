// SPDX-License-Identifier: MIT
#include "core/network/step.h"

namespace waylight {
namespace {

struct CodeInfo {
    std::string_view name;
    Stage stage;
};

constexpr CodeInfo infos[] = {
#define WAYLIGHT_CODE(name, code, stage) {code, Stage::stage},
#include "core/network/codes.inc"
#undef WAYLIGHT_CODE
};

} // namespace

std::string_view codeName(Code code) {
    return infos[static_cast<std::size_t>(code)].name;
}

Stage stageOf(Code code) {
    return infos[static_cast<std::size_t>(code)].stage;
}

} // namespace waylight
