// SPDX-License-Identifier: MIT
#include "core/formats/terraform/resource.h"

#include <charconv>

namespace waylight::terraform {
namespace {

/// The end of the bracket that opens at `at`, after it; texts inside may hold brackets and escaped quotes.
std::size_t afterBracket(std::string_view text, std::size_t at) {
    bool quoted = false;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (quoted && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == ']' && !quoted)
            return i + 1;
    }
    return text.size();
}

std::string unquoted(std::string_view text) {
    std::string plain;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && i + 2 < text.size())
            ++i;
        plain += text[i];
    }
    return plain;
}

} // namespace

const Json* member(const Json& value, std::string_view name) {
    if (!value.is_object())
        return nullptr;
    const auto found = value.find(name);
    return found == value.end() ? nullptr : &*found;
}

std::string textOf(const Json& value, std::string_view name) {
    const Json* found = member(value, name);
    return found && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> addressSteps(std::string_view address) {
    std::vector<std::string> steps;
    std::size_t start = 0;
    std::size_t at = 0;
    while (at < address.size()) {
        if (address[at] == '[') {
            at = afterBracket(address, at);
        } else if (address[at] == '.') {
            steps.emplace_back(address.substr(start, at - start));
            start = ++at;
        } else {
            ++at;
        }
    }
    if (start < address.size())
        steps.emplace_back(address.substr(start));
    return steps;
}

std::string parentModule(std::string_view module) {
    const std::vector<std::string> steps = addressSteps(module);
    std::string parent;
    for (std::size_t i = 0; i + 2 < steps.size(); ++i)
        parent += (i ? "." : "") + steps[i];
    return parent;
}

std::string withoutKey(std::string_view step, Json& key) {
    key = nullptr;
    const std::size_t open = step.find('[');
    if (open == std::string_view::npos || step.back() != ']')
        return std::string(step);
    const std::string_view inside = step.substr(open + 1, step.size() - open - 2);
    long long number = 0;
    const auto [end, error] = std::from_chars(inside.data(), inside.data() + inside.size(), number);
    if (!inside.empty() && inside.front() == '"')
        key = unquoted(inside);
    else if (error == std::errc() && end == inside.data() + inside.size())
        key = number;
    return std::string(step.substr(0, open));
}

bool isAws(const Resource& resource) {
    return resource.type.starts_with("aws_") ||
           (resource.provider.ends_with("/aws") && !resource.provider.ends_with("/awscc"));
}

} // namespace waylight::terraform
