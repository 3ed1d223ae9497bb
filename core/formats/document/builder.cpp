// SPDX-License-Identifier: MIT
#include "core/formats/document/builder.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <unordered_map>

namespace waylight {
namespace {

constexpr std::size_t manyMembers = 16;   ///< names of fewer are compared each with each
constexpr std::size_t mostWarnings = 100; ///< more help nobody

static_assert(std::is_trivially_copyable_v<DocumentMember>, "nobody destroys what is in the tree's memory");

template <class T>
T* allocated(std::pmr::memory_resource* memory, std::size_t count) {
    return static_cast<T*>(memory->allocate(count * sizeof(T), alignof(T)));
}

bool hasEqualNames(std::span<const DocumentMember> members) {
    for (std::size_t i = 1; i < members.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (members[i].name == members[j].name)
                return true;
    return false;
}

} // namespace

DocumentBuilder::DocumentBuilder(DocumentTree& tree, const std::string& file, const DocumentLimits& limits)
    : m_tree(tree), m_file(file), m_limits(limits) {}

std::string_view DocumentBuilder::kept(std::string_view text) {
    if (text.empty())
        return {};
    char* copy = allocated<char>(m_tree.memory(), text.size());
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

void DocumentBuilder::name(std::string_view text, Position position) {
    Open& open = m_open.back();
    open.named = true;
    open.name = text;
    open.position = position;
}

void DocumentBuilder::scalar(const DocumentNode& node) {
    count(1, node.position);
    put(node, 0);
}

void DocumentBuilder::begin(DocumentNode::Kind kind, Position position, std::string_view tag) {
    if (m_open.size() >= static_cast<std::size_t>(m_limits.depth))
        fail(message(MessageId::DocumentTooDeep, std::to_string(position.line), std::to_string(m_limits.depth)));
    Open open;
    open.node.kind = kind;
    open.node.tag = tag;
    open.node.position = position;
    open.start = m_pending.size();
    open.values = m_values;
    m_open.push_back(open);
    count(1, position);
}

DocumentBuilder::Finished DocumentBuilder::end(bool withMerges) {
    Open open = m_open.back();
    const bool mapping = open.node.isMapping();
    if (mapping && withMerges)
        mergeMembers(open.start);
    if (mapping)
        takeLastOfEqualNames(open.start);
    open.node.count = m_pending.size() - open.start;
    const DocumentMember* first = m_pending.data() + open.start;
    if (mapping) {
        DocumentMember* members = allocated<DocumentMember>(m_tree.memory(), open.node.count);
        std::copy_n(first, open.node.count, members);
        open.node.children = members;
    } else {
        DocumentNode* items = allocated<DocumentNode>(m_tree.memory(), open.node.count);
        std::transform(first, first + open.node.count, items, [](const DocumentMember& each) { return each.value; });
        open.node.children = items;
    }
    m_pending.resize(open.start);
    m_open.pop_back();
    put(open.node, open.height);
    return {open.node, m_values - open.values, open.height};
}

void DocumentBuilder::alias(const Finished& target, Position position) {
    m_aliased += target.values;
    if (m_aliased > m_limits.aliased)
        fail(message(MessageId::DocumentExpandsTooMuch, std::to_string(position.line),
                     std::to_string(m_limits.aliased)));
    if (m_open.size() + static_cast<std::size_t>(target.height) > static_cast<std::size_t>(m_limits.depth))
        fail(message(MessageId::DocumentTooDeep, std::to_string(position.line), std::to_string(m_limits.depth)));
    count(target.values, position);
    put(target.node, target.height);
}

void DocumentBuilder::fail(Message what) {
    if (!m_failure)
        m_failure = Diagnostic{Severity::Error, std::move(what), m_file, {}};
}

void DocumentBuilder::put(const DocumentNode& node, int height) {
    if (m_open.empty()) {
        m_tree.root = node;
        return;
    }
    Open& open = m_open.back();
    open.height = std::max(open.height, height + 1);
    m_pending.push_back({open.name, open.position, node});
    open.named = false;
}

void DocumentBuilder::count(std::size_t values, Position position) {
    m_values += values;
    if (m_values > m_limits.values)
        fail(
            message(MessageId::DocumentExpandsTooMuch, std::to_string(position.line), std::to_string(m_limits.values)));
}

/// Of the innermost open value.
std::string DocumentBuilder::pointer() const {
    std::string out;
    for (std::size_t i = 0; i + 1 < m_open.size(); ++i)
        out = m_open[i].node.isMapping() ? joinedPointer(out, std::string(m_open[i].name))
                                         : joinedPointer(out, m_open[i + 1].start - m_open[i].start);
    return out;
}

/// What the mapping itself says is stronger than what it merges, and of several mappings the first is the strongest.
void DocumentBuilder::mergeMembers(std::size_t start) {
    std::vector<DocumentMember> merged;
    for (std::size_t i = start; i < m_pending.size();) {
        const DocumentMember& member = m_pending[i];
        if (member.name != "<<" || (!member.value.isMapping() && !member.value.isSequence())) {
            ++i;
            continue;
        }
        const auto take = [&](const DocumentNode& from) {
            merged.insert(merged.end(), from.members().begin(), from.members().end());
        };
        take(member.value);
        for (const DocumentNode& item : member.value.items())
            take(item);
        m_pending.erase(m_pending.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (merged.empty())
        return;
    std::unordered_map<std::string_view, bool> known;
    for (std::size_t i = start; i < m_pending.size(); ++i)
        known.emplace(m_pending[i].name, true);
    for (const DocumentMember& member : merged)
        if (known.emplace(member.name, true).second)
            m_pending.push_back(member);
}

void DocumentBuilder::takeLastOfEqualNames(std::size_t start) {
    const std::span members(m_pending.data() + start, m_pending.size() - start);
    if (members.size() <= manyMembers && !hasEqualNames(members))
        return;
    std::unordered_map<std::string_view, std::size_t> places;
    places.reserve(members.size());
    std::size_t used = start;
    for (std::size_t i = start; i < m_pending.size(); ++i) {
        const auto [place, isNew] = places.emplace(m_pending[i].name, used);
        if (!isNew)
            warnOfEqualNames(m_pending[place->second], m_pending[i]);
        m_pending[place->second] = m_pending[i];
        used += isNew ? 1 : 0;
    }
    m_pending.resize(used);
}

void DocumentBuilder::warnOfEqualNames(const DocumentMember& first, const DocumentMember& second) {
    if (m_tree.diagnostics.size() >= mostWarnings)
        return;
    const std::string name(second.name);
    m_tree.diagnostics.push_back({Severity::Warning,
                                  message(MessageId::DocumentDuplicateName, name, std::to_string(first.position.line),
                                          std::to_string(second.position.line)),
                                  m_file, joinedPointer(pointer(), name)});
}

} // namespace waylight
