// SPDX-License-Identifier: MIT
#include "core/model/references.h"

#include "core/base/diagnostic.h"

#include <algorithm>

namespace waylight {
namespace {

template <class T>
std::optional<Kind> targetKind() {
    if constexpr (std::is_void_v<T>)
        return std::nullopt;
    else
        return kindOf<T>;
}

/// Walks the members of a value that hold references.
class Collector {
public:
    const std::function<void(const Reference&)>& visit;

    template <class T>
    void walk(const Ref<T>& ref, const std::string& pointer, const FieldOptions& options) {
        if (ref)
            visit({pointer, targetKind<T>(), ref.id, options.container, options.partOf});
    }
    template <class T>
    void walk(const std::vector<T>& list, const std::string& pointer, const FieldOptions& options) {
        for (std::size_t i = 0; i < list.size(); ++i)
            walk(list[i], joinedPointer(pointer, i), options);
    }
    template <Described T>
    void walk(const T& record, const std::string& pointer, const FieldOptions&) {
        forEachField<T>([&](const auto& f) { walk(record.*f.member, joinedPointer(pointer, std::string(f.name)), f); });
    }
    template <class T>
    void walk(const T&, const std::string&, const FieldOptions&) {}
};

/// Replaces references; says of each value whether it lost what it was for.
class Replacer {
public:
    const Id& from;
    const Id& to;

    template <class T>
    bool walk(Ref<T>& ref) {
        if (ref.id != from)
            return false;
        ref.id = to;
        return to.empty();
    }
    template <class T>
    bool walk(std::vector<T>& list) {
        list.erase(std::remove_if(list.begin(), list.end(), [&](T& each) { return walk(each); }), list.end());
        return false;
    }
    template <Described T>
    bool walk(T& record) {
        bool lost = false;
        forEachField<T>([&](const auto& f) { lost |= walk(record.*f.member); });
        return lost;
    }
    template <class T>
    bool walk(T&) {
        return false;
    }
};

} // namespace

void forEachReference(const Resource& resource, const std::function<void(const Reference&)>& visit) {
    Collector collector{visit};
    std::visit([&](const auto& each) { collector.walk(each, std::string(), FieldOptions{}); }, resource);
}

Resource withReference(const Resource& resource, const Id& from, const Id& to) {
    Resource out = resource;
    Replacer replacer{from, to};
    std::visit([&](auto& each) { replacer.walk(each); }, out);
    return out;
}

} // namespace waylight
