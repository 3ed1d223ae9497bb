// SPDX-License-Identifier: MIT
#include "core/formats/describe_scopes.h"

#include "core/base/arn.h"
#include "core/model/effective_routes.h"

#include <algorithm>

namespace waylight::describe {
namespace {

/// "us-east-1a" and local zones such as "us-west-2-lax-1a" lie in the Region that their name begins with.
std::string regionOfZone(const std::string& zone) {
    const auto digit = zone.find_first_of("0123456789");
    if (digit == std::string::npos || digit == 0 || zone[digit - 1] != '-')
        return {};
    return zone.substr(0, std::min(zone.find_first_not_of("0123456789", digit), zone.size()));
}

void readMember(const std::string& name, const std::string& value, Evidence& evidence) {
    if ((name == "OwnerId" || name == "AwsAccountId") && isAccountNumber(value))
        evidence.account = value;
    else if (name == "AwsRegion")
        evidence.region = value;
    else if (name == "AvailabilityZone")
        evidence.region = regionOfZone(value);
    else if (const auto service = name == "ServiceName" ? parsedServiceName(value) : std::nullopt; service && looksLikeRegion(service->region) && evidence.region.empty())
        evidence.region = service->region;
    else if (const auto arn = (name.ends_with("Arn") || name.ends_with("ARN")) && looksLikeArn(value) ? Arn::parse(value) : Result<Arn>(Message{})) {
        if (evidence.region.empty())
            evidence.region = arn->region;
        if (evidence.account.empty() && isAccountNumber(arn->account))
            evidence.account = arn->account;
    }
}

std::string winner(const std::map<std::string, int>& votes) {
    const auto most = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == votes.end() ? std::string() : most->first;
}

std::string firstOf(std::initializer_list<std::string> candidates) {
    for (const std::string& each : candidates)
        if (!each.empty())
            return each;
    return {};
}

/// More than any number of objects.
constexpr int certainty = 1 << 30;

} // namespace

bool isAccountNumber(std::string_view owner) {
    return !owner.empty() && std::all_of(owner.begin(), owner.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Evidence evidenceOf(const Json& object) {
    Evidence evidence;
    if (!object.is_object())
        return evidence;
    if (const auto placement = object.find("Placement"); placement != object.end() && placement->is_object() && placement->contains("AvailabilityZone"))
        if (const Json& zone = (*placement)["AvailabilityZone"]; zone.is_string())
            evidence.region = regionOfZone(zone.get<std::string>());
    for (const auto& [name, value] : object.items())
        if (value.is_string())
            readMember(name, value.get_ref<const std::string&>(), evidence);
    return evidence;
}

Scopes::Scopes(const std::vector<DescribeFile>& files) : m_files(files), m_fileVotes(files.size()) {}

void Scopes::vote(std::size_t file, const Evidence& evidence) {
    for (Votes* votes : {&m_fileVotes[file], &votesBeside(file)}) {
        if (!evidence.account.empty())
            ++votes->accounts[evidence.account];
        if (!evidence.region.empty())
            ++votes->regions[evidence.region];
    }
}

void Scopes::setAccount(std::size_t file, const std::string& account) {
    if (isAccountNumber(account))
        votesBeside(file).accounts[account] = certainty;
}

void Scopes::place(Item& item) {
    const Evidence& evidence = item.evidence;
    if (m_scopes.empty())
        for (std::size_t file = 0; file < m_files.size(); ++file)
            m_scopes.push_back(scopeOf(file));
    const auto& [account, region] = m_scopes[item.file];
    item.account = firstOf({m_files[item.file].account, evidence.account, account});
    if (typeInfo(item.kind).regional && item.kind != kindOf<Bucket>)
        item.region = firstOf({m_files[item.file].region, evidence.region, region});
}

std::pair<std::string, std::string> Scopes::scopeOf(std::size_t file) const {
    const auto beside = m_scopeVotes.find({m_files[file].account, m_files[file].region});
    const Votes none;
    const Votes& votes = beside == m_scopeVotes.end() ? none : beside->second;
    return {firstOf({m_files[file].account, winner(votes.accounts)}), firstOf({m_files[file].region, winner(m_fileVotes[file].regions), winner(votes.regions)})};
}

} // namespace waylight::describe
