// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/lint/aws_buckets.h"
#include "core/policy/lint/rules.h"
#include "core/policy/lint/witness.h"

#include <algorithm>
#include <set>

namespace waylight::policy {
namespace {

/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
class EndpointRules {
public:
    explicit EndpointRules(LintSubject& subject) : m_subject(subject), m_witness(subject) {}

    void run() {
        if (!m_subject.isEndpoint() || m_subject.statements().empty())
            return;
        const auto& all = m_subject.statements();
        if (std::none_of(all.begin(), all.end(), [](const StatementView& view) { return view.allows(); })) {
            reportDenyOnly();
            return;
        }
        gather();
        if (m_open || (m_buckets.empty() && m_accessPoints.empty()))
            return;
        checkAccessPoints();
        checkAwsBuckets();
    }

private:
    void reportDenyOnly() {
        StatementView view;
        const Statement everything{};
        view.statement = &everything;
        view.everyAction = true;
        m_subject.report("endpoint-policy-without-allow", Severity::Error,
                         {m_subject.document().tree().member(0, "Statement"), false},
                         message(MessageId::PolicyNothingAllowed), provenRefused(m_witness.requestFor(view)));
    }

    std::shared_ptr<const Witness> provenRefused(RequestContext request) const {
        auto witness = m_witness.proven(request, true, Decision::ImplicitlyDenied, Decision::Allowed);
        return witness ? witness
                       : m_witness.proven(std::move(request), true, Decision::ExplicitlyDenied, Decision::Allowed);
    }

    /// What S3's endpoint lets pass by name.
    void gather() {
        for (const StatementView& view : m_subject.statements()) {
            if (!view.allows())
                continue;
            m_open = m_open || view.resources.empty() || view.everyResource();
            for (const ResourceUse& resource : view.resources) {
                const ArnParts arn = ArnParts::of(resource.text);
                if (arn.count < 6 || arn.parts[2].find('*') != std::string_view::npos)
                    m_open = true;
                else if (arn.parts[2] == "s3" && arn.parts[5].starts_with("accesspoint/") && !arn.parts[4].empty())
                    m_accessPoints.push_back({&view, &resource});
                else if (arn.parts[2] == "s3" && arn.parts[4].empty() && arn.parts[5].starts_with('*'))
                    m_open = true;
                else if (arn.parts[2] == "s3" && (arn.parts[4].empty() || arn.parts[4] == "*"))
                    m_buckets.push_back({&view, &resource});
            }
        }
    }

    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
    void checkAccessPoints() {
        if (m_buckets.empty()) {
            const Named& named = m_accessPoints.front();
            RequestContext request = m_witness.requestFor(*named.view, nullptr, "arn:aws:s3:::example/example");
            request.action = "s3:GetObject";
            m_subject.report("access-point-without-bucket", Severity::Warning, {named.resource->node, false},
                             message(MessageId::LintAccessPointWithoutBucket), provenRefused(std::move(request)));
        } else if (m_accessPoints.empty()) {
            const Named& named = m_buckets.front();
            RequestContext request = m_witness.requestFor(
                *named.view, nullptr, "arn:aws:s3:us-east-1:111122223333:accesspoint/example/object/example");
            request.action = "s3:GetObject";
            m_subject.report("bucket-without-access-point", Severity::Note, {named.resource->node, false},
                             message(MessageId::LintBucketWithoutAccessPoint), provenRefused(std::move(request)));
        }
    }

    /// One finding for each product whose bucket is not named; the others may come from elsewhere.
    void checkAwsBuckets() {
        if (m_buckets.empty())
            return;
        std::set<std::string_view> done;
        for (const AwsBucket& bucket : awsBuckets()) {
            if (isNamed(bucket) || !done.insert(bucket.product).second)
                continue;
            std::string object = bucket.objects("us-east-1");
            object.back() = 'x';
            RequestContext request = m_witness.requestFor(*m_buckets.front().view, nullptr, object);
            request.action = "s3:GetObject";
            if (auto witness =
                    m_witness.proven(std::move(request), true, Decision::ImplicitlyDenied, Decision::Allowed))
                m_subject.report(
                    "endpoint-policy-without-aws-bucket", Severity::Note, {m_buckets.front().resource->node, false},
                    message(MessageId::LintAwsBuckets, std::string(bucket.product), bucket.objects("REGION")),
                    std::move(witness));
        }
    }

    bool isNamed(const AwsBucket& bucket) const {
        const Glob objects = Glob::fromPattern(bucket.objects("*"));
        return std::any_of(m_buckets.begin(), m_buckets.end(),
                           [&](const Named& named) { return objects.intersects(named.resource->text); });
    }

    struct Named {
        const StatementView* view = nullptr;
        const ResourceUse* resource = nullptr;
    };

    LintSubject& m_subject;
    WitnessMaker m_witness;
    bool m_open = false; ///< some statement speaks of everything
    std::vector<Named> m_buckets;
    std::vector<Named> m_accessPoints;
};

} // namespace

void lintEndpointPolicy(LintSubject& subject) {
    EndpointRules(subject).run();
}

} // namespace waylight::policy
