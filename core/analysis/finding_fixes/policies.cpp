// SPDX-License-Identifier: MIT
#include "core/analysis/finding_fixes/proposer.h"
#include "core/analysis/fixes/policy_edits.h"
#include "core/analysis/fixes/policy_places.h"
#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/edit/edits.h"
#include "core/policy/known_actions.h"

#include <algorithm>

namespace waylight {
namespace {

using Pointer = Json::json_pointer;

/// Edits of the policy that a finding points into. Places are as in the policy's own text.
class PolicyWriter {
public:
    PolicyWriter(FindingProposals& proposals, const Resource& resource, PolicyPlace place, Json document,
                 std::string inside)
        : m_proposals(proposals), m_resource(resource), m_place(std::move(place)), m_document(std::move(document)),
          m_inside(std::move(inside)) {}

    const Json& document() const { return m_document; }
    const std::string& text() const { return m_place.text; }
    std::string name() const { return displayName(base(m_resource)); }
    const Resource& resource() const { return m_resource; }
    /// Where in the document the finding is; may name nothing that is there.
    const std::string& inside() const { return m_inside; }

    void propose(Message title, const std::string& newText) {
        m_proposals.add(std::move(title), edit::fieldSet(m_proposals.design(), base(m_resource).id, m_place.field,
                                                         fieldWithPolicy(m_resource, m_place, newText)));
    }
    void propose(Message title, const Json& document) {
        propose(std::move(title), document.dump(2, ' ', false, Json::error_handler_t::replace));
    }
    void propose(Message title, const std::optional<PolicyText>& policy) {
        if (policy)
            propose(std::move(title), policy->text);
    }

private:
    FindingProposals& m_proposals;
    const Resource& m_resource;
    PolicyPlace m_place;
    Json m_document;
    std::string m_inside;
};

/// The statements of a document, which may be a list or a single one.
std::vector<Pointer> statementsOf(const Json& document) {
    std::vector<Pointer> all;
    const auto list = document.find("Statement");
    if (list == document.end())
        return all;
    if (!list->is_array())
        return {Pointer("/Statement")};
    for (std::size_t i = 0; i < list->size(); ++i)
        all.push_back(Pointer("/Statement") / i);
    return all;
}

/// The statement that a place is in; none when there is no such.
std::optional<Pointer> statementAt(const PolicyWriter& writer) {
    const auto index = statementIndex(writer.inside());
    const std::vector<Pointer> all = statementsOf(writer.document());
    return index && *index < all.size() ? std::optional(all[*index]) : std::nullopt;
}

/// An operator of a condition written otherwise; its tests join those that the other one has already.
void proposeOperator(PolicyWriter& writer, const std::string& from, const std::string& to) {
    const auto statement = statementAt(writer);
    Json after = writer.document();
    if (!statement || from == to || !after.contains(*statement / "Condition" / from))
        return;
    Json& conditions = after[*statement / "Condition"];
    Json renamed = Json::object(); // in its place, so that the text stays as it was otherwise
    for (const auto& [op, tests] : conditions.items()) {
        if (!tests.is_object())
            return;
        renamed[op == from ? to : op].update(tests);
    }
    conditions = std::move(renamed);
    writer.propose(message(MessageId::FixPolicyWord, writer.name(), from, to), after);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    if (const auto at = text.find(from); at != std::string::npos)
        text.replace(at, from.size(), to);
    return text;
}

/// The name of the operator in ".../Condition/StringEquals/aws:SourceArn": of the place or of what is above it.
std::string operatorAt(const PolicyWriter& writer) {
    const std::string marker = "/Condition/";
    const auto at = writer.inside().find(marker);
    if (at == std::string::npos)
        return {};
    const auto begin = at + marker.size();
    return writer.inside().substr(begin, writer.inside().find('/', begin) - begin);
}

void proposeLike(PolicyWriter& writer) {
    const std::string op = operatorAt(writer);
    proposeOperator(writer, op, replaced(replaced(op, "EqualsIgnoreCase", "Equals"), "Equals", "Like"));
}

void proposeArnOperator(PolicyWriter& writer) {
    const std::string op = operatorAt(writer);
    proposeOperator(writer, op, replaced(replaced(op, "EqualsIgnoreCase", "Equals"), "String", "Arn"));
}

void proposeIfExists(PolicyWriter& writer) {
    const std::string op = operatorAt(writer);
    if (!op.ends_with("IfExists"))
        proposeOperator(writer, op, op + "IfExists");
}

/// The value that the finding points at, written otherwise.
void proposeValue(PolicyWriter& writer, const std::string& to) {
    Json after = writer.document();
    const Pointer place(writer.inside());
    if (!after.contains(place) || !after[place].is_string() || after[place] == to)
        return;
    const std::string from = after[place].get<std::string>();
    after[place] = to;
    writer.propose(message(MessageId::FixPolicyWord, writer.name(), from, to), after);
}

/// One resource of the statement in place of another, or beside it.
void proposeResource(PolicyWriter& writer, const std::string& from, const std::string& to) {
    const auto statement = statementAt(writer);
    if (!statement || !writer.document().contains(*statement / "Resource"))
        return;
    for (const bool beside : {false, true}) {
        Json after = writer.document();
        Json& resources = after[*statement / "Resource"];
        if (!resources.is_array())
            resources = Json::array({Json(resources)});
        const auto at = std::find(resources.begin(), resources.end(), Json(from));
        if (at == resources.end())
            return;
        beside ? void(resources.insert(at + 1, to)) : void(*at = to);
        if (resources.size() == 1)
            resources = Json(resources.front());
        writer.propose(beside ? message(MessageId::FixPolicyResource, writer.name(), to)
                              : message(MessageId::FixPolicyWord, writer.name(), from, to),
                       after);
    }
}

/// A resource more in a statement that allows by name.
void proposeMissed(PolicyWriter& writer, const std::string& arn) {
    for (const Pointer& statement : statementsOf(writer.document())) {
        Json after = writer.document();
        Json& each = after[statement];
        if (!each.is_object() || !each.contains("Effect") || each["Effect"] != "Allow" || !each.contains("Resource"))
            continue;
        Json& resources = each["Resource"];
        if (!resources.is_array())
            resources = Json::array({Json(resources)});
        resources.push_back(arn);
        writer.propose(message(MessageId::FixPolicyResource, writer.name(), arn), after);
    }
}

bool serves(const VpcEndpoint& endpoint, const Resource& target) {
    const auto name = parsedServiceName(endpoint.service);
    return name && name->service == (std::holds_alternative<DynamoTable>(target) ? "dynamodb" : "s3");
}

void proposeEndpointNames(FindingProposals& proposals, PolicyWriter& writer) {
    proposals.topology().forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        if (serves(endpoint, writer.resource()))
            proposeValue(writer, endpoint.id);
    });
}

void proposeVpcNames(FindingProposals& proposals, PolicyWriter& writer) {
    proposals.topology().forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        if (serves(endpoint, writer.resource()))
            proposeValue(writer, endpoint.vpc.id);
    });
}

/// A Deny that asks for addresses hits all that comes through an endpoint, unless it is told to spare it.
void proposeSparingEndpoints(FindingProposals& proposals, PolicyWriter& writer) {
    const auto index = statementIndex(writer.inside());
    if (!index)
        return;
    proposals.topology().forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        if (serves(endpoint, writer.resource()))
            writer.propose(
                message(MessageId::FixDenyException, writer.name(), displayName(endpoint)),
                withConditionValue({writer.text()}, *index, "StringNotEqualsIfExists", "aws:SourceVpce", endpoint.id));
    });
}

/// All objects of a bucket rather than one of them; other resources as they are.
std::string withSiblings(const std::string& arn) {
    const auto slash = arn.find('/');
    return arn.starts_with("arn:aws:s3:::") && slash != std::string::npos ? arn.substr(0, slash) + "/*" : arn;
}

/// What the design's own requests need of an endpoint whose policy allows nothing.
void proposeAllows(FindingProposals& proposals, PolicyWriter& writer) {
    for (const auto& [id, request] : proposals.design().requests) {
        if (!request.isApiCall() || request.resource.empty())
            continue;
        const std::string resource = withSiblings(request.resource);
        writer.propose(message(MessageId::FixEndpointAllow, writer.name(), request.action, resource),
                       withStatement({writer.text()}, {.sid = "AllowRequest",
                                                       .action = request.action,
                                                       .resource = resource,
                                                       .principal = "*",
                                                       .condition = {}}));
    }
}

void proposeNearestActions(PolicyWriter& writer) {
    const Pointer place(writer.inside());
    if (writer.document().contains(place) && writer.document()[place].is_string())
        for (const std::string& action : policy::nearestActions(writer.document()[place].get<std::string>()))
            proposeValue(writer, action);
}

/// The policy of a resource that a pointer leads into, if its text is JSON.
std::optional<PolicyWriter> writerOf(FindingProposals& proposals, const Resource& resource) {
    const std::string& pointer = proposals.finding().pointer;
    for (PolicyPlace& place : policyPlaces(resource)) {
        if (place.text.empty() || !(pointer + '/').starts_with(place.pointer + '/'))
            continue;
        auto document = parseJson(place.text);
        if (!document || !document->is_object())
            return std::nullopt;
        std::string inside = pointer.substr(place.pointer.size());
        return PolicyWriter(proposals, resource, std::move(place), *std::move(document), std::move(inside));
    }
    return std::nullopt;
}

void proposeFor(FindingProposals& proposals, PolicyWriter& writer) {
    const std::string& rule = proposals.finding().rule;
    const auto& args = proposals.finding().message.args;
    if (rule == "star-in-string-equals")
        proposeLike(writer);
    else if (rule == "string-operator-for-arn" || rule == "arn-compared-as-text")
        proposeArnOperator(writer);
    else if (rule == "mfa-missing-key")
        proposeIfExists(writer);
    else if ((rule == "bucket-for-object-action" || rule == "object-for-bucket-action") && args.size() == 3)
        proposeResource(writer, args[1], args[2]);
    else if (rule == "unknown-action")
        proposeNearestActions(writer);
    else if (rule == "policy-names-wrong-endpoint")
        proposeEndpointNames(proposals, writer);
    else if (rule == "policy-names-wrong-vpc")
        proposeVpcNames(proposals, writer);
    else if (rule == "source-ip-refuses-endpoints" || rule == "source-ip-behind-endpoint")
        proposeSparingEndpoints(proposals, writer);
    else if (rule == "endpoint-policy-misses-resource" && args.size() == 3)
        proposeMissed(writer, args[2]);
    else if (rule == "endpoint-policy-misses-aws-bucket" && args.size() == 4)
        writer.propose(message(MessageId::FixEndpointAllow, writer.name(), "s3:GetObject", args[3]),
                       withStatement({writer.text()}, {.sid = "AllowAwsBucket",
                                                       .action = "s3:GetObject",
                                                       .resource = args[3],
                                                       .principal = "*",
                                                       .condition = {}}));
    else if (rule == "endpoint-policy-without-allow")
        proposeAllows(proposals, writer);
}

} // namespace

void proposePolicyFixes(FindingProposals& proposals) {
    const ResourcePtr resource = proposals.topology().find(proposals.finding().resource);
    if (!resource)
        return;
    if (auto writer = writerOf(proposals, *resource))
        proposeFor(proposals, *writer);
}

} // namespace waylight
