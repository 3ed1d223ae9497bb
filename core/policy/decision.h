// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"
#include "core/policy/evaluate_document.h"

#include <string>
#include <vector>

namespace waylight::policy {

/// A document and where it comes from. A null document is one that applies but is not in the design: what it says is
/// unknown.
struct Source {
    std::string label; ///< for people: "role app, inline policy read-bucket"
    DocumentPtr document;
};

/// The policy of a VPC endpoint on the way. A request through several endpoints needs each of them.
struct EndpointSource {
    Source source;
    bool gateway = false;
};

/// All policies that apply to a request, by layer. An empty layer does not apply (for `identity`: grants nothing). A
/// request through an S3 access point is two checks (call_checks.h), each with the resource policy of its own.
struct PolicySet {
    std::vector<Source> identity;         ///< of the user or role and of the user's groups
    std::vector<Source> boundary;         ///< the permissions boundary: none or one
    std::vector<Source> session;          ///< passed when the session was made
    std::vector<std::vector<Source>> scp; ///< levels of the principal's account, root first
    std::vector<std::vector<Source>> rcp; ///< levels of the resource's account; RCPFullAWSAccess is implied
    std::vector<Source> resource;         ///< bucket, table, key or trust policy: none or one
    std::vector<EndpointSource> endpoints;
    /// S3 Block Public Access, RestrictPublicBuckets, of the bucket or access point, its account or its organization.
    Match restrictsPublicBuckets = Match::No;
    /// A bucket policy grants nothing on objects that another account owns.
    Match bucketOwnerOwnsObject = Match::Yes;
};

enum class Decision : std::uint8_t { Allowed, ImplicitlyDenied, ExplicitlyDenied, Unknown };

/// In the order in which blockers are listed.
enum class Layer : std::uint8_t {
    ServiceControl,
    ResourceControl,
    Endpoint,
    PublicAccess, ///< S3 Block Public Access; no document of its own, it points at the public bucket policy
    Resource,
    Identity,
    Boundary,
    Session
};
inline constexpr std::size_t layerCount = 8;

enum class LayerOutcome : std::uint8_t { NotApplicable, Pass, Block, Unknown };

enum class LayerReason : std::uint8_t {
    Absent, ///< there is no such policy, or it does not apply to this principal
    Allows,
    NotNeeded, ///< nothing allows here, and nothing has to: another layer grants, or the root user asks
    ExplicitDeny,
    NothingAllows,
    Unknown,      ///< see the missing keys and the sources without a document
    AwsOwned,     ///< the resource belongs to AWS and can only be read
    PublicBucket, ///< the bucket's policy is public, and public buckets are restricted to the owner's account
};

struct SourceOutcome {
    std::string label;
    DocumentPtr document;  ///< null: not in the design
    std::size_t level = 0; ///< for SCP and RCP, 0 is the root
    DocumentOutcome outcome;
};

/// What one layer does to the request.
struct LayerResult {
    Layer layer = Layer::Identity;
    LayerOutcome outcome = LayerOutcome::NotApplicable;
    LayerReason reason = LayerReason::Absent;
    std::vector<SourceOutcome> sources;
    std::optional<std::size_t> decidedBy; ///< index into `sources` of the document that decided
};

struct Evaluation {
    Decision decision = Decision::ImplicitlyDenied;
    std::array<LayerResult, layerCount> layers; ///< index: Layer
    std::vector<std::string> missingKeys;       ///< keys nobody knows, on which an Unknown decision depends; sorted

    const LayerResult& operator[](Layer layer) const { return layers[static_cast<std::size_t>(layer)]; }
    /// Every layer that blocks, in the order of Layer.
    std::vector<Layer> blockers() const;
};

/// Decides a request as AWS does, and says what each layer did.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
Evaluation evaluate(const PolicySet& policies, const RequestContext& context, Detail detail = Detail::Reasons);

/// The place that decided a layer: label, JSON pointer and bytes; empty when no document did.
struct DecidingPlace {
    std::string label;
    DocumentPtr document;
    std::string pointer; ///< "" names the whole document
    TextRange range;
};
std::optional<DecidingPlace> decidingPlace(const LayerResult& layer);

/// One sentence that says what the layer did and why.
Message explanation(const LayerResult& layer, const RequestContext& context);

/// "scp", "rcp", "vpce", "bpa", "resource", "identity", "pb", "session".
const char* shortName(Layer layer);
const char* toString(Decision decision);

} // namespace waylight::policy
