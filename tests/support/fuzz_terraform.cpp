// SPDX-License-Identifier: MIT
#include "tests/support/fuzz_terraform.h"

#include "core/formats/terraform/read.h"

#include <map>
#include <set>

namespace waylight {
namespace {

const char* faultOf(const Declarations& declarations) {
    std::set<std::string> ids;
    for (const Declaration& each : declarations.all) {
        if (each.id.empty() || each.type.empty() || each.address.empty())
            return "a declaration without id, type or address";
        if (!ids.insert(each.id).second)
            return "an id that stands twice";
        for (const auto& [pointer, certainty] : each.certainties) {
            const Json::json_pointer at(pointer);
            if (!each.properties.contains(at))
                return "a certainty about nothing";
            if (holdsUnknown(each.properties.at(at)))
                return "a certainty about what is not known";
        }
    }
    return nullptr;
}

} // namespace

const char* fuzzTerraform(std::string_view text) {
    const Result<Json> document = parseJson(text);
    if (!document)
        return nullptr;
    const Result<Declarations> after = declarationsOfTerraform(*document, "fuzz.json", {});
    if (after && !looksLikeTerraform(*document))
        return "what does not look like Terraform was read";
    if (after)
        if (const char* fault = faultOf(*after))
            return fault;
    const Result<Declarations> before = declarationsBefore(*document, "fuzz.json", {});
    if (!before || !after)
        return nullptr;
    if (const char* fault = faultOf(*before))
        return fault;
    std::map<std::string, std::string> ids;
    for (const Declaration& each : after->all)
        ids.emplace(each.address, each.id);
    for (const Declaration& each : before->all)
        if (const auto same = ids.find(each.address); same != ids.end() && same->second != each.id)
            return "another id on the other side";
    return nullptr;
}

} // namespace waylight
