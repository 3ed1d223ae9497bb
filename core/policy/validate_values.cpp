// SPDX-License-Identifier: MIT
#include "core/policy/validate_values.h"

#include "core/policy/glob.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace waylight::policy {
namespace {

bool isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool startsWith(std::string_view text, std::string_view head) {
    return text.substr(0, head.size()) == head;
}

bool hasWildcard(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

/// All parts between colons; what is behind the fifth colon stays one part.
std::vector<std::string_view> arnParts(std::string_view text) {
    std::vector<std::string_view> parts;
    for (auto colon = text.find(':'); colon != std::string_view::npos && parts.size() < 5; colon = text.find(':')) {
        parts.push_back(text.substr(0, colon));
        text.remove_prefix(colon + 1);
    }
    parts.push_back(text);
    return parts;
}

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html; `arn:*:` stands in AWS's own policies.
bool isPartition(std::string_view text) {
    constexpr std::array<std::string_view, 8> known{"aws",       "aws-cn",    "aws-us-gov", "aws-iso",
                                                    "aws-iso-b", "aws-iso-e", "aws-iso-f",  "aws-eusc"};
    return text == "*" || startsWith(text, "aws*") || std::find(known.begin(), known.end(), text) != known.end();
}

/// The types of S3 that live in a Region: access points, jobs, access grants and the like.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
bool isRegionalInS3(std::string_view resource) {
    constexpr std::array<std::string_view, 6> types{"accesspoint",   "job",           "storage-lens",
                                                    "access-grants", "async-request", "*"};
    return std::any_of(types.begin(), types.end(), [&](std::string_view type) { return startsWith(resource, type); });
}

constexpr std::string_view iamTypes[] = {"user/",
                                         "federated-user/",
                                         "role/",
                                         "group/",
                                         "instance-profile/",
                                         "mfa/",
                                         "server-certificate/",
                                         "policy/",
                                         "sms-mfa/",
                                         "saml-provider/",
                                         "oidc-provider/",
                                         "report/",
                                         "access-report/"};

/// `root` stands in AWS's own policies for root users.
bool isIamResource(std::string_view resource) {
    return resource == "*" || resource == "root" ||
           std::any_of(std::begin(iamTypes), std::end(iamTypes),
                       [&](std::string_view type) { return startsWith(resource, type); });
}

ResourceFault serviceFault(const std::vector<std::string_view>& parts) {
    const std::string_view service = parts[2];
    const bool withoutRegion = parts.size() > 4 && parts[3].empty();
    const std::string_view resource = parts.size() > 5 ? parts[5] : std::string_view();
    if (service == "s3" && !withoutRegion && !isRegionalInS3(resource))
        return ResourceFault::S3Region;
    if (service == "iam" && !withoutRegion)
        return ResourceFault::IamRegion;
    if (service == "iam" && !isIamResource(resource))
        return ResourceFault::IamPath;
    return ResourceFault::None;
}

/// Reads a date from its front; each step takes what it names, or says no.
class DateReader {
public:
    explicit DateReader(std::string_view text) : m_rest(text) {}

    bool atEnd() const { return m_rest.empty(); }
    bool take(char c) {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    bool takeNumber(std::size_t leastDigits, std::size_t mostDigits, long from, long to) {
        const auto digits = std::min(m_rest.find_first_not_of("0123456789"), m_rest.size());
        long value = 0;
        if (digits < leastDigits || digits > mostDigits ||
            std::from_chars(m_rest.data(), m_rest.data() + digits, value).ec != std::errc())
            return false;
        m_rest.remove_prefix(digits);
        return value >= from && value <= to;
    }

    bool takeYear() { return take('-') ? takeNumber(1, 9, 0, 292275054) : takeNumber(1, 9, 0, 292278993); }

    bool takeDate() {
        return takeYear() && (!take('-') || (takeNumber(1, 2, 1, 12) && (!take('-') || takeNumber(1, 2, 1, 31))));
    }

    bool takeTime() {
        return takeNumber(1, 2, 0, 23) && (!take(':') || (takeNumber(1, 2, 0, 59) && (!take(':') || takeSeconds())));
    }

    bool takeZone() {
        if (atEnd() || take('z'))
            return true;
        return (take('+') || take('-')) && takeNumber(2, 2, 0, 23) && (!take(':') || takeNumber(2, 2, 0, 59)) &&
               (!take(':') || takeNumber(2, 2, 0, 59));
    }

private:
    bool takeSeconds() { return takeNumber(1, 2, 0, 59) && (!take('.') || takeNumber(1, 9, 0, 999999999)); }

    std::string_view m_rest;
};

bool isEpoch(std::string_view text) {
    std::int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() && result.ptr == text.data() + text.size() && value >= 0;
}

} // namespace

ActionFault actionFault(std::string_view action) {
    if (action == "*")
        return ActionFault::None;
    const auto colon = action.find(':');
    if (colon == std::string_view::npos)
        return ActionFault::NoService;
    if (action.find(':', colon + 1) != std::string_view::npos)
        return ActionFault::TwoColons;
    const std::string_view service = action.substr(0, colon);
    const bool good = service == "*" || std::all_of(service.begin(), service.end(),
                                                    [](char c) { return isLetterOrDigit(c) || c == '-' || c == '.'; });
    return good ? ActionFault::None : ActionFault::BadService;
}

ResourceFault resourceFault(std::string_view resource) {
    if (resource == "*")
        return ResourceFault::None;
    const auto parts = arnParts(resource);
    if (parts.size() == 1)
        return ResourceFault::NotAnArn;
    if (!isPartition(parts[1]))
        return ResourceFault::Partition;
    if (parts.size() == 2 || hasWildcard(parts[2]))
        return ResourceFault::Service;
    if (const auto fault = serviceFault(parts); fault != ResourceFault::None)
        return fault;
    const bool leavesOut = parts.size() < 6 && resource.find("::") != std::string_view::npos;
    return leavesOut || parts[2].empty() ? ResourceFault::CutShort : ResourceFault::None;
}

std::string iamResourceTypes() {
    std::string all;
    for (const std::string_view type : iamTypes)
        all.append(all.empty() ? "" : ", ").append(type);
    return all;
}

bool isTrustAction(std::string_view action) {
    constexpr std::array<std::string_view, 4> heads{"sts:assumerole", "sts:tagsession", "sts:setsourceidentity",
                                                    "sts:setcontext"};
    const std::string lower = lowered(action);
    return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return startsWith(lower, head); });
}

bool isAcceptedDate(std::string_view text) {
    const std::string lower = lowered(text);
    if (lower.find_first_of("t-") == std::string::npos)
        return isEpoch(lower);
    DateReader reader(lower);
    if (!reader.takeDate())
        return false;
    if (reader.atEnd())
        return true;
    if (!reader.take('t'))
        return false;
    return reader.atEnd() || (reader.takeTime() && reader.takeZone() && reader.atEnd());
}

} // namespace waylight::policy
