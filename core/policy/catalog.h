// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// What the values of a condition key are. A key of any type may be compared as text.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
enum class KeyType : std::uint8_t { String, Arn, Bool, Numeric, Date, IpAddress };

/// A condition key: "s3:prefix". `${…}` in a name stands for any text that is not empty: "aws:ResourceTag/${TagKey}".
struct KeyEntry {
    std::string_view name;
    KeyType type = KeyType::String;
    bool multivalued = false;
};

/// A kind of resource, and the ARN it has: "arn:${Partition}:s3:::${BucketName}/${ObjectName}". A few have two, with
/// `, ` between them.
struct ResourceTypeEntry {
    std::string_view name;
    std::string_view arn;
    std::span<const std::uint16_t> keys; ///< indices into ServiceEntry::keys: known where this type is named
};

enum class AccessLevel : std::uint8_t { Read, List, Write, Tagging, PermissionsManagement };

/// A resource type that an action works on.
struct ActionResource {
    std::uint16_t type = 0; ///< index into ServiceEntry::resourceTypes
    bool required = false;
};

struct ActionEntry {
    std::string_view name; ///< without its service: "GetObject"
    AccessLevel access = AccessLevel::Read;
    std::span<const ActionResource> resources;
    std::span<const std::uint16_t> keys; ///< indices into ServiceEntry::keys, those of its resource types not repeated

    /// Names no resource: only the Resource `*` speaks of it.
    bool wildcardOnly() const { return resources.empty(); }
};

/// One service of the catalog. Its lists are sorted by name without case, except `keys` and `resourceTypes`, which
/// are in the order that the indices name.
struct ServiceEntry {
    std::string_view prefix;      ///< "s3"
    std::string_view title;       ///< "Amazon S3"
    bool resourceControl = false; ///< resource control policies apply to it
    std::span<const ActionEntry> actions;
    std::span<const ResourceTypeEntry> resourceTypes;
    std::span<const KeyEntry> keys; ///< of the service, with aws:ResourceTag and the like where it knows them

    /// Names are compared without case; null when the service has no such action.
    const ActionEntry* action(std::string_view name) const;
    /// The key, tag keys and the like by their pattern; null when the service has no such key.
    const KeyEntry* key(std::string_view name) const;
    /// True when a request for the action can carry this key of `keys`: the action has it, or one of its resource
    /// types.
    bool hasKey(const ActionEntry& action, const KeyEntry& key) const;
};

/// An action and the service it belongs to; both null, or neither.
struct FoundAction {
    const ServiceEntry* service = nullptr;
    const ActionEntry* action = nullptr;

    explicit operator bool() const { return action != nullptr; }
};

/// What AWS publishes about its services: their actions, resource types and condition keys. Immutable; every view into
/// it lives as long as the catalog. All names are compared without case.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
class Catalog {
public:
    Catalog(Catalog&&) = default; ///< entries keep their places, so views stay good; a copy's would not
    Catalog& operator=(Catalog&&) = default;

    /// The catalog that is built in (resources/catalog/service-actions.txt), read at the first call.
    static const Catalog& builtIn();

    std::string_view date() const { return m_date; }                      ///< "2026-09-26": when it was taken
    std::span<const ServiceEntry> services() const { return m_services; } ///< sorted by prefix
    std::span<const KeyEntry> globalKeys() const { return m_globalKeys; } ///< that any service may set: aws:…, sorted

    const ServiceEntry* service(std::string_view prefix) const;
    FoundAction action(std::string_view name) const; ///< "s3:GetObject"
    /// A global key, or the key of the service that its name begins with, or one that only another service knows
    /// ("saml:aud" of sts).
    const KeyEntry* key(std::string_view name) const;
    const KeyEntry* globalKey(std::string_view name) const;

    /// True for actions that the catalog knows and that name no resource, such as s3:ListAllMyBuckets.
    bool actionHasNoResource(std::string_view action) const;

private:
    friend class CatalogReader;
    Catalog() = default;
    std::string_view m_date;
    std::vector<ServiceEntry> m_services;
    std::vector<ActionEntry> m_actions;
    std::vector<ResourceTypeEntry> m_resourceTypes;
    std::vector<KeyEntry> m_keys;
    std::vector<KeyEntry> m_globalKeys;
    std::vector<std::uint16_t> m_keyLists;
    std::vector<ActionResource> m_resourceLists;
    std::vector<const KeyEntry*> m_foreignKeys; ///< named after no service, or after another than they belong to
};

/// True when `name` is what the key's name says, `${…}` standing for any text that is not empty. Without case.
bool namesKey(std::string_view keyName, std::string_view name);

} // namespace waylight::policy
