// SPDX-License-Identifier: MIT
#include "core/formats/declared/policies.h"

#include "core/formats/declared/parts.h"

#include <algorithm>

namespace waylight::declared {
namespace {

void addPolicy(Role& role, NamedPolicy policy, bool known) {
    if (!known)
        Assembly::markUnknown(role, "policies");
    const bool there = std::any_of(role.policies.begin(), role.policies.end(), [&](const NamedPolicy& other) {
        return other.name == policy.name && other.document == policy.document;
    });
    if (!there)
        role.policies.push_back(std::move(policy));
}

/// A policy that stands by itself; AWS's own ones are not in the file.
void addManaged(Assembly& assembly, Role& role, const std::string& reference) {
    if (const Assembly::ManagedPolicy* found = assembly.managedPolicy(reference)) {
        addPolicy(role, found->policy, found->known);
        return;
    }
    addPolicy(role, {reference.substr(reference.rfind('/') + 1), {}, Extra(Json{{"aws", {{"PolicyArn", reference}}}})},
              false);
}

void attachManaged(Assembly& assembly, Reading& part, const std::vector<Id>& roles, const std::string& policy) {
    part.entry.foundUnknown();
    for (const Id& id : roles) {
        if (auto* role = assembly.find<Role>(id))
            addManaged(assembly, *role, policy);
        else
            assembly.sayPartOfNobody(part.declaration, id);
    }
}

void applyManagedPolicy(Assembly& assembly, Reading& part) {
    attachManaged(assembly, part, part.entry.ids({"Roles", ""}), part.declaration.id);
}

void applyPolicyAttachment(Assembly& assembly, Reading& part) {
    std::vector<Id> roles = part.entry.ids({"", "roles"});
    if (const Id one = part.entry.id({"", "role"}); !one.empty())
        roles.push_back(one);
    attachManaged(assembly, part, roles, part.entry.id({"", "policy_arn"}));
}

/// A policy with a declaration of its own, which names the roles that have it.
void applyRolePolicy(Assembly& assembly, Reading& part) {
    Entry& entry = part.entry;
    NamedPolicy policy;
    policy.document = policyOf(entry.take({"PolicyDocument", "policy"}));
    const bool known = !entry.foundUnknown();
    policy.name = entry.text({"PolicyName", "name"});
    if (policy.name.empty())
        policy.name = entry.text({"ManagedPolicyName", ""});
    if (policy.name.empty())
        policy.name = part.declaration.id;
    std::vector<Id> roles = entry.ids({"Roles", "role"});
    if (const Id one = entry.id({"RoleName", ""}); !one.empty())
        roles.push_back(one);
    entry.foundUnknown();
    for (const Id& id : roles) {
        if (auto* role = assembly.find<Role>(id))
            addPolicy(*role, policy, known);
        else
            assembly.sayPartOfNobody(part.declaration, id);
    }
}

template <class T, class Set>
void setPolicy(Assembly& assembly, Reading& part, Word owner, Word document, Set set) {
    const PolicyText policy = policyOf(part.entry.take(document));
    const bool known = !part.entry.foundUnknown();
    T* found = assembly.ownerOf<T>(part, owner, "policy");
    if (!found)
        return;
    set(*found, policy);
    auto& unknown = found->unknown;
    unknown.erase(std::remove(unknown.begin(), unknown.end(), "policy"), unknown.end());
    if (!known)
        Assembly::markUnknown(*found, "policy");
}

void applyBucketPolicy(Assembly& assembly, Reading& part) {
    setPolicy<Bucket>(assembly, part, {"Bucket", "bucket"}, {"PolicyDocument", "policy"},
                      [](Bucket& bucket, const PolicyText& policy) { bucket.policy = policy; });
}

void applyTablePolicy(Assembly& assembly, Reading& part) {
    setPolicy<DynamoTable>(assembly, part, {"", "resource_arn"}, {"", "policy"},
                           [](DynamoTable& table, const PolicyText& policy) { table.policy = policy; });
}

void applyKeyPolicy(Assembly& assembly, Reading& part) {
    setPolicy<KmsKey>(assembly, part, {"", "key_id"}, {"", "policy"},
                      [](KmsKey& key, const PolicyText& policy) { key.policy = policy; });
}

void applyPointPolicy(Assembly& assembly, Reading& part) {
    setPolicy<AccessPoint>(assembly, part, {"", "access_point_arn"}, {"", "policy"},
                           [](AccessPoint& point, const PolicyText& policy) { point.policy = policy; });
}

void applyAlias(Assembly& assembly, Reading& part) {
    const std::string name = part.entry.text({"AliasName", "name"});
    part.entry.foundUnknown();
    if (auto* key = assembly.ownerOf<KmsKey>(part, {"TargetKeyId", "target_key_id"}, "aliases")) {
        key->aliases.push_back(name);
        assembly.alias(kindOf<KmsKey>, name, key->id);
    }
}

void applyPublicAccessBlock(Assembly& assembly, Reading& part) {
    constexpr std::pair<Word, bool Bucket::*> flags[] = {
        {{"", "block_public_acls"}, &Bucket::blockPublicAcls},
        {{"", "ignore_public_acls"}, &Bucket::ignorePublicAcls},
        {{"", "block_public_policy"}, &Bucket::blockPublicPolicy},
        {{"", "restrict_public_buckets"}, &Bucket::restrictPublicBuckets}};
    auto* bucket = assembly.ownerOf<Bucket>(part, {"", "bucket"}, "restrictPublicBuckets");
    for (const auto& [word, member] : flags)
        if (bucket)
            bucket->*member = part.entry.flag(word, false);
}

void applyOwnership(Assembly& assembly, Reading& part) {
    auto* bucket = assembly.ownerOf<Bucket>(part, {"", "bucket"}, "objectOwnership");
    if (const auto value = enumValue<ObjectOwnership>(part.entry.text({"", "rule.object_ownership"})); bucket && value)
        bucket->ownership = *value;
}

void applyEncryption(Assembly& assembly, Reading& part) {
    auto* bucket = assembly.ownerOf<Bucket>(part, {"", "bucket"}, "encryption");
    if (!bucket)
        return;
    if (const auto value = enumValue<BucketEncryption>(
            part.entry.text({"", "rule.apply_server_side_encryption_by_default.sse_algorithm"})))
        bucket->encryption = *value;
    bucket->key.id = part.entry.id({"", "rule.apply_server_side_encryption_by_default.kms_master_key_id"});
}

} // namespace

void readRolePolicies(Assembly& assembly, Role& role, Reading& reading) {
    Entry& entry = reading.entry;
    for (Entry& block : entry.blocks({"Policies", "inline_policy"})) {
        NamedPolicy policy;
        policy.document = policyOf(block.take({"PolicyDocument", "policy"}));
        const bool known = !block.foundUnknown();
        policy.name = block.text({"PolicyName", "name"});
        if (!policy.document.empty() || !policy.name.empty())
            addPolicy(role, std::move(policy), known);
    }
    for (const std::string& policy : entry.ids({"ManagedPolicyArns", "managed_policy_arns"}))
        addManaged(assembly, role, policy);
    const std::string boundary = entry.id({"PermissionsBoundary", "permissions_boundary"});
    if (const auto* found = assembly.managedPolicy(boundary))
        role.permissionsBoundary = found->policy.document;
    if (const auto* found = assembly.managedPolicy(boundary); !boundary.empty() && (!found || !found->known))
        Assembly::markUnknown(role, "permissionsBoundary");
    entry.foundUnknown();
}

void readBucketPolicy(Assembly&, Bucket& bucket, Reading& reading) {
    bucket.policy = policyOf(reading.entry.take({"", "policy"}));
    if (reading.entry.foundUnknown())
        Assembly::markUnknown(bucket, "policy");
}

void readTablePolicy(Assembly&, DynamoTable& table, Reading& reading) {
    table.policy = policyOf(reading.entry.take({"ResourcePolicy.PolicyDocument", ""}));
    if (reading.entry.foundUnknown())
        Assembly::markUnknown(table, "policy");
}

void readKeyState(Assembly&, KmsKey& key, Reading& reading) {
    if (!reading.entry.flag({"Enabled", "is_enabled"}, true))
        key.state = "Disabled";
}

const std::vector<Part>& policyParts() {
    static const std::vector<Part> parts = {
        {"AWS::S3::BucketPolicy", "aws_s3_bucket_policy", applyBucketPolicy},
        {"", "aws_s3_bucket_public_access_block", applyPublicAccessBlock},
        {"", "aws_s3_bucket_ownership_controls", applyOwnership},
        {"", "aws_s3_bucket_server_side_encryption_configuration", applyEncryption},
        {"", "aws_s3control_access_point_policy", applyPointPolicy},
        {"", "aws_dynamodb_resource_policy", applyTablePolicy},
        {"", "aws_kms_key_policy", applyKeyPolicy},
        {"AWS::KMS::Alias", "aws_kms_alias", applyAlias},
        {"AWS::IAM::Policy", "aws_iam_role_policy", applyRolePolicy},
        {"AWS::IAM::RolePolicy", "", applyRolePolicy},
        {"AWS::IAM::ManagedPolicy", "", applyManagedPolicy},
        {"", "aws_iam_policy", applyManagedPolicy},
        {"", "aws_iam_role_policy_attachment", applyPolicyAttachment},
        {"", "aws_iam_policy_attachment", applyPolicyAttachment},
    };
    return parts;
}

} // namespace waylight::declared
