// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/edit/addresses.h"
#include "core/edit/edits.h"
#include "core/edit/field_problems.h"
#include "core/edit/membership.h"
#include "core/model/codec.h"
#include "core/model/effective_routes.h"
#include "core/model/references.h"

#include <algorithm>
#include <set>

namespace waylight::edit {
namespace {

/// A sentence, and the place inside the field's value that it is about.
struct Found : FieldProblem {
    Found(Message what, std::string where = {}) : FieldProblem{std::move(what), std::move(where)} {}
};
using Problem = std::optional<Found>;

Problem at(std::size_t row, const char* field, Problem problem) {
    if (problem)
        problem->pointer = '/' + std::to_string(row) + (*field ? std::string("/") + field : std::string());
    return problem;
}

std::string listed(const std::vector<Cidr>& blocks) {
    std::string text;
    for (const Cidr& block : blocks)
        text += (text.empty() ? "" : ", ") + block.toString();
    return text;
}

bool isDigits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Two letters or more, words, and a number: us-east-1, us-gov-west-1.
bool looksLikeRegion(const std::string& text) {
    const auto dash = text.rfind('-');
    if (dash == std::string::npos || dash + 1 == text.size() || !isDigits(std::string_view(text).substr(dash + 1)))
        return false;
    const std::string words = text.substr(0, dash);
    return words.find('-') >= 2 && words.find('-') != std::string::npos &&
           std::all_of(words.begin(), words.end(), [](char c) { return c == '-' || (c >= 'a' && c <= 'z'); });
}

bool looksLikeBucketName(const std::string& text) {
    const auto isEnd = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return text.size() >= 3 && text.size() <= 63 && isEnd(text.front()) && isEnd(text.back()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return isEnd(c) || c == '.' || c == '-'; }) &&
           text.find("..") == std::string::npos;
}

Problem sizeProblem(const Cidr& block, const FieldOptions& options) {
    if (options.maxPrefix == 0 || (block.length() >= options.minPrefix && block.length() <= options.maxPrefix))
        return std::nullopt;
    return message(MessageId::BlockSize, block.toString(), std::to_string(block.length()),
                   std::to_string(options.minPrefix), std::to_string(options.maxPrefix));
}

/// A subnet's block against its VPC's blocks and the other subnets'.
Problem subnetBlockProblem(const Topology& topology, const Subnet& subnet, const std::optional<Cidr>& block,
                           const std::vector<Cidr>& spaces) {
    if (!block)
        return std::nullopt;
    if (!spaces.empty() &&
        std::none_of(spaces.begin(), spaces.end(), [&](const Cidr& space) { return space.contains(*block); }))
        return message(MessageId::BlockNotInVpc, block->toString(), listed(spaces));
    Problem problem;
    topology.forEach<Subnet>([&](const Subnet& other) {
        if (problem || other.id == subnet.id || other.vpc != subnet.vpc)
            return;
        for (const auto& taken : {other.cidr, other.ipv6Cidr})
            if (taken && taken->overlaps(*block))
                problem = message(MessageId::BlockOverlaps, block->toString(), taken->toString(), displayName(other));
    });
    return problem;
}

Problem vpcBlocksProblem(const Topology& topology, const Vpc& vpc, const std::vector<Cidr>& blocks, bool v4,
                         const FieldOptions& options) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (auto problem = sizeProblem(blocks[i], options))
            return problem;
        for (std::size_t j = 0; j < i; ++j)
            if (blocks[i].overlaps(blocks[j]))
                return message(MessageId::BlockOverlaps, blocks[i].toString(), blocks[j].toString(), displayName(vpc));
    }
    Problem problem;
    if (blocks.empty() && isUnknown(vpc, v4 ? "cidrBlocks" : "ipv6CidrBlocks"))
        return problem;
    topology.forEach<Subnet>([&](const Subnet& subnet) {
        const auto& block = v4 ? subnet.cidr : subnet.ipv6Cidr;
        if (problem || subnet.vpc.id != vpc.id || !block)
            return;
        if (std::none_of(blocks.begin(), blocks.end(), [&](const Cidr& space) { return space.contains(*block); }))
            problem = message(MessageId::BlockLeavesSubnet, displayName(subnet), block->toString());
    });
    return problem;
}

Problem problemOf(const Topology& topology, const Vpc& vpc, const FieldInfo& field) {
    if (field.name == "cidrBlocks")
        return vpcBlocksProblem(topology, vpc, vpc.cidrs, true, field.options);
    if (field.name == "ipv6CidrBlocks")
        return vpcBlocksProblem(topology, vpc, vpc.ipv6Cidrs, false, field.options);
    return std::nullopt;
}

Problem problemOf(const Topology& topology, const Subnet& subnet, const FieldInfo& field) {
    const Vpc* vpc = topology.get(subnet.vpc);
    const bool v4 = field.name == "cidrBlock";
    if (v4 || field.name == "ipv6CidrBlock") {
        const auto& block = v4 ? subnet.cidr : subnet.ipv6Cidr;
        if (block)
            if (auto problem = sizeProblem(*block, field.options))
                return problem;
        return subnetBlockProblem(topology, subnet, block,
                                  !vpc ? std::vector<Cidr>()
                                  : v4 ? vpc->cidrs
                                       : vpc->ipv6Cidrs);
    }
    if (field.name == "availabilityZone" && vpc && !vpc->region.empty() && !subnet.availabilityZone.empty() &&
        !subnet.availabilityZone.starts_with(vpc->region))
        return message(MessageId::ZoneOfOtherRegion, subnet.availabilityZone, vpc->region);
    return std::nullopt;
}

Problem problemOf(const Topology& topology, const NetworkInterface& interface, const FieldInfo& field) {
    const Subnet* subnet = topology.get(interface.subnet);
    if (field.name != "privateIpAddresses" || !subnet || !subnet->cidr)
        return std::nullopt;
    Problem problem;
    for (const PrivateAddress& each : interface.addresses) {
        if (problem || !each.address)
            continue;
        const std::string text = each.address->toString();
        if (!subnet->cidr->contains(*each.address))
            return message(MessageId::AddressNotInSubnet, text, subnet->cidr->toString());
        if (isReserved(*subnet->cidr, *each.address))
            return message(MessageId::AddressReserved, text);
        topology.forEach<NetworkInterface>([&](const NetworkInterface& other) {
            if (other.id == interface.id || other.subnet != interface.subnet)
                return;
            for (const PrivateAddress& taken : other.addresses)
                if (taken.address == each.address)
                    problem = message(MessageId::AddressTaken, text,
                                      nameOf(topology, other.instance ? other.instance.id : other.id));
        });
    }
    return problem;
}

Problem problemOf(const Topology& topology, const VpcEndpoint& endpoint, const FieldInfo& field) {
    const bool gateway = endpoint.type == EndpointType::Gateway;
    if (field.name != "serviceName" && field.name != "vpcEndpointType")
        return std::nullopt;
    const auto service = parsedServiceName(endpoint.service);
    if (!service)
        return gateway ? Problem(message(MessageId::ServiceNameForm, endpoint.service)) : std::nullopt;
    if (gateway && service->service != "s3" && service->service != "dynamodb")
        return message(MessageId::NoGatewayService, service->service);
    if (const Vpc* vpc = topology.get(endpoint.vpc);
        gateway && vpc && !vpc->region.empty() && vpc->region != service->region)
        return message(MessageId::ServiceOfOtherRegion, service->region, vpc->region);
    return std::nullopt;
}

Problem problemOf(const Topology&, const Bucket& bucket, const FieldInfo& field) {
    if (field.name == "bucketName" && !bucket.bucketName.empty() && !looksLikeBucketName(bucket.bucketName))
        return message(MessageId::BucketNameForm, bucket.bucketName);
    return std::nullopt;
}

Problem portProblem(const std::optional<int>& from, const std::optional<int>& to) {
    const int first = from.value_or(0);
    const int last = to.value_or(from ? first : 65535);
    if (first >= 0 && last <= 65535 && first <= last)
        return std::nullopt;
    return message(MessageId::PortOrder, std::to_string(first), std::to_string(last));
}

Problem problemOf(const Topology&, const SecurityGroup& group, const FieldInfo& field) {
    if (field.name != "ingress" && field.name != "egress")
        return std::nullopt;
    const auto& rules = field.name == "ingress" ? group.ingress : group.egress;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const SecurityGroupRule& rule = rules[i];
        if (int(rule.cidr.has_value()) + int(bool(rule.prefixList)) + int(bool(rule.group)) != 1)
            return at(i, "cidr", message(MessageId::RuleNeedsPeer, std::to_string(i + 1)));
        if (rule.protocol.hasPorts())
            if (auto problem = portProblem(rule.fromPort, rule.toPort))
                return at(i, "fromPort", problem);
    }
    return std::nullopt;
}

Problem problemOf(const Topology&, const NetworkAcl& acl, const FieldInfo& field) {
    if (field.name != "entries")
        return std::nullopt;
    std::set<std::pair<bool, int>> seen;
    for (std::size_t i = 0; i < acl.entries.size(); ++i) {
        const AclEntry& entry = acl.entries[i];
        if (entry.number < 1 || entry.number > 32766)
            return at(i, "ruleNumber", message(MessageId::RuleNumberRange, std::to_string(entry.number)));
        if (!seen.insert({entry.egress, entry.number}).second)
            return at(i, "ruleNumber", message(MessageId::RuleNumberTwice, std::to_string(entry.number)));
        if (entry.protocol.hasPorts())
            if (auto problem = portProblem(entry.fromPort, entry.toPort))
                return at(i, "fromPort", problem);
    }
    return std::nullopt;
}

Problem problemOf(const Topology&, const RouteTable& table, const FieldInfo& field) {
    if (field.name != "routes")
        return std::nullopt;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < table.routes.size(); ++i) {
        const Route& route = table.routes[i];
        if (route.destination.has_value() == bool(route.prefixList))
            return at(i, "destination", message(MessageId::RouteNeedsDestination, std::to_string(i + 1)));
        const std::string destination = route.destination ? route.destination->toString() : route.prefixList.id;
        if (!seen.insert(destination).second)
            return at(i, "destination", message(MessageId::RouteTwice, destination));
    }
    return std::nullopt;
}

template <class T>
Problem problemOf(const Topology&, const T&, const FieldInfo&) {
    return std::nullopt;
}

Problem baseProblem(const ResourceBase& resource, const std::string& field) {
    if (field == "region" && !resource.region.empty() && !looksLikeRegion(resource.region))
        return message(MessageId::RegionForm, resource.region);
    if (field == "account" && !resource.account.empty() &&
        (resource.account.size() != 12 || !isDigits(resource.account)))
        return message(MessageId::AccountForm, resource.account);
    return std::nullopt;
}

/// References in the field to what is not there, is of another kind, or belongs to another VPC.
Problem referenceProblem(const Topology& topology, const Resource& resource, const FieldInfo& field) {
    const std::string start = '/' + field.name;
    const Id vpc = vpcOf(topology, resource);
    Problem problem;
    forEachReference(resource, [&](const Reference& reference) {
        const bool inField = reference.pointer == start || reference.pointer.starts_with(start + '/');
        // Targets of routes may lie outside the design (`local`, a gateway that was not imported).
        if (problem || !inField || !reference.kind)
            return;
        const ResourcePtr target = topology.find(reference.target);
        const std::string place = reference.pointer.substr(start.size());
        if (!target) {
            problem = Found(message(MessageId::ReferenceMissing, reference.target), place);
        } else if (target->index() != *reference.kind) {
            problem =
                Found(message(MessageId::ReferenceKind, reference.target, typeInfo(*reference.kind).label), place);
        } else if (const Id other = vpcOf(topology, *target);
                   !reference.container && resource.index() != kindOf<SecurityGroup> && !vpc.empty() &&
                   !other.empty() && other != vpc && target->index() != kindOf<Vpc>) {
            problem = Found(message(MessageId::ReferenceOfOtherVpc, displayName(base(*target))), place);
        }
    });
    return problem;
}

} // namespace

std::optional<FieldProblem> locatedProblem(const Design& design, const Resource& resource, const std::string& field) {
    const FieldInfo* info = fieldInfo(resource.index(), field);
    if (!info || isUnknown(base(resource), field))
        return std::nullopt;
    Problem problem = baseProblem(base(resource), field);
    if (!problem)
        problem = referenceProblem(design.topology, resource, *info);
    if (!problem)
        problem = std::visit([&](const auto& each) { return problemOf(design.topology, each, *info); }, resource);
    return problem ? std::optional<FieldProblem>(*problem) : std::nullopt;
}

std::optional<Message> fieldProblem(const Design& design, const Resource& resource, const std::string& field) {
    const auto problem = locatedProblem(design, resource, field);
    return problem ? std::optional(problem->message) : std::nullopt;
}

} // namespace waylight::edit
