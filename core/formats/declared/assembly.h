// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/entry.h"

#include <functional>
#include <set>
#include <unordered_map>

namespace waylight::declared {

/// A declaration while it is being read: `entry` holds what nobody has taken yet.
struct Reading {
    const Declaration& declaration;
    Entry entry;
};

/// What Waylight noted beside a declaration when it wrote it: the ids that the design had.
const Json& noteOf(const Declaration& declaration);

/// The resources of a file while they are being put together. Declarations that are resources come first, those that
/// only say something about others (routes, rules, associations) after them.
class Assembly {
public:
    Assembly(Dialect dialect, std::string file) : m_dialect(dialect), m_file(std::move(file)) {}

    Dialect dialect() const { return m_dialect; }

    /// The new resource with this id, in the Region and account of the declaration; the one that there is if the id is
    /// taken.
    template <class T>
    T& add(Id id, const Declaration& by) {
        return std::get<T>(added(newResource(kindOf<T>, std::move(id)), by));
    }
    Resource& added(Resource resource, const Declaration& by);

    /// The resource of type T with this id, name or ARN; null when the file declares none.
    template <class T>
    T* find(const std::string& reference) {
        Resource* found = findAny(kindOf<T>, reference);
        return found ? std::get_if<T>(found) : nullptr;
    }
    Resource* findAny(std::optional<Kind> kind, const std::string& reference);
    bool has(const Id& id) const { return m_places.contains(id); }

    /// Calls `visit(T&)` for each resource of type T, in the order of the file. `visit` may add resources.
    template <class T, class Visit>
    void forEach(Visit&& visit) {
        for (std::size_t i = 0; i < m_resources.size(); ++i)
            if (T* each = std::get_if<T>(m_resources[i].get()))
                visit(*each);
    }

    /// `text` also means the resource (its name, its ARN).
    void alias(Kind kind, const std::string& text, const Id& id);

    /// The resource that the part `by` belongs to, by its property `word`. When the file does not declare it, that is
    /// said; when the property is not known, `field` of each resource that may be meant is not known.
    template <class T>
    T* ownerOf(Reading& part, Word word, std::string_view field) {
        Json value = part.entry.take(word);
        const bool open = isUnknownValue(value);
        part.entry.foundUnknown();
        if (open || value.is_null()) {
            doubt<T>(open ? textOf(value) : std::string(), field);
            return nullptr;
        }
        T* owner = find<T>(textOf(value));
        if (!owner)
            sayPartOfNobody(part.declaration, textOf(value));
        return owner;
    }

    /// The field is not known of the resources of type T that `text` names, or of all when it names none.
    template <class T>
    void doubt(const std::string& text, std::string_view field) {
        if (!m_doubts.insert(std::string(field) + '\n' + text).second)
            return;
        bool named = false;
        forEach<T>([&](const T& each) { named = named || names(text, each.id); });
        forEach<T>([&](T& each) {
            if (!named || names(text, each.id))
                markUnknown(each, field);
        });
    }

    /// A policy that can be attached to several roles.
    struct ManagedPolicy {
        NamedPolicy policy;
        bool known = true; ///< the whole of its document
    };
    void addManagedPolicy(const Declaration& by);
    /// By id, ARN or name; null when the file does not declare it.
    const ManagedPolicy* managedPolicy(const std::string& reference) const;

    /// Whether an interface asks for a public address, which AWS chooses; none: its subnet decides.
    void wantPublicAddress(const Id& interface, bool wanted) { m_publicAddresses[interface] = wanted; }
    std::optional<bool> wantsPublicAddress(const Id& interface) const {
        const auto found = m_publicAddresses.find(interface);
        return found == m_publicAddresses.end() ? std::nullopt : std::optional(found->second);
    }

    /// The ids that the interfaces of `host` had in the design that was written.
    void noteInterfaces(const Id& host, std::vector<Id> ids) { m_interfaces[host] = std::move(ids); }
    Id notedInterface(const Id& host, std::size_t number) const;

    /// An address that is given to an interface, or to an instance's primary one, when all of these are there.
    struct Association {
        Id address, instance, interface;
        std::string privateIp;
    };
    std::vector<Association>& associations() { return m_associations; }

    /// What a state tells of what AWS made with a VPC: the ids of its main table, default ACL and default group.
    struct Defaults {
        Id table, acl, group;
        std::string declared; ///< what the file calls the VPC
        std::string tableName, aclName, groupName;
        Tags tableTags, aclTags, groupTags;
    };
    Defaults& defaultsOf(const Id& vpc) { return m_defaults[vpc]; }

    /// What the file calls a resource.
    const std::string& declaredName(const Id& id) { return m_declared[id]; }

    static void markUnknown(ResourceBase& resource, std::string_view field);

    void say(Severity severity, Message what, const std::string& pointer) {
        m_diagnostics.push_back({severity, std::move(what), m_file, pointer});
    }
    void sayPartOfNobody(const Declaration& part, const std::string& owner);
    Diagnostics& diagnostics() { return m_diagnostics; }

    /// The references of all resources by id, where they were names or ARNs.
    void settleReferences();
    std::vector<std::unique_ptr<Resource>>& resources() { return m_resources; }

private:
    Id madeWith(const std::string& vpc, std::optional<Kind> kind);
    static bool names(const std::string& text, const Id& id) { return text.find(id) != std::string::npos; }

    Dialect m_dialect;
    std::string m_file;
    std::vector<std::unique_ptr<Resource>> m_resources;
    std::unordered_map<Id, std::size_t> m_places;
    std::vector<std::unordered_map<std::string, Id>> m_aliases{kindCount};
    std::unordered_map<std::string, ManagedPolicy> m_policies; ///< by id and by name
    std::unordered_map<Id, std::string> m_declared;
    std::set<std::string> m_doubts; ///< fields and the texts that may mean their owners
    std::unordered_map<Id, bool> m_publicAddresses;
    std::unordered_map<Id, Defaults> m_defaults;
    std::vector<Association> m_associations;
    std::unordered_map<Id, std::vector<Id>> m_interfaces;
    Diagnostics m_diagnostics;
};

/// Completes a resource by what its own declaration says in a form that paths cannot express. Its owners are all there.
void completeResource(Assembly& assembly, Resource& resource, Reading& reading);

/// True for a policy that can be attached to several roles.
bool isManagedPolicy(std::string_view type);

/// Applies a declaration that only says something about others; false when its type is not such a one.
bool applyPart(Assembly& assembly, Reading& part);
/// What AWS makes with a VPC unless the file says otherwise: the main route table, the default network ACL and the
/// default security group, as `<VPC>.MainRouteTable` and so on; and addresses, which it gives to what has none.
void addImplied(Assembly& assembly);

/// The type of resource that a declaration of this type is; none: it is a part, or not modelled.
std::optional<Kind> kindOfType(Dialect dialect, std::string_view type);

} // namespace waylight::declared
