// SPDX-License-Identifier: MIT
#include "core/trace/question.h"

#include "core/base/arn.h"
#include "core/trace/action_choices.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr int httpsPort = 443;
constexpr ApiAction bucketActions[] = {
    {"s3:GetObject", true}, {"s3:PutObject", true}, {"s3:DeleteObject", true}, {"s3:ListBucket", false}};
constexpr ApiAction tableActions[] = {{"dynamodb:GetItem"},      {"dynamodb:PutItem"}, {"dynamodb:UpdateItem"},
                                      {"dynamodb:DeleteItem"},   {"dynamodb:Query"},   {"dynamodb:Scan"},
                                      {"dynamodb:DescribeTable"}};

constexpr ApiAction keyActions[] = {{"kms:Decrypt"}, {"kms:Encrypt"}, {"kms:GenerateDataKey"}, {"kms:DescribeKey"}};

/// The resource whose ARN is `arn` or begins it, as a bucket's does an object's; null when there is none.
ResourcePtr ownerOf(const Topology& topology, const std::string& arn) {
    ResourcePtr owner;
    topology.forEachResource([&](const ResourcePtr& each) {
        const std::string its = arnOf(*each);
        if (!owner && !its.empty() && (arn == its || arn.starts_with(its + '/')))
            owner = each;
    });
    return owner;
}

std::string shownName(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    return resource ? displayName(base(*resource)) : id;
}

} // namespace

std::span<const ApiAction> apiActions(Kind kind) {
    if (kind == kindOf<Bucket> || kind == kindOf<AccessPoint>)
        return bucketActions;
    if (kind == kindOf<DynamoTable>)
        return tableActions;
    if (kind == kindOf<KmsKey>)
        return keyActions;
    return {};
}

bool isCommonAction(std::string_view action) {
    const auto isIn = [&](std::span<const ApiAction> actions) {
        return std::any_of(actions.begin(), actions.end(), [&](const ApiAction& each) { return each.name == action; });
    };
    return isIn(bucketActions) || isIn(tableActions) || isIn(keyActions);
}

bool canAsk(Kind kind) {
    return kind == kindOf<Instance> || kind == kindOf<LambdaFunction> || kind == kindOf<NetworkInterface> ||
           kind == kindOf<Internet> || kind == kindOf<InternetGateway> || kind == kindOf<CustomerGateway> ||
           kind == kindOf<VpnGateway>;
}

bool canAnswer(Kind kind) {
    // Nothing connects to a function's interfaces: it is invoked through Lambda.
    return (canAsk(kind) && kind != kindOf<LambdaFunction>) || kind == kindOf<LoadBalancer> ||
           kind == kindOf<VpcEndpoint> || !apiActions(kind).empty();
}

std::string arnOf(const Resource& resource) {
    const ResourceBase& named = base(resource);
    if (looksLikeArn(named.id) && !apiActions(resource.index()).empty())
        return named.id;
    if (const auto* key = std::get_if<KmsKey>(&resource))
        return looksLikeArn(key->id) ? key->id : "arn:aws:kms:" + key->region + ':' + key->account + ":key/" + key->id;
    if (const auto* point = std::get_if<AccessPoint>(&resource))
        return "arn:aws:s3:" + point->region + ':' + point->account + ":accesspoint/" +
               (point->accessPointName.empty() ? displayName(*point) : point->accessPointName);
    if (const auto* bucket = std::get_if<Bucket>(&resource))
        return "arn:aws:s3:::" + (bucket->bucketName.empty() ? bucket->id : bucket->bucketName);
    if (const auto* table = std::get_if<DynamoTable>(&resource))
        return "arn:aws:dynamodb:" + table->region + ':' + table->account + ":table/" +
               (table->tableName.empty() ? table->id : table->tableName);
    return {};
}

namespace {

/// The ARN of what the action is on.
std::string resourceAsked(const Topology& topology, const Question& question) {
    const ResourcePtr target = topology.find(question.to.id);
    const NamedPart named = namedPart(target.get(), question.action);
    if (named == NamedPart::Nothing)
        return "*";
    if (named == NamedPart::OfService)
        return arnAtEndpoint(topology, std::get<VpcEndpoint>(*target), question.action, question.key);
    const std::string arn = target ? arnOf(*target) : std::string();
    const std::string whole = arn.empty() ? question.to.id : arn;
    if (question.key.empty() || (target && named != NamedPart::Object))
        return whole;
    const bool throughAccessPoint = target && std::holds_alternative<AccessPoint>(*target);
    return whole + (throughAccessPoint ? "/object/" : "/") + question.key;
}

} // namespace

Request requestFor(const Topology& topology, const Question& question, const Request& like) {
    Request request = like;
    request.from = question.from;
    request.action = question.action;
    if (question.action.empty()) {
        request.protocol = question.protocol;
        request.port = question.port;
        request.to = question.to;
        request.resource.clear();
        request.resourceRegion.clear();
        request.resourceAccount.clear();
        return request;
    }
    request.to = AnyRef();
    request.protocol = like.isApiCall() ? like.protocol : Protocol::tcp();
    request.port = like.isApiCall() ? like.port : httpsPort;
    const ResourcePtr target = topology.find(question.to.id);
    request.resource = resourceAsked(topology, question);
    // Asked again about the same thing, a request stays word for word what it was.
    const bool ofService = request.resource == "*";
    if (request.resource == like.resource && !(ofService && target))
        return request;
    request.resourceRegion = target ? base(*target).region : std::string();
    request.resourceAccount = target && !ofService ? base(*target).account : std::string();
    return request;
}

Question questionOf(const Topology& topology, const Request& request) {
    Question question{.from = request.from,
                      .to = request.to,
                      .action = request.action,
                      .key = {},
                      .protocol = request.protocol,
                      .port = request.port};
    if (!request.isApiCall())
        return question;
    question.to = request.resource;
    const ResourcePtr target = ownerOf(topology, request.resource);
    if (!target)
        return question;
    question.to = base(*target).id;
    const std::size_t start = arnOf(*target).size() +
                              std::string_view(std::holds_alternative<AccessPoint>(*target) ? "/object/" : "/").size();
    if (request.resource.size() > start)
        question.key = request.resource.substr(start);
    return question;
}

Request expectingOutcome(const Trace& trace) {
    Request request = trace.request;
    request.expectedVerdict = std::string(enumName(trace.verdict));
    const Check first = trace.blockers.empty() ? Check() : trace.blockers.front();
    request.expectedStage = trace.blockers.empty() ? std::string() : std::string(enumName(first.stage));
    request.expectedCode = first.code;
    request.expectedResource = first.resource;
    return request;
}

std::string requestTitle(const Topology& topology, const Request& request) {
    if (!request.name.empty())
        return request.name;
    const Question question = questionOf(topology, request);
    const std::string what =
        request.isApiCall() ? request.action
                            : request.protocol.toString() +
                                  (request.protocol.hasPorts() ? ' ' + std::to_string(request.port) : std::string());
    return shownName(topology, question.from.id) + " → " + shownName(topology, question.to.id) + ": " + what;
}

} // namespace waylight
