// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/lint.h"

#include <string>

namespace waylight::policy {

/// An action that a statement names.
struct ActionUse {
    const ServiceEntry* service = nullptr;
    const ActionEntry* action = nullptr;
    NodeId node = noNode;
    bool exact = false; ///< named without a wildcard

    std::string name() const { return std::string(service->prefix) + ':' + std::string(action->name); }
};

/// A resource that a statement names, with `*` for its variables.
struct ResourceUse {
    std::string text;
    NodeId node = noNode;

    bool isEverything() const { return text == "*"; }
};

/// A statement that AWS would accept, with what the catalog says of its actions.
struct StatementView {
    const Statement* statement = nullptr;
    bool everyAction = false; ///< `*`, or NotAction: `actions` is empty
    std::vector<ActionUse> actions;
    std::vector<ResourceUse> resources; ///< of Resource; empty with NotResource

    bool allows() const { return statement->effect == Effect::Allow; }
    bool everyResource() const;
};

/// What the rules look at, and where they put what they find.
class LintSubject {
public:
    LintSubject(DocumentPtr document, PolicyForm form, std::string_view account, const Catalog& catalog);

    const DocumentPtr& documentPtr() const { return m_document; }
    const Document& document() const { return *m_document; }
    PolicyForm form() const { return m_form; }
    PolicyType type() const { return m_type; }
    const std::string& account() const { return m_account; } ///< of what has the policy; empty: not known
    bool isTrust() const { return m_form == PolicyForm::Trust; }
    bool isEndpoint() const { return m_type == PolicyType::InterfaceEndpoint || m_type == PolicyType::GatewayEndpoint; }
    bool isIdentity() const {
        return m_type == PolicyType::Identity || m_type == PolicyType::Boundary || m_type == PolicyType::Session;
    }
    const Catalog& catalog() const { return m_catalog; }
    const std::vector<StatementView>& statements() const { return m_statements; }

    const std::string& textOf(NodeId node) const { return m_document->tree().node(node).text; }
    const std::string& nameOf(NodeId node) const { return m_document->tree().node(node).name; }

    /// More findings than anybody reads: the rules stop, so that no text takes long.
    bool isFull() const { return m_findings.size() >= 200; }
    /// A finding that a request should show and none does is dropped.
    void report(std::string_view code, Severity severity, Place place, Message what,
                std::shared_ptr<const Witness> witness = nullptr);
    std::vector<LintFinding> takeFindings() && { return std::move(m_findings); }

private:
    StatementView viewOf(const Statement& statement);
    void expand(const ActionPattern& pattern, StatementView& view);

    DocumentPtr m_document;
    PolicyForm m_form;
    PolicyType m_type;
    std::string m_account;
    const Catalog& m_catalog;
    std::vector<StatementView> m_statements;
    std::size_t m_compared = 0;
    std::vector<LintFinding> m_findings;
};

/// True when some resource that the pattern names is of that kind. `service`: where the kind belongs to.
bool namesResourceOf(std::string_view pattern, const ServiceEntry& service, const ResourceTypeEntry& type);
/// True when the action works on something that the pattern names.
bool fits(const ActionUse& use, const ResourceUse& resource);
/// A concrete ARN of the kind, such as "arn:aws:s3:::example/example".
std::string exampleArn(const ResourceTypeEntry& type);
/// The form of its ARNs as people write it: "arn:aws:s3:::BucketName/ObjectName".
std::string readableArn(const ResourceTypeEntry& type);

} // namespace waylight::policy
