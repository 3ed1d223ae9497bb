// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/completion/candidates.h"
#include "core/policy/glob.h"

#include <algorithm>
#include <map>

namespace waylight::policy {
namespace {

/// From how many letters on the actions of all services are searched.
constexpr std::size_t lettersForAllServices = 3;
constexpr std::size_t actionsOfGroup = 3; ///< from so many on, a verb such as Get is offered with a star
constexpr std::size_t shownOfGroup = 3;

constexpr int first = 20, second = 10, last = -10;

/// The texts of the list or value that the cursor is in, without the one that is being typed.
std::vector<std::string> neighbours(const CursorPlace& place) {
    std::vector<std::string> texts;
    for (const LooseNode& node : place.nodes)
        if (node.parent == place.container && node.kind == LooseNode::Kind::Text && node.name.empty() &&
            node.range != place.token)
            texts.push_back(node.text);
    return texts;
}

bool has(const std::vector<std::string>& texts, std::string_view text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// The actions that the statement names, as they are written.
std::vector<std::string> actionsOf(const Wanted& wanted) {
    const int statement = wanted.place.statement();
    const int list = statement < 0 ? -1 : wanted.place.member(statement, "Action");
    return wanted.place.textsOf(list);
}

/// The services that the statement's actions, or else the policy, are about; empty: any.
std::vector<std::string> servicesOf(const Wanted& wanted) {
    std::vector<std::string> services;
    for (const std::string& action : actionsOf(wanted)) {
        if (action == "*")
            return {};
        const std::string prefix = lowered(action.substr(0, action.find(':')));
        if (!prefix.empty() && !has(services, prefix))
            services.push_back(prefix);
    }
    return services.empty() ? wanted.scope.services : services;
}

bool isAbout(const std::vector<std::string>& services, std::string_view service) {
    return services.empty() || has(services, service);
}

// --- actions

Message helpOf(const ServiceEntry& service, const ActionEntry& action) {
    constexpr const char* levels[] = {"Read", "List", "Write", "Tagging", "Permissions"};
    const std::string level = levels[static_cast<std::size_t>(action.access)];
    std::string types;
    for (const ActionResource& use : action.resources)
        types += (types.empty() ? "" : ", ") + std::string(service.resourceTypes[use.type].name);
    return message(MessageId::ProposeActionOn, level, types.empty() ? "*" : types);
}

void addService(Candidates& out, const ServiceEntry& service, int rank) {
    out.push_back({.kind = ProposalKind::Service,
                   .text = std::string(service.prefix) + ':',
                   .help = message(MessageId::ProposeService, std::string(service.title)),
                   .rank = rank,
                   .goesOn = true,
                   .unfinished = true});
}

void addActionsOf(Candidates& out, const ServiceEntry& service, int rank, bool onlySearched) {
    for (const ActionEntry& action : service.actions)
        out.emplace_back(actionCandidate(service, action, rank)).onlySearched = onlySearched;
}

/// The first word of an action's name: Get, List, Describe.
std::string verbOf(std::string_view name) {
    std::size_t end = 1;
    while (end < name.size() && !(name[end] >= 'A' && name[end] <= 'Z'))
        ++end;
    return std::string(name.substr(0, end));
}

void addGroups(Candidates& out, const ServiceEntry& service) {
    const std::string prefix = std::string(service.prefix) + ':';
    out.push_back({.kind = ProposalKind::Action,
                   .text = prefix + '*',
                   .help = message(MessageId::ProposeServiceActions, std::string(service.title)),
                   .rank = last});
    std::map<std::string, std::vector<std::string_view>> groups;
    for (const ActionEntry& action : service.actions)
        groups[verbOf(action.name)].push_back(action.name);
    for (const auto& [verb, names] : groups) {
        if (names.size() < actionsOfGroup)
            continue;
        std::string shown;
        for (std::size_t i = 0; i < std::min(shownOfGroup, names.size()); ++i)
            shown += std::string(names[i]) + ", ";
        out.push_back({.kind = ProposalKind::Action,
                       .text = prefix + verb + '*',
                       .help = message(MessageId::ProposeActionsNamed, std::to_string(names.size()),
                                       std::string(service.title), shown + "…"),
                       .rank = last});
    }
}

// --- resources

void addName(Candidates& out, ProposalKind kind, std::string text, Message help, int rank) {
    out.push_back({.kind = kind, .text = std::move(text), .help = std::move(help), .rank = rank});
}

/// Whether an action of the statement works on resources of that type; true where nobody can tell.
bool worksOn(const Wanted& wanted, std::string_view service, std::string_view type) {
    bool told = false;
    for (const std::string& name : actionsOf(wanted)) {
        const FoundAction found = wanted.catalog.action(name);
        if (!found || found.service->prefix != service)
            continue;
        told = true;
        for (const ActionResource& use : found.action->resources)
            if (found.service->resourceTypes[use.type].name == type)
                return true;
    }
    return !told;
}

void addDesignResource(Candidates& out, const Wanted& wanted, const DesignName& name) {
    if (name.kind == DesignName::Kind::Bucket) {
        const bool itself = worksOn(wanted, "s3", "bucket");
        const bool objects = worksOn(wanted, "s3", "object");
        addName(out, ProposalKind::Resource, name.value, message(MessageId::ProposeBucketItself, name.title),
                itself ? first : second);
        addName(out, ProposalKind::Resource, name.value + "/*", message(MessageId::ProposeBucketObjects, name.title),
                objects ? first : second);
    } else if (name.kind == DesignName::Kind::Table) {
        addName(out, ProposalKind::Resource, name.value,
                message(MessageId::ProposeOfDesign, "DynamoDB table", name.title), first);
        addName(out, ProposalKind::Resource, name.value + "/index/*",
                message(MessageId::ProposeTableIndexes, name.title), second);
    } else if (name.kind == DesignName::Kind::Role) {
        addName(out, ProposalKind::Resource, name.value, message(MessageId::ProposeOfDesign, "IAM role", name.title),
                first);
    }
}

std::string_view serviceOf(DesignName::Kind kind) {
    return kind == DesignName::Kind::Bucket  ? "s3"
           : kind == DesignName::Kind::Table ? "dynamodb"
           : kind == DesignName::Kind::Role  ? "iam"
                                             : "-";
}

std::string onlyValue(const CompletionScope& scope, DesignName::Kind kind, const char* otherwise) {
    const auto isKind = [&](const DesignName& name) { return name.kind == kind; };
    const auto at = std::find_if(scope.names.begin(), scope.names.end(), isKind);
    const bool only = at != scope.names.end() && std::find_if(at + 1, scope.names.end(), isKind) == scope.names.end();
    return only ? at->value : otherwise;
}

void replaceIn(std::string& text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

void addArnForms(Candidates& out, const Wanted& wanted, const ServiceEntry& service) {
    for (const ResourceTypeEntry& type : service.resourceTypes) {
        std::string arn(type.arn);
        replaceIn(arn, "${Partition}", "aws");
        replaceIn(arn, "${Region}", onlyValue(wanted.scope, DesignName::Kind::Region, "${Region}"));
        replaceIn(arn, "${Account}", onlyValue(wanted.scope, DesignName::Kind::Account, "${Account}"));
        addName(out, ProposalKind::Resource, std::move(arn), message(MessageId::ProposeArnForm, std::string(type.name)),
                last + (worksOn(wanted, service.prefix, type.name) ? 1 : 0));
    }
}

} // namespace

Candidate actionCandidate(const ServiceEntry& service, const ActionEntry& action, int rank) {
    return {.kind = ProposalKind::Action,
            .text = std::string(service.prefix) + ':' + std::string(action.name),
            .help = helpOf(service, action),
            .rank = rank,
            .access = action.access};
}

void addActions(Candidates& out, const Wanted& wanted) {
    const std::string& typed = wanted.place.typed;
    const auto colon = typed.find(':');
    if (colon != std::string::npos) {
        if (const ServiceEntry* service = wanted.catalog.service(typed.substr(0, colon))) {
            addActionsOf(out, *service, 0, false);
            addGroups(out, *service);
        }
    } else {
        const std::vector<std::string> preferred = servicesOf(wanted);
        for (const ServiceEntry& service : wanted.catalog.services()) {
            const bool wantedFirst = has(preferred, service.prefix);
            addService(out, service, wantedFirst ? first : 0);
            if (wantedFirst || typed.size() >= lettersForAllServices)
                addActionsOf(out, service, wantedFirst ? second : last, true);
        }
        if (wanted.scope.type != PolicyType::ResourceControl)
            addName(out, ProposalKind::Value, "*", message(MessageId::ProposeEveryAction), 1);
    }
    const std::vector<std::string> others = neighbours(wanted.place);
    std::erase_if(out, [&](const Candidate& each) { return has(others, each.text); });
}

void addResources(Candidates& out, const Wanted& wanted) {
    const std::vector<std::string> services = servicesOf(wanted);
    for (const DesignName& name : wanted.scope.names)
        if (isAbout(services, serviceOf(name.kind)) || (name.kind == DesignName::Kind::Role && has(services, "sts")))
            addDesignResource(out, wanted, name);
    addName(out, ProposalKind::Value, "*", message(MessageId::ProposeEveryResource), 0);
    for (const std::string& prefix : services)
        if (const ServiceEntry* service = wanted.catalog.service(prefix))
            addArnForms(out, wanted, *service);
    const std::vector<std::string> others = neighbours(wanted.place);
    std::erase_if(out, [&](const Candidate& each) { return has(others, each.text); });
}

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
void addPrincipals(Candidates& out, const Wanted& wanted, const std::string& kind) {
    constexpr const char* services[] = {"ec2.amazonaws.com",
                                        "lambda.amazonaws.com",
                                        "ecs-tasks.amazonaws.com",
                                        "ecs.amazonaws.com",
                                        "s3.amazonaws.com",
                                        "logging.s3.amazonaws.com",
                                        "cloudfront.amazonaws.com",
                                        "cloudtrail.amazonaws.com",
                                        "config.amazonaws.com",
                                        "delivery.logs.amazonaws.com",
                                        "vpc-flow-logs.amazonaws.com",
                                        "events.amazonaws.com",
                                        "scheduler.amazonaws.com",
                                        "states.amazonaws.com",
                                        "sns.amazonaws.com",
                                        "sqs.amazonaws.com",
                                        "apigateway.amazonaws.com",
                                        "codebuild.amazonaws.com",
                                        "glue.amazonaws.com",
                                        "firehose.amazonaws.com",
                                        "ssm.amazonaws.com",
                                        "backup.amazonaws.com",
                                        "monitoring.rds.amazonaws.com",
                                        "cloudformation.amazonaws.com"};
    if (kind == "Service") {
        for (const char* service : services)
            addName(out, ProposalKind::Principal, service, message(MessageId::ProposeServicePrincipal), 0);
        return;
    }
    if (!kind.empty() && kind != "AWS")
        return;
    addName(out, ProposalKind::Value, "*", message(MessageId::ProposeEverybody), first);
    if (kind.empty()) {
        // A gateway endpoint matches nobody but everybody.
        if (wanted.scope.type != PolicyType::GatewayEndpoint)
            out.push_back({.kind = ProposalKind::Principal,
                           .text = "{\n  \"AWS\": \"|\"\n}",
                           .label = "{ \"AWS\": … }",
                           .help = message(MessageId::ProposeAwsPrincipal),
                           .goesOn = true,
                           .whole = true});
        return;
    }
    for (const DesignName& name : wanted.scope.names) {
        if (name.kind == DesignName::Kind::Role)
            addName(out, ProposalKind::Principal, name.value,
                    message(MessageId::ProposeOfDesign, "IAM role", name.title), second);
        if (name.kind == DesignName::Kind::Account)
            addName(out, ProposalKind::Principal, "arn:aws:iam::" + name.value + ":root",
                    message(MessageId::ProposeWholeAccount, name.value), 0);
    }
}

} // namespace waylight::policy
