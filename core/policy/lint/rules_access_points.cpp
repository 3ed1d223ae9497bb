// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/lint/rules.h"
#include "core/policy/lint/witness.h"

#include <algorithm>

namespace waylight::policy {
namespace {

constexpr const char* pointArn = "s3:dataaccesspointarn";
constexpr const char* pointAccount = "s3:dataaccesspointaccount";
constexpr const char* networkOrigin = "s3:accesspointnetworkorigin";
constexpr const char* exampleObject = "arn:aws:s3:::example/example";
constexpr const char* exampleBucket = "arn:aws:s3:::example";

bool namesAccessPoint(std::string_view arn) {
    const ArnParts parts = ArnParts::of(arn);
    return parts.count == 6 && parts.parts[2] == "s3" && parts.parts[5].starts_with("accesspoint/");
}

bool namesBucket(std::string_view arn) {
    const ArnParts parts = ArnParts::of(arn);
    return parts.count == 6 && parts.parts[2] == "s3" && parts.parts[4].empty() && parts.parts[3].empty();
}

/// A request through an access point asks the access point's policy with its ARN, and the bucket's with the bucket's.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
class AccessPointRules {
public:
    explicit AccessPointRules(LintSubject& subject) : m_subject(subject), m_witness(subject) {}

    void run() {
        const bool bucket = m_subject.form() == PolicyForm::Bucket;
        for (const StatementView& view : m_subject.statements()) {
            if (m_subject.isFull())
                return;
            for (const ResourceUse& resource : view.resources) {
                if (bucket && namesAccessPoint(resource.text))
                    reportAccessPoint(view, resource);
                if (!bucket && namesBucket(resource.text))
                    reportBucket(view, resource);
            }
            if (bucket && view.allows())
                checkDelegation(view);
        }
    }

private:
    /// The one on the other side of the access point.
    static const char* counterpart(const std::string& resource, const char* object, const char* whole) {
        const bool objects = resource.find("/object") != std::string::npos ||
                             (resource.find(":::") != std::string::npos && resource.find('/') != std::string::npos);
        return objects ? object : whole;
    }

    void reportAccessPoint(const StatementView& view, const ResourceUse& resource) {
        const ActionUse* use = actionFor(view, resource);
        RequestContext request =
            m_witness.requestFor(view, use, counterpart(resource.text, exampleObject, exampleBucket));
        request.keys.set("s3:DataAccessPointArn", "arn:aws:s3:us-east-1:111122223333:accesspoint/example");
        request.keys.set("s3:DataAccessPointAccount", "111122223333");
        m_subject.report("access-point-in-bucket-policy", Severity::Warning, {resource.node, false},
                         message(MessageId::LintAccessPointInBucketPolicy, m_subject.textOf(resource.node)),
                         m_witness.provenNever(view, request));
    }

    void reportBucket(const StatementView& view, const ResourceUse& resource) {
        const std::string point = "arn:aws:s3:us-east-1:111122223333:accesspoint/example";
        const std::string object = point + "/object/example";
        m_subject.report("bucket-in-access-point-policy", Severity::Warning, {resource.node, false},
                         message(MessageId::LintBucketInAccessPointPolicy, m_subject.textOf(resource.node)),
                         m_witness.provenNever(
                             view, m_witness.requestFor(view, actionFor(view, resource),
                                                        counterpart(resource.text, object.c_str(), point.c_str()))));
    }

    static const ActionUse* actionFor(const StatementView& view, const ResourceUse& resource) {
        const auto at = std::find_if(view.actions.begin(), view.actions.end(),
                                     [&](const ActionUse& use) { return fits(use, resource); });
        return at == view.actions.end() ? nullptr : &*at;
    }

    static const Condition* find(const StatementView& view, std::string_view lowerKey) {
        const auto& all = view.statement->conditions;
        const auto at = std::find_if(all.begin(), all.end(), [&](const Condition& condition) {
            return condition.lowerKey == lowerKey && condition.op.family != OperatorFamily::Null;
        });
        return at == all.end() ? nullptr : &*at;
    }

    /// Who owns the access points that a statement allows.
    void checkDelegation(const StatementView& view) {
        const Condition* arn = find(view, pointArn);
        const Condition* origin = find(view, networkOrigin);
        if (find(view, pointAccount) || (!arn && !origin))
            return;
        if (arn && !arn->op.negated && !namesAnyAccount(*arn))
            checkNamed(view, *arn);
        else
            checkStranger(view, arn ? *arn : *origin);
    }

    bool namesAnyAccount(const Condition& condition) const {
        return std::any_of(condition.values.begin(), condition.values.end(), [&](const ConditionValue& value) {
            const std::string& text = m_subject.textOf(value.node);
            const ArnParts parts = ArnParts::of(text);
            return text == "*" || (parts.count == 6 && parts.parts[4].find('*') != std::string_view::npos);
        });
    }

    void checkStranger(const StatementView& view, const Condition& condition) {
        if (condition.op.negated)
            return;
        RequestContext request = m_witness.requestFor(view);
        const std::string account = "999999999999";
        if (condition.lowerKey == pointArn) {
            std::string arn = m_subject.textOf(condition.values.front().node);
            arn = arn == "*" ? "arn:aws:s3:us-east-1:*:accesspoint/example" : arn;
            if (const ArnParts parts = ArnParts::of(arn); parts.count == 6) {
                const auto at = static_cast<std::size_t>(parts.parts[4].data() - arn.data());
                arn.replace(at, parts.parts[4].size(), account);
            }
            std::replace(arn.begin(), arn.end(), '*', 'x');
            request.keys.set("s3:DataAccessPointArn", arn);
        }
        request.keys.set("s3:DataAccessPointAccount", account);
        m_subject.report("access-point-of-any-account", Severity::Warning, {condition.keyNode, true},
                         message(MessageId::LintForeignAccessPoint, m_subject.nameOf(condition.keyNode)),
                         m_witness.provenAlways(view, request));
    }

    /// The recommended way is to leave it to the access points: one that is made later then needs no change here.
    void checkNamed(const StatementView& view, const Condition& condition) {
        RequestContext request = m_witness.requestFor(view);
        request.keys.set("s3:DataAccessPointArn", "arn:aws:s3:us-east-1:111122223333:accesspoint/made-later");
        request.keys.set("s3:DataAccessPointAccount", "111122223333");
        m_subject.report("delegate-to-access-points", Severity::Note, {condition.keyNode, true},
                         message(MessageId::LintDelegateToAccessPoints), m_witness.provenNever(view, request));
    }

    LintSubject& m_subject;
    WitnessMaker m_witness;
};

} // namespace

void lintAccessPoints(LintSubject& subject) {
    if (subject.form() == PolicyForm::Bucket || subject.form() == PolicyForm::AccessPoint)
        AccessPointRules(subject).run();
}

} // namespace waylight::policy
