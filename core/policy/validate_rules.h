// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"
#include "core/policy/validate_form.h"

#include <string>
#include <utility>

/// The groups of rules that `validateForm` puts together.
namespace waylight::policy {

/// A document under validation, and what has been found in it.
class Validation {
public:
    explicit Validation(const Document& document) : m_document(document) {}

    const Document& document() const { return m_document; }
    const JsonNode& node(NodeId id) const { return m_document.tree().node(id); }
    const std::string& textOf(NodeId id) const { return node(id).text; }

    void report(Place place, Message what, Severity severity = Severity::Error) {
        m_problems.push_back({{severity, std::move(what), {}, m_document.pointerOf(place)}, m_document.rangeOf(place)});
    }
    void reportRange(TextRange range, Message what, Severity severity = Severity::Error) {
        m_problems.push_back({{severity, std::move(what), {}, {}}, range});
    }
    Problems taken() { return std::move(m_problems); }

private:
    const Document& m_document;
    Problems m_problems;
};

void checkSize(Validation& validation, PolicyForm form);
/// "The Sid element supports ASCII uppercase letters, lowercase letters, and numbers"; the policies of some resources
/// may have more. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
void checkSids(Validation& validation);
/// Characters, actions, ARNs and dates as IAM reads them.
void checkForIam(Validation& validation, PolicyForm form);
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
void checkTrust(Validation& validation);
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
void checkEndpoint(Validation& validation, PolicyForm form);
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
void checkServiceControl(Validation& validation);
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
void checkResourceControl(Validation& validation);

/// All patterns of a Principal are `*`.
bool isEveryone(const Element<PrincipalPattern>& principal);

} // namespace waylight::policy
