// SPDX-License-Identifier: MIT
#include "tests/support/fuzz_template.h"

#include "core/formats/cloudformation/read.h"

#include <set>

namespace waylight {
namespace {

const char* wrongIn(const Declarations& declarations) {
    std::set<std::string> ids;
    for (const Declaration& each : declarations.all) {
        if (each.type.empty() || !each.properties.is_object() || !each.attributes.is_object())
            return "a declaration without type, or properties that are no object";
        if (!ids.insert(each.id).second)
            return "an id twice";
        if (each.position.line < 1 || each.position.column < 1)
            return "a declaration without a place";
        if (!each.pointer.starts_with("/Resources/"))
            return "a pointer that leads elsewhere";
        if (Json::parse(each.properties.dump()) != each.properties)
            return "properties that are no JSON";
    }
    static_cast<void>(declarations.document.dump());
    for (const Diagnostic& diagnostic : declarations.diagnostics)
        if (toEnglish(diagnostic).empty())
            return "a diagnostic without words";
    return nullptr;
}

} // namespace

const char* fuzzTemplate(std::string_view text) {
    static_cast<void>(looksLikeTemplate(text));
    const auto plain = declarationsOfTemplate(text, "f");
    if (!plain)
        return toEnglish(plain.error()).empty() ? "an error without words" : nullptr;
    if (const char* wrong = wrongIn(*plain))
        return wrong;
    ReadOptions options;
    options.region = "cn-north-1";
    options.account = "000000000000";
    if (const auto parameters = plain->document.find("Parameters"); parameters != plain->document.end() && parameters->is_object())
        for (const auto& each : parameters->items())
            options.parameters[each.key()] = "a,1";
    const auto other = declarationsOfTemplate(text, "f", options);
    return other ? wrongIn(*other) : "an error with other options";
}

} // namespace waylight
