// SPDX-License-Identifier: MIT
#include "core/analysis/policy_findings.h"

#include "core/base/message_ids.h"
#include "core/model/effective_routes.h"
#include "core/policy/lint.h"
#include "core/policy/lint/aws_buckets.h"
#include "core/trace/policy_store.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

namespace waylight {
namespace {

using policy::DocumentPtr;
using policy::Effect;
using policy::PolicyForm;

using LintFindings = std::vector<policy::LintFinding>;

/// Findings by form, account and text, kept with the network from version to version. Thread-safe.
class LintStore {
public:
    std::shared_ptr<const LintFindings> linted(const DocumentPtr& document, PolicyForm form,
                                               const std::string& account = {}) {
        const Key key{form, account, document->text()};
        const std::lock_guard lock(m_mutex);
        const auto at = m_findings.find(key);
        if (at != m_findings.end())
            return at->second;
        if (m_findings.size() >= limit)
            m_findings.clear();
        return m_findings.emplace(key, std::make_shared<const LintFindings>(policy::lint(document, form, account)))
            .first->second;
    }

private:
    using Key = std::tuple<PolicyForm, std::string, std::string>;
    static constexpr std::size_t limit = 4096;
    std::mutex m_mutex;
    std::map<Key, std::shared_ptr<const LintFindings>> m_findings;
};

/// True when an Allow names the ARN, whatever else it asks for.
bool allowsArn(const policy::Document& document, const std::string& arn, bool onlyByName = false) {
    const auto names = [&](const policy::ResourceValue& value) {
        if (onlyByName && document.tree().node(value.node).text == "*")
            return false;
        const auto* pattern = std::get_if<policy::ResourcePattern>(&value.pattern);
        return !pattern || pattern->matches(policy::ResourceName(arn),
                                            policy::ShortArns::FillInWildcards); // with variables it may be any
    };
    return std::any_of(document.statements().begin(), document.statements().end(), [&](const policy::Statement& s) {
        if (!s.wellFormed)
            return !onlyByName;
        const auto& patterns = s.resource.patterns;
        const bool named = std::any_of(patterns.begin(), patterns.end(), names);
        return s.effect == Effect::Allow && (s.resource.negated ? !onlyByName && !named : named);
    });
}

bool isLiteral(const std::string& text) {
    return text.find_first_of("*?$") == std::string::npos;
}

/// Runs over the policies of one design.
class PolicyLinter {
public:
    explicit PolicyLinter(const NetworkIndex& network) : m_index(network), m_topology(network.topology) {}

    std::vector<Finding> run() && {
        m_topology.forEach<Role>([&](const Role& role) { readRole(role); });
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) { checkEndpoint(endpoint); });
        m_topology.forEach<Bucket>([&](const Bucket& bucket) { checkTarget(bucket, "s3"); });
        m_topology.forEach<DynamoTable>([&](const DynamoTable& table) { checkTarget(table, "dynamodb"); });
        m_topology.forEach<AccessPoint>([&](const AccessPoint& point) {
            if (!isUnknown(point, "policy"))
                lintDocument(parsed(point.policy), PolicyForm::AccessPoint, point.id, "/policy");
        });
        return std::move(m_found);
    }

private:
    void add(std::string_view rule, Severity severity, const Id& resource, std::string pointer, Message text) {
        m_found.push_back({std::string(rule), severity, resource, std::move(pointer), std::move(text), false});
    }

    DocumentPtr parsed(const PolicyText& text) const {
        return text.empty() ? nullptr : m_index.derived->get<PolicyStore>().parsed(text.text).document;
    }

    /// `said`: rules that another part of the analysis says of this resource in its own words.
    void lintDocument(const DocumentPtr& document, PolicyForm form, const Id& resource, const std::string& pointer,
                      std::initializer_list<std::string_view> said = {}, const std::string& account = {}) {
        if (!document)
            return;
        for (const policy::LintFinding& finding : *m_index.derived->get<LintStore>().linted(document, form, account)) {
            const Diagnostic& what = finding.problem.diagnostic;
            if (what.severity != Severity::Note && std::find(said.begin(), said.end(), finding.code) == said.end())
                add(finding.code, what.severity, resource, pointer + what.pointer, what.message);
        }
    }

    void readRole(const Role& role) {
        for (std::size_t i = 0; i < role.policies.size(); ++i) {
            const DocumentPtr document = parsed(role.policies[i].document);
            lintDocument(document, PolicyForm::Identity, role.id,
                         joinedPointer(joinedPointer("/policies", i), "policyDocument"));
            if (document)
                m_identityPolicies.push_back(document);
        }
        lintDocument(parsed(role.permissionsBoundary), PolicyForm::Boundary, role.id, "/permissionsBoundary");
        if (!isUnknown(role, "assumeRolePolicyDocument"))
            lintDocument(parsed(role.trustPolicy), PolicyForm::Trust, role.id, "/assumeRolePolicyDocument", {},
                         role.account);
    }

    void checkEndpoint(const VpcEndpoint& endpoint) {
        const bool gateway = endpoint.type == EndpointType::Gateway;
        const DocumentPtr document = isUnknown(endpoint, "policyDocument") ? nullptr : parsed(endpoint.policy);
        if (!document || (!gateway && endpoint.type != EndpointType::Interface))
            return;
        lintDocument(document, gateway ? PolicyForm::GatewayEndpoint : PolicyForm::InterfaceEndpoint, endpoint.id,
                     "/policyDocument", {gateway ? "endpoint-policy-without-allow" : ""});
        const auto service = parsedServiceName(endpoint.service);
        if (!service || !hasAllow(*document))
            return;
        checkTargetsOf(endpoint, *service, *document);
        if (gateway && service->service == "s3")
            checkAwsBuckets(endpoint, service->region, *document);
    }

    static bool hasAllow(const policy::Document& document) {
        const auto& all = document.statements();
        return std::any_of(all.begin(), all.end(), [](const auto& s) { return s.effect == Effect::Allow; });
    }

    /// Buckets and tables of the endpoint's Region that a role is allowed by name, and the endpoint lets nobody reach.
    void checkTargetsOf(const VpcEndpoint& endpoint, const ServiceName& service, const policy::Document& document) {
        const auto check = [&](const ResourceBase& target, const std::string& arn, const std::string& below) {
            if (!target.region.empty() && target.region != service.region)
                return;
            if (allowsArn(document, arn) || allowsArn(document, below) || !(isWanted(arn) || isWanted(below)))
                return;
            add("endpoint-policy-misses-resource", Severity::Warning, endpoint.id, "/policyDocument",
                message(MessageId::LintBucketMissed, displayName(endpoint), displayName(target),
                        service.service == "s3" ? arn + "/*" : arn));
        };
        if (service.service == "s3")
            m_topology.forEach<Bucket>([&](const Bucket& bucket) {
                const std::string arn = "arn:aws:s3:::" + (bucket.bucketName.empty() ? bucket.id : bucket.bucketName);
                check(bucket, arn, arn + "/example");
            });
        else if (service.service == "dynamodb")
            m_topology.forEach<DynamoTable>([&](const DynamoTable& table) {
                const std::string arn = "arn:aws:dynamodb:" + table.region + ':' + table.account + ":table/" +
                                        (table.tableName.empty() ? table.id : table.tableName);
                check(table, arn, arn + "/index/example");
            });
    }

    bool isWanted(const std::string& arn) const {
        return std::any_of(m_identityPolicies.begin(), m_identityPolicies.end(),
                           [&](const DocumentPtr& document) { return allowsArn(*document, arn, true); });
    }

    /// Endpoints for ECR and Systems Manager in the same VPC show what its instances use.
    /// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (Amazon S3 gateway endpoint)
    void checkAwsBuckets(const VpcEndpoint& endpoint, const std::string& region, const policy::Document& document) {
        const Vpc* vpc = m_topology.get(endpoint.vpc);
        if (!vpc || !servesInstances(endpoint))
            return;
        std::set<policy::AwsBucketUse> done;
        for (const policy::AwsBucket& bucket : policy::awsBuckets()) {
            std::string object = bucket.objects(region);
            if (!bucket.isKnownIn(region) || !uses(endpoint.vpc.id, bucket.use) || done.contains(bucket.use) ||
                allowsArn(document, object))
                continue;
            done.insert(bucket.use);
            // Images do not start without their layers; the agent of Systems Manager only fails at some of its tasks.
            add("endpoint-policy-misses-aws-bucket",
                bucket.use == policy::AwsBucketUse::Ecr ? Severity::Warning : Severity::Note, endpoint.id,
                "/policyDocument",
                message(MessageId::LintAwsBucketMissed, displayName(endpoint), displayName(*vpc),
                        std::string(bucket.product), object));
        }
    }

    bool uses(const Id& vpc, policy::AwsBucketUse use) const {
        bool found = false;
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& other) {
            const auto service = parsedServiceName(other.service);
            if (other.vpc.id != vpc || other.type != EndpointType::Interface || !service)
                return;
            found |= use == policy::AwsBucketUse::Ecr
                         ? service->service == "ecr.dkr"
                         : use == policy::AwsBucketUse::SystemsManager && service->service == "ssm";
        });
        return found;
    }

    /// The route tables of subnets that have an instance.
    const std::set<Id>& usedTables() {
        if (!m_usedTables) {
            m_usedTables.emplace();
            m_topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
                const Subnet* subnet = interface.instance.id.empty() ? nullptr : m_topology.get(interface.subnet);
                if (const RouteTable* table = subnet ? m_index.tableOf(*subnet) : nullptr)
                    m_usedTables->insert(table->id);
            });
        }
        return *m_usedTables;
    }

    /// A gateway endpoint is used only from subnets whose table it is associated with.
    bool servesInstances(const VpcEndpoint& endpoint) {
        return std::any_of(endpoint.routeTables.begin(), endpoint.routeTables.end(),
                           [&](const auto& table) { return usedTables().contains(table.id); });
    }

    static PolicyForm formOf(const Bucket&) { return PolicyForm::Bucket; }
    static PolicyForm formOf(const DynamoTable&) { return PolicyForm::Resource; }

    template <class Target>
    void checkTarget(const Target& target, const std::string& service) {
        const DocumentPtr document = isUnknown(target, "policy") ? nullptr : parsed(target.policy);
        lintDocument(document, formOf(target), target.id, "/policy");
        if (!document)
            return;
        checkSourceIp(target, service, document);
        for (const policy::Statement& statement : document->statements())
            for (const policy::Condition& condition : statement.conditions) {
                if (condition.lowerKey == "aws:sourcevpce")
                    checkNamed<VpcEndpoint>(target, service, *document, condition, "vpce-");
                else if (condition.lowerKey == "aws:sourcevpc")
                    checkNamed<Vpc>(target, service, *document, condition, "vpc-");
            }
    }

    /// Only a note in general, but here there are instances that come through an endpoint.
    template <class Target>
    void checkSourceIp(const Target& target, const std::string& service, const DocumentPtr& document) {
        bool used = false;
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            used |=
                serves(endpoint, service) && (endpoint.type == EndpointType::Interface || servesInstances(endpoint));
        });
        if (!used)
            return;
        for (const policy::LintFinding& finding : *m_index.derived->get<LintStore>().linted(document, formOf(target)))
            if (finding.code == "source-ip-refuses-endpoints")
                add(finding.code, Severity::Warning, target.id, "/policy" + finding.problem.diagnostic.pointer,
                    finding.problem.diagnostic.message);
    }

    /// The endpoints or VPCs that a condition names. As long as one of them is right, the others may be elsewhere: in
    /// another account, or in a design of their own.
    template <class Named>
    void checkNamed(const ResourceBase& target, const std::string& service, const policy::Document& document,
                    const policy::Condition& condition, std::string_view prefix) {
        std::vector<std::pair<policy::NodeId, Message>> doubts;
        for (const policy::ConditionValue& value : condition.values) {
            const std::string& id = document.tree().node(value.node).text;
            if (!isLiteral(id) || !(id.starts_with(prefix) || m_topology.get<Named>(id)))
                return;
            const Named* named = m_topology.get<Named>(id);
            std::optional<Message> doubt =
                named ? doubtOf(target, service, *named) : notThere<Named>(target, service, id);
            if (!doubt)
                return;
            doubts.emplace_back(value.node, *std::move(doubt));
        }
        for (auto& [node, text] : doubts)
            add(std::is_same_v<Named, Vpc> ? "policy-names-wrong-vpc" : "policy-names-wrong-endpoint",
                Severity::Warning, target.id, "/policy" + document.pointerOf({node, false}), std::move(text));
    }

    template <class Named>
    std::optional<Message> notThere(const ResourceBase& target, const std::string& service, const Id& id) const {
        std::string known;
        bool awsIds = false; // ids from a template cannot be compared with those of AWS
        m_topology.forEach<Named>([&](const Named& one) {
            awsIds |= one.id.starts_with(Description<Named>::type.idPrefix);
            if constexpr (std::is_same_v<Named, VpcEndpoint>)
                if (serves(one, service))
                    (known += known.empty() ? "" : ", ") += one.id;
        });
        if (!awsIds)
            return std::nullopt;
        if constexpr (std::is_same_v<Named, Vpc>)
            return message(MessageId::LintOtherVpc, displayName(target), id);
        else
            return known.empty() ? std::nullopt
                                 : std::optional(message(MessageId::LintOtherEndpoint, displayName(target), id, known));
    }

    static bool serves(const VpcEndpoint& endpoint, const std::string& service) {
        const auto name = parsedServiceName(endpoint.service);
        return name && name->service == service;
    }

    std::optional<Message> doubtOf(const ResourceBase& target, const std::string& service, const VpcEndpoint& named) {
        if (!serves(named, service))
            return message(MessageId::LintEndpointOfOtherService, displayName(target), displayName(named),
                           named.service);
        if (named.type == EndpointType::Gateway && isUnreached(named))
            return message(MessageId::LintEndpointUnreached, displayName(target), displayName(named));
        return std::nullopt;
    }

    /// Without an instance anywhere the design is no measure of who uses the endpoint. That it has no table, or that
    /// private subnets lack its route, is reported of those themselves.
    bool isUnreached(const VpcEndpoint& endpoint) {
        bool reported = endpoint.routeTables.empty();
        m_topology.forEach<Subnet>([&](const Subnet& subnet) {
            reported |= subnet.vpc == endpoint.vpc && !isPublicSubnet(m_topology, subnet);
        });
        return !reported && !usedTables().empty() && !servesInstances(endpoint);
    }

    std::optional<Message> doubtOf(const ResourceBase& target, const std::string& service, const Vpc& named) {
        bool served = false;
        m_topology.forEach<VpcEndpoint>(
            [&](const VpcEndpoint& endpoint) { served |= endpoint.vpc.id == named.id && serves(endpoint, service); });
        return served ? std::nullopt
                      : std::optional(message(MessageId::LintVpcWithoutEndpoint, displayName(target),
                                              displayName(named), service));
    }

    const NetworkIndex& m_index;
    const Topology& m_topology;
    std::vector<DocumentPtr> m_identityPolicies;
    std::optional<std::set<Id>> m_usedTables;
    std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> policyFindings(const NetworkIndex& network) {
    return PolicyLinter(network).run();
}

} // namespace waylight
