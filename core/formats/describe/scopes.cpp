// SPDX-License-Identifier: MIT
#include "core/formats/describe/scopes.h"

#include "core/base/arn.h"
#include "core/model/effective_routes.h"

#include <algorithm>

namespace waylight::describe {
namespace {

/// "us-east-1a" and local zones such as "us-west-2-lax-1a" lie in the Region that their name begins with.
std::string regionOfZone(std::string_view zone) {
    const auto digit = zone.find_first_of("0123456789");
    if (digit == std::string::npos || digit == 0 || zone[digit - 1] != '-')
        return {};
    return std::string(zone.substr(0, zone.find_first_not_of("0123456789", digit)));
}

std::string winner(const std::map<std::string, std::int64_t>& votes) {
    const auto most =
        std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == votes.end() ? std::string() : most->first;
}

std::string firstOf(std::initializer_list<std::string> candidates) {
    for (const std::string& each : candidates)
        if (!each.empty())
            return each;
    return {};
}

/// More than any number of objects.
constexpr std::int64_t certainty = std::int64_t(1) << 32;

} // namespace

bool isAccountNumber(std::string_view owner) {
    return !owner.empty() && std::all_of(owner.begin(), owner.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void readEvidence(std::string_view name, std::string_view value, Evidence& evidence) {
    if ((name == "OwnerId" || name == "AwsAccountId") && isAccountNumber(value))
        evidence.account = value;
    else if (name == "AwsRegion")
        evidence.region = value;
    else if (name == "AvailabilityZone")
        evidence.region = regionOfZone(value);
    else if (const auto service = name == "ServiceName" ? parsedServiceName(std::string(value)) : std::nullopt;
             service && looksLikeRegion(service->region) && evidence.region.empty())
        evidence.region = service->region;
    else if (const auto arn = (name.ends_with("Arn") || name.ends_with("ARN")) && looksLikeArn(value)
                                  ? Arn::parse(value)
                                  : Result<Arn>(Message{})) {
        if (evidence.region.empty())
            evidence.region = arn->region;
        if (evidence.account.empty() && isAccountNumber(arn->account))
            evidence.account = arn->account;
    }
}

Evidence evidenceOf(const Json& object) {
    Evidence evidence;
    if (!object.is_object())
        return evidence;
    if (const auto placement = object.find("Placement");
        placement != object.end() && placement->is_object() && placement->contains("AvailabilityZone"))
        if (const Json& zone = (*placement)["AvailabilityZone"]; zone.is_string())
            evidence.region = regionOfZone(zone.get_ref<const std::string&>());
    for (const auto& [name, value] : object.items())
        if (value.is_string())
            readEvidence(name, value.get_ref<const std::string&>(), evidence);
    return evidence;
}

Scopes::Scopes(const std::vector<DescribeFile>& files) : m_files(files), m_votes(files.size()) {}

void Scopes::vote(std::size_t file, const Evidence& evidence) {
    if (!evidence.account.empty())
        ++m_votes[file].accounts[evidence.account];
    if (!evidence.region.empty())
        ++m_votes[file].regions[evidence.region];
}

void Scopes::setAccount(std::size_t file, const std::string& account) {
    if (isAccountNumber(account))
        m_votes[file].accounts[account] = certainty;
}

void Scopes::count() {
    std::map<std::pair<std::string, std::string>, Votes> beside; // of the files that lie in the same folders
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        Votes& votes = beside[{m_files[i].account, m_files[i].region}];
        for (const auto& [account, count] : m_votes[i].accounts)
            votes.accounts[account] += count;
        for (const auto& [region, count] : m_votes[i].regions)
            votes.regions[region] += count;
    }
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        const DescribeFile& file = m_files[i];
        const Votes& votes = beside[{file.account, file.region}];
        m_scopes.emplace_back(firstOf({file.account, winner(votes.accounts)}),
                              firstOf({file.region, winner(m_votes[i].regions), winner(votes.regions)}));
    }
}

void Scopes::place(Item& item) const {
    const auto& [account, region] = m_scopes[item.file];
    item.account = firstOf({m_files[item.file].account, item.evidence.account, account});
    if (typeInfo(item.kind).regional && item.kind != kindOf<Bucket>)
        item.region = firstOf({m_files[item.file].region, item.evidence.region, region});
}

} // namespace waylight::describe
