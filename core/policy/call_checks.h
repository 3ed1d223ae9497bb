// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// An API call and what decides which checks it makes.
struct ApiCall {
    std::string action;         ///< as in a policy, "s3:GetObject", or an operation without an action of its own,
                                ///< "s3:CopyObject", "s3:HeadObject"
    std::string resource;       ///< ARN of what it is on; of the target of a copy; also through an access point
    std::string accessPointFor; ///< ARN of the bucket when `resource` is on an access point; else empty
    std::string key;            ///< ARN of the customer managed KMS key that encrypts `resource`; else empty
    std::string source;         ///< s3:CopyObject: ARN of the object that is read
    std::string sourceKey;      ///< ARN of the customer managed KMS key that encrypts `source`; else empty
};

/// One (action, resource) pair that AWS authorizes.
struct CallCheck {
    enum class Caller : std::uint8_t {
        Principal,      ///< the caller itself
        ForwardedAccess ///< the service with the caller's identity: aws:ViaAWSService is true, kms:ViaService names the
                        ///< service, and the network keys of the caller's way are not those of the VPC
    };
    std::string action;
    std::string resource;
    Caller caller = Caller::Principal;

    bool operator==(const CallCheck&) const = default;
};

/// What AWS authorizes for one call, in the order in which it does; every pair has to be allowed.
/// - Through an access point the access point and the bucket have to allow, and an endpoint's policy both ARNs.
///   https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
/// - Objects under SSE-KMS need kms:GenerateDataKey to be written and kms:Decrypt to be read.
///   https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
/// - CopyObject reads the source and writes the target.
///   https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
std::vector<CallCheck> checksOf(const ApiCall& call);

/// The action that policies name for an operation of the API: s3:HeadObject is s3:GetObject, s3:UploadPart is
/// s3:PutObject. Every other text is returned as it is.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
std::string actionOf(std::string_view operation);

} // namespace waylight::policy
