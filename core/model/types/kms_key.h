// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

enum class KeyManager : std::uint8_t { Customer, Aws };
template <>
struct EnumNames<KeyManager> {
    static constexpr std::pair<KeyManager, std::string_view> names[] = {{KeyManager::Customer, "CUSTOMER"}, {KeyManager::Aws, "AWS"}};
};

/// A KMS key. https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
struct KmsKey : ResourceBase {
    std::vector<std::string> aliases; ///< alias/my-key
    KeyManager manager = KeyManager::Customer;
    std::string state; ///< Enabled, Disabled, PendingDeletion, …; empty: Enabled
    PolicyText policy; ///< empty: AWS's default, which leaves it to the policies of the account

    bool operator==(const KmsKey&) const = default;
};

template <>
struct Description<KmsKey> {
    static constexpr TypeInfo type{.name = "kms-key", .plural = "kmsKeys", .label = "KMS key", .idPrefix = "key-", .awsList = "Keys", .awsId = "Arn", .cfn = "AWS::KMS::Key", .tf = "aws_kms_key",
                                   .help = "Encrypts buckets and tables: who reads or writes them needs the key as well."};
    static constexpr auto fields = std::tuple(
        field("aliases", &KmsKey::aliases, {.label = "Aliases", .help = "Other names of the key, such as alias/my-key.", .aws = "Aliases"}),
        field("keyManager", &KmsKey::manager, {.label = "Managed by", .help = "CUSTOMER, or AWS for the keys that services make, such as alias/aws/s3: those cannot be used from other accounts.", .aws = "KeyManager", .derived = true}),
        field("keyState", &KmsKey::state, {.label = "State", .help = "Only an enabled key encrypts and decrypts. Empty means Enabled.", .aws = "KeyState"}),
        field("policy", &KmsKey::policy, {.label = "Key policy", .help = "Who may use the key. It must allow: role policies count only where it names the account. None: it names the account.", .aws = "Policy", .cfn = "KeyPolicy", .tf = "policy"}));
};

} // namespace waylight
