// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/kms_key.h"

namespace waylight {

enum class ObjectOwnership : std::uint8_t { BucketOwnerEnforced, BucketOwnerPreferred, ObjectWriter };
template <>
struct EnumNames<ObjectOwnership> {
    static constexpr std::pair<ObjectOwnership, std::string_view> names[] = {
        {ObjectOwnership::BucketOwnerEnforced, "BucketOwnerEnforced"}, {ObjectOwnership::BucketOwnerPreferred, "BucketOwnerPreferred"}, {ObjectOwnership::ObjectWriter, "ObjectWriter"}};
};

enum class BucketEncryption : std::uint8_t { Aes256, Kms, KmsTwice };
template <>
struct EnumNames<BucketEncryption> {
    static constexpr std::pair<BucketEncryption, std::string_view> names[] = {
        {BucketEncryption::Aes256, "AES256"}, {BucketEncryption::Kms, "aws:kms"}, {BucketEncryption::KmsTwice, "aws:kms:dsse"}};
};

/// An S3 bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
struct Bucket : ResourceBase {
    std::string bucketName; ///< empty: the id serves
    PolicyText policy;      ///< empty: none
    bool blockPublicAcls = false, ignorePublicAcls = false, blockPublicPolicy = false, restrictPublicBuckets = false;
    ObjectOwnership ownership = ObjectOwnership::BucketOwnerEnforced;
    BucketEncryption encryption = BucketEncryption::Aes256; ///< of new objects that do not say; S3 encrypts them all
    Ref<KmsKey> key;                                        ///< none with aws:kms: AWS's own, alias/aws/s3

    bool operator==(const Bucket&) const = default;
};

template <>
struct Description<Bucket> {
    static constexpr TypeInfo type{.name = "bucket", .plural = "buckets", .label = "S3 bucket", .idPrefix = "bucket-", .awsList = "Buckets", .awsId = "Name", .cfn = "AWS::S3::Bucket", .tf = "aws_s3_bucket",
                                   .help = "Stores objects in one Region; reached by its public name, whichever way the packets go."};
    static constexpr auto fields = std::tuple(
        field("bucketName", &Bucket::bucketName, {.label = "Bucket name", .help = "Unique in the world; in its ARN as arn:aws:s3:::name.", .cfn = "BucketName", .tf = "bucket"}),
        field("policy", &Bucket::policy, {.label = "Bucket policy", .help = "Who may do what with the bucket. A Deny wins over every Allow; requests from other accounts need an Allow here.", .aws = "Policy"}),
        field("blockPublicAcls", &Bucket::blockPublicAcls, {.label = "Block public ACLs", .help = "New ACLs that open the bucket or its objects to the public are refused.", .aws = "PublicAccessBlockConfiguration.BlockPublicAcls", .cfn = "PublicAccessBlockConfiguration.BlockPublicAcls"}),
        field("ignorePublicAcls", &Bucket::ignorePublicAcls, {.label = "Ignore public ACLs", .help = "ACLs open nothing to the public.", .aws = "PublicAccessBlockConfiguration.IgnorePublicAcls", .cfn = "PublicAccessBlockConfiguration.IgnorePublicAcls"}),
        field("blockPublicPolicy", &Bucket::blockPublicPolicy, {.label = "Block public policies", .help = "New bucket policies that are public are refused.", .aws = "PublicAccessBlockConfiguration.BlockPublicPolicy", .cfn = "PublicAccessBlockConfiguration.BlockPublicPolicy"}),
        field("restrictPublicBuckets", &Bucket::restrictPublicBuckets, {.label = "Restrict public buckets", .help = "With a public bucket policy, the bucket answers only its own account and AWS services.", .aws = "PublicAccessBlockConfiguration.RestrictPublicBuckets", .cfn = "PublicAccessBlockConfiguration.RestrictPublicBuckets", .unknownWhenAbsent = true}),
        field("objectOwnership", &Bucket::ownership, {.label = "Object ownership", .help = "BucketOwnerEnforced: ACLs are off and the bucket's account owns every object. Otherwise a writer of another account may own its objects, and the bucket policy opens none of those.", .aws = "OwnershipControls.Rules[].ObjectOwnership", .cfn = "OwnershipControls.Rules[].ObjectOwnership"}),
        field("encryption", &Bucket::encryption, {.label = "Default encryption", .help = "AES256: with keys of S3. aws:kms: who writes needs kms:GenerateDataKey on the key, who reads kms:Decrypt.", .aws = "ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.SSEAlgorithm", .cfn = "BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm", .tf = "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm"}),
        field("kmsKeyId", &Bucket::key, {.label = "KMS key", .help = "The key of aws:kms. None: the key of AWS for S3 in the account, which no other account can use.", .aws = "ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.KMSMasterKeyID", .cfn = "BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID", .tf = "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id"}));
};

} // namespace waylight
