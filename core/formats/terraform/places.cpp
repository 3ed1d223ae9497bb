// SPDX-License-Identifier: MIT
#include "core/formats/terraform/places.h"

#include <algorithm>

namespace waylight::terraform {
namespace {

/// The part of an ARN at `index`: 3 its Region, 4 its account.
std::string arnPart(const Json& values, std::size_t index) {
    const std::string arn = textOf(values, "arn");
    if (!arn.starts_with("arn:"))
        return {};
    std::size_t start = 0;
    for (std::size_t i = 0; i < index; ++i) {
        start = arn.find(':', start);
        if (start == std::string::npos)
            return {};
        ++start;
    }
    return arn.substr(start, arn.find(':', start) - start);
}

bool isAccount(std::string_view text) {
    return text.size() == 12 &&
           std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
}

std::string mostCommon(const std::map<std::string, std::size_t>& counts) {
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? std::string() : most->first;
}

/// What a data source of the root module found.
std::string found(const Listing& listing, std::string_view type, std::initializer_list<const char*> attributes) {
    for (const Resource& each : listing.resources)
        if (each.data && each.type == type && each.module.empty() && each.values)
            for (const char* attribute : attributes)
                if (std::string text = textOf(*each.values, attribute); !text.empty())
                    return text;
    return {};
}

} // namespace

std::string regionOf(const Json& values, const Json* provider, const Resource& resource, const References& references) {
    if (std::string region = textOf(values, "region"); !region.empty())
        return region;
    if (std::string region = arnPart(values, 3); !region.empty())
        return region;
    const Json* expression = provider ? member(*provider, "region") : nullptr;
    const Json* region = expression ? references.constantOf(*expression, resource) : nullptr;
    return region && region->is_string() ? region->get<std::string>() : std::string();
}

std::string accountOf(const Json& values) {
    if (std::string owner = textOf(values, "owner_id"); isAccount(owner))
        return owner;
    const std::string account = arnPart(values, 4);
    return isAccount(account) ? account : std::string();
}

std::string partitionOf(std::string_view region) {
    return region.starts_with("cn-") ? "aws-cn" : region.starts_with("us-gov-") ? "aws-us-gov" : "aws";
}

void settlePlaces(Declarations& declarations, const Listing& listing, const ReadOptions& options) {
    settlePlaces(declarations, found(listing, "aws_region", {"region", "name", "id"}),
                 found(listing, "aws_caller_identity", {"account_id"}), options);
}

void settlePlaces(Declarations& declarations, std::string region, std::string account, const ReadOptions& options) {
    std::map<std::string, std::size_t> regions;
    std::map<std::string, std::size_t> accounts;
    for (const Declaration& each : declarations.all) {
        if (!each.region.empty())
            ++regions[each.region];
        if (!each.account.empty())
            ++accounts[each.account];
    }
    declarations.region = !options.region.empty() ? options.region : region.empty() ? mostCommon(regions) : region;
    declarations.account = !options.account.empty() ? options.account
                           : account.empty()        ? mostCommon(accounts)
                                                    : account;
    for (Declaration& each : declarations.all) {
        if (each.region == declarations.region)
            each.region.clear();
        if (each.account == declarations.account)
            each.account.clear();
    }
}

} // namespace waylight::terraform
