// SPDX-License-Identifier: MIT
#include "core/formats/files.h"
#include "core/formats/script/writer.h"

#include <algorithm>

/// Buckets, tables, keys and identities: services with calls of their own.
namespace waylight::script {

std::string ScriptWriter::policyName(const std::string& owner) {
    const bool only = std::count_if(m_all.all.begin(), m_all.all.end(), [](const Declaration& each) {
                          return each.type == "AWS::EC2::VPCEndpoint" && each.properties.contains("PolicyDocument");
                      }) == 1;
    return only ? "endpoint-policy.json" : owner + "-policy.json";
}

bool ScriptWriter::writeService(const Declaration& each) {
    if (each.type == "AWS::S3::Bucket")
        writeBucket(each);
    else if (each.type == "AWS::S3::BucketPolicy")
        emit(Call{"s3api", "put-bucket-policy"}
                 .add("--bucket", nameOf(property(each, "Bucket")))
                 .addWord("--policy", fileOf(each.id + ".json", property(each, "PolicyDocument"))),
             each);
    else if (each.type == "AWS::IAM::Role")
        writeRole(each);
    else if (each.type == "AWS::IAM::InstanceProfile")
        writeProfile(each);
    else if (each.type == "AWS::DynamoDB::Table")
        writeTable(each);
    else if (each.type == "AWS::KMS::Key")
        writeKey(each);
    else
        return false;
    return true;
}

void ScriptWriter::writeBucket(const Declaration& each) {
    const Json name = nameOf(each);
    Call call{"s3api", "create-bucket"};
    call.add("--bucket", name);
    if (each.region != "us-east-1" && !each.region.empty())
        call.options.insert(call.options.end(),
                            {"--create-bucket-configuration", script::quoted("LocationConstraint=" + each.region)});
    emit(call, each);
    if (const Json block = property(each, "PublicAccessBlockConfiguration"); !block.is_null())
        emit(Call{"s3api", "put-public-access-block"}
                 .add("--bucket", name)
                 .add("--public-access-block-configuration", block),
             each);
    if (const Json owner = property(each, "OwnershipControls"); !owner.is_null())
        emit(Call{"s3api", "put-bucket-ownership-controls"}.add("--bucket", name).add("--ownership-controls", owner),
             each);
    if (const Json encryption = property(each, "BucketEncryption"); !encryption.is_null()) {
        Json rules = Json::array();
        for (const Json& rule : encryption["ServerSideEncryptionConfiguration"])
            rules.push_back({{"ApplyServerSideEncryptionByDefault", rule["ServerSideEncryptionByDefault"]}});
        emit(Call{"s3api", "put-bucket-encryption"}
                 .add("--bucket", name)
                 .add("--server-side-encryption-configuration", Json{{"Rules", rules}}),
             each);
    }
    bucketTags(each, name);
}

void ScriptWriter::bucketTags(const Declaration& each, const Json& name) {
    if (const Json tags = property(each, "Tags"); !tags.is_null())
        emit(Call{"s3api", "put-bucket-tagging"}.add("--bucket", name).add("--tagging", Json{{"TagSet", tags}}), each);
}

void ScriptWriter::writeRole(const Declaration& each) {
    const Json name = nameOf(each);
    Call call{"iam", "create-role"};
    call.add("--role-name", name)
        .addWord("--assume-role-policy-document",
                 fileOf(each.id + "-trust.json", property(each, "AssumeRolePolicyDocument")));
    call.add("--tags", property(each, "Tags"));
    call.query = "Role.Arn";
    call.captured = script::variable(each.id);
    emit(call, each);
    if (const Json policies = property(each, "Policies"); !policies.is_null())
        for (const Json& policy : policies)
            emit(Call{"iam", "put-role-policy"}
                     .add("--role-name", name)
                     .add("--policy-name", policy["PolicyName"])
                     .addWord("--policy-document",
                              fileOf(each.id + '-' + asFileName(policy["PolicyName"].get<std::string>()) + ".json",
                                     policy["PolicyDocument"])),
                 each);
}

void ScriptWriter::writeProfile(const Declaration& each) {
    const Json name = nameOf(each);
    emit(Call{"iam", "create-instance-profile"}.add("--instance-profile-name", name), each);
    if (const Json roles = property(each, "Roles"); !roles.is_null())
        for (const Json& role : roles)
            emit(Call{"iam", "add-role-to-instance-profile"}
                     .add("--instance-profile-name", name)
                     .add("--role-name", nameOf(role)),
                 each);
}

void ScriptWriter::writeTable(const Declaration& each) {
    Call call{"dynamodb", "create-table"};
    call.add("--table-name", nameOf(each))
        .add("--key-schema", property(each, "KeySchema"))
        .add("--attribute-definitions", property(each, "AttributeDefinitions"));
    call.add("--billing-mode", "PAY_PER_REQUEST").add("--tags", property(each, "Tags"));
    if (const Json encryption = property(each, "SSESpecification"); !encryption.is_null()) {
        Json api = encryption;
        api.erase("SSEEnabled");
        api["Enabled"] = true;
        call.add("--sse-specification", api);
    }
    call.query = "TableDescription.TableArn";
    call.captured = script::variable(each.id);
    emit(call, each);
    if (const Json policy = property(each, "ResourcePolicy"); !policy.is_null())
        emit(Call{"dynamodb", "put-resource-policy"}
                 .add("--resource-arn", self(each))
                 .addWord("--policy", fileOf(each.id + "-policy.json", policy["PolicyDocument"])),
             each);
}

void ScriptWriter::writeKey(const Declaration& each) {
    Call call{"kms", "create-key"};
    if (const Json policy = property(each, "KeyPolicy"); !policy.is_null())
        call.addWord("--policy", fileOf(each.id + "-policy.json", policy));
    call.query = "KeyMetadata.Arn";
    call.captured = script::variable(each.id);
    emit(call, each);
    if (property(each, "Enabled") == Json(false))
        emit(Call{"kms", "disable-key"}.add("--key-id", self(each)), each);
}

} // namespace waylight::script
