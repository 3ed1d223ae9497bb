// SPDX-License-Identifier: MIT
#include "core/policy/call_checks.h"

#include "core/policy/glob.h"

#include <algorithm>
#include <iterator>

namespace waylight::policy {
namespace {

struct NamedOperation {
    std::string_view operation; // lower case
    std::string_view action;
};

/// Operations whose permission has another name.
constexpr NamedOperation operations[] = {
    {"dynamodb:transactgetitems", "dynamodb:GetItem"},
    {"s3:completemultipartupload", "s3:PutObject"},
    {"s3:createmultipartupload", "s3:PutObject"},
    {"s3:deleteobjects", "s3:DeleteObject"},
    {"s3:headbucket", "s3:ListBucket"},
    {"s3:headobject", "s3:GetObject"},
    {"s3:listbuckets", "s3:ListAllMyBuckets"},
    {"s3:listmultipartuploads", "s3:ListBucketMultipartUploads"},
    {"s3:listobjects", "s3:ListBucket"},
    {"s3:listobjectsv2", "s3:ListBucket"},
    {"s3:listobjectversions", "s3:ListBucketVersions"},
    {"s3:listparts", "s3:ListMultipartUploadParts"},
    {"s3:selectobjectcontent", "s3:GetObject"},
    {"s3:uploadpart", "s3:PutObject"},
};

/// What a KMS key has to allow for an action on an object that it encrypts.
struct KeyUse {
    std::string_view operation; // lower case
    std::string_view action;
};

/// Parts of an upload are put together again by decrypting them.
constexpr KeyUse keyUses[] = {
    {"s3:completemultipartupload", "kms:Decrypt"},
    {"s3:createmultipartupload", "kms:Decrypt"},
    {"s3:createmultipartupload", "kms:GenerateDataKey"},
    {"s3:getobject", "kms:Decrypt"},
    {"s3:getobjectversion", "kms:Decrypt"},
    {"s3:headobject", "kms:Decrypt"},
    {"s3:putobject", "kms:GenerateDataKey"},
    {"s3:selectobjectcontent", "kms:Decrypt"},
    {"s3:uploadpart", "kms:Decrypt"},
    {"s3:uploadpart", "kms:GenerateDataKey"},
};

void addObjectChecks(std::vector<CallCheck>& checks, std::string_view operation, const std::string& resource,
                     const std::string& bucketResource, const std::string& key) {
    const std::string action = actionOf(operation);
    checks.push_back({action, resource});
    if (!bucketResource.empty())
        checks.push_back({action, bucketResource});
    if (key.empty())
        return;
    const std::string lower = lowered(operation);
    for (const KeyUse& use : keyUses)
        if (use.operation == lower)
            checks.push_back({std::string(use.action), key, CallCheck::Caller::ForwardedAccess});
}

/// The ARN below the bucket of what an access point's ARN names: `…:accesspoint/name/object/key` is `bucket/key`.
std::string behindAccessPoint(const std::string& resource, const std::string& bucket) {
    constexpr std::string_view objects = "/object/";
    const auto at = resource.find(objects);
    return at == std::string::npos ? bucket : bucket + '/' + resource.substr(at + objects.size());
}

} // namespace

std::string actionOf(std::string_view operation) {
    const std::string lower = lowered(operation);
    const auto named = std::find_if(std::begin(operations), std::end(operations),
                                    [&](const NamedOperation& entry) { return entry.operation == lower; });
    return std::string(named == std::end(operations) ? operation : named->action);
}

std::vector<CallCheck> checksOf(const ApiCall& call) {
    std::vector<CallCheck> checks;
    const bool copies = lowered(call.action) == "s3:copyobject";
    if (copies && !call.source.empty())
        addObjectChecks(checks, "s3:GetObject", call.source, {}, call.sourceKey);
    const std::string bucketResource =
        call.accessPointFor.empty() ? std::string() : behindAccessPoint(call.resource, call.accessPointFor);
    addObjectChecks(checks, copies ? "s3:PutObject" : call.action, call.resource, bucketResource, call.key);
    return checks;
}

} // namespace waylight::policy
