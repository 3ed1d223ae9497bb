// SPDX-License-Identifier: MIT
#include "core/model/search.h"

#include "core/base/diagnostic.h"

#include <algorithm>
#include <array>
#include <variant>

namespace waylight {
namespace {

constexpr std::size_t bytesBefore = 32;
constexpr std::size_t bytesAfter = 60;
constexpr std::size_t longestMatch = 48;

constexpr auto lowered = [] {
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<char>(i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    return table;
}();

char lower(char byte) {
    return lowered[static_cast<unsigned char>(byte)];
}

bool continuesCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// What is looked for, and what kinds of values can hold it at all: numbers and addresses are put into words only for
/// text that could be among those words.
class Needle {
public:
    explicit Needle(std::string_view text) : m_text(trimmed(text)) {
        std::transform(m_text.begin(), m_text.end(), m_text.begin(), lower);
        digits = m_text.find_first_not_of("0123456789-") == std::string::npos;
        addressLike = m_text.find_first_not_of("0123456789abcdef.:/") == std::string::npos;
        if (auto parsed = IpAddress::parse(m_text))
            address = *parsed;
    }

    bool digits = false;
    bool addressLike = false;
    std::optional<IpAddress> address;

    bool empty() const { return m_text.empty(); }
    std::size_t size() const { return m_text.size(); }

    std::size_t in(std::string_view words) const {
        const std::size_t size = m_text.size();
        for (std::size_t at = 0; at + size <= words.size(); ++at)
            if (lower(words[at]) == m_text[0] &&
                std::equal(m_text.begin() + 1, m_text.end(), words.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                           [](char mine, char theirs) { return mine == lower(theirs); }))
                return at;
        return std::string_view::npos;
    }

private:
    std::string m_text;
};

/// One line round a match: white space becomes single blanks, what is cut off an ellipsis.
void setExcerpt(Hit& hit, std::string_view words, std::size_t at, std::size_t length) {
    const std::size_t matchEnd = at + std::min(length, longestMatch);
    std::size_t from = at > bytesBefore ? at - bytesBefore : 0;
    std::size_t to = std::min(words.size(), matchEnd + bytesAfter);
    while (from > 0 && continuesCharacter(words[from]))
        --from;
    while (to < words.size() && continuesCharacter(words[to]))
        ++to;
    hit.excerpt = from > 0 ? "…" : "";
    std::size_t end = 0;
    for (std::size_t i = from; i < to; ++i) {
        if (i == at)
            hit.start = hit.excerpt.size();
        const bool blank = static_cast<unsigned char>(words[i]) <= ' ';
        if (!blank)
            hit.excerpt += words[i];
        else if (!hit.excerpt.ends_with(' ') || i == at)
            hit.excerpt += ' ';
        if (i + 1 == matchEnd || (i + 1 < words.size() && i < matchEnd && continuesCharacter(words[i + 1])))
            end = hit.excerpt.size();
    }
    hit.length = end - hit.start;
    if (to < words.size())
        hit.excerpt += "…";
}

/// Walks the values of a resource and adds a hit for each that holds the needle.
class Walker {
public:
    Walker(const Needle& needle, std::vector<Hit>& hits, std::size_t limit)
        : m_needle(needle), m_hits(hits), m_limit(limit) {}

    bool full() const { return m_hits.size() >= m_limit; }

    void walkResource(const Resource& resource) {
        std::visit(
            [&](const auto& each) {
                m_id = &each.id;
                walkTags(each.tags);
                walkFields(each);
            },
            resource);
    }
    void walkNote(const Note& note) {
        m_id = &note.id;
        at("text", [&] { tryWords(note.text); });
    }

    /// The hit in a resource's name or else its id.
    void addNamed(const ResourceBase& resource, bool byName) {
        m_id = &resource.id;
        at(byName ? "name" : "id", [&] { tryWords(byName ? resource.name : resource.id); });
    }

private:
    using Step = std::variant<std::string_view, std::size_t>;

    template <class Visit>
    void at(Step step, Visit visit) {
        if (full())
            return;
        m_path.push_back(step);
        visit();
        m_path.pop_back();
    }

    std::string pointer() const {
        std::string text;
        for (const Step& step : m_path)
            text = std::holds_alternative<std::size_t>(step)
                       ? joinedPointer(text, std::get<std::size_t>(step))
                       : joinedPointer(text, std::string(std::get<std::string_view>(step)));
        return text;
    }

    void tryWords(std::string_view words) {
        if (const std::size_t place = m_needle.in(words); place != std::string_view::npos)
            add(words, place, m_needle.size());
    }
    void add(std::string_view words, std::size_t place, std::size_t length) {
        if (full())
            return;
        Hit hit{*m_id, pointer(), {}};
        setExcerpt(hit, words, place, length);
        m_hits.push_back(std::move(hit));
    }

    void walkTags(const Tags& tags) {
        for (const auto& [key, value] : tags) {
            const bool inValue = m_needle.in(value) != std::string_view::npos;
            const std::size_t place = m_needle.in(inValue ? value : key);
            if (place == std::string_view::npos)
                continue;
            const std::size_t before = inValue ? key.size() + 3 : 0;
            at("tags", [&] { at(key, [&] { add(key + " = " + value, before + place, m_needle.size()); }); });
        }
    }

    template <class T>
    void walkFields(const T& record) {
        static const T defaults{};
        forEachField<T>([&](const auto& f) {
            const auto& member = record.*f.member;
            if (f.required || !(member == defaults.*f.member))
                at(f.name, [&] { walk(member, f); });
        });
    }

    void walk(const std::string& words, const FieldOptions&) { tryWords(words); }
    void walk(const PolicyText& policy, const FieldOptions&) { tryWords(policy.text); }
    void walk(const Protocol& protocol, const FieldOptions&) { tryWords(protocol.toString()); }
    void walk(bool, const FieldOptions&) {}
    void walk(int number, const FieldOptions&) {
        if (m_needle.digits)
            tryWords(std::to_string(number));
    }
    void walk(const IpAddress& address, const FieldOptions&) {
        if (m_needle.addressLike)
            tryWords(address.toString());
    }
    void walk(const Cidr& block, const FieldOptions&) {
        if (!m_needle.addressLike)
            return;
        const std::string words = block.toString();
        const bool holds = m_needle.address && block.length() > 0 && block.contains(*m_needle.address);
        if (m_needle.in(words) == std::string::npos && holds)
            add(words, 0, words.size());
        else
            tryWords(words);
    }
    template <NamedEnum E>
    void walk(E value, const FieldOptions&) {
        tryWords(enumName(value));
    }
    template <class T>
    void walk(const Ref<T>& ref, const FieldOptions& options) {
        if (!options.container && !options.partOf)
            tryWords(ref.id);
    }
    void walk(const Tags& tags, const FieldOptions&) { walkTags(tags); }
    template <class T>
    void walk(const std::optional<T>& value, const FieldOptions& options) {
        if (value)
            walk(*value, options);
    }
    template <class T>
    void walk(const std::vector<T>& list, const FieldOptions& options) {
        for (std::size_t i = 0; i < list.size() && !full(); ++i)
            at(i, [&] { walk(list[i], options); });
    }
    template <Described T>
    void walk(const T& record, const FieldOptions&) {
        walkFields(record);
    }

    const Needle& m_needle;
    std::vector<Hit>& m_hits;
    std::size_t m_limit;
    const Id* m_id = nullptr;
    std::vector<Step> m_path;
};

/// An element whose name or id holds the needle.
struct Named {
    const ResourceBase* resource;
    bool byName;
};

/// 0: is the needle; 1: starts with it; 2: holds it; 3: does not.
int rankOf(const Needle& needle, const std::string& words) {
    const std::size_t at = needle.in(words);
    return at == std::string::npos ? 3 : at > 0 ? 2 : words.size() == needle.size() ? 0 : 1;
}

std::array<std::vector<Named>, 3> namedIn(const Topology& topology, const Needle& needle) {
    std::array<std::vector<Named>, 3> ranks;
    topology.forEachResource([&](const ResourcePtr& each) {
        const ResourceBase& resource = base(*each);
        const int byName = rankOf(needle, resource.name);
        const int byId = rankOf(needle, resource.id);
        if (const int best = std::min(byName, byId); best < 3)
            ranks[static_cast<std::size_t>(best)].push_back({&resource, byName <= byId});
    });
    return ranks;
}

} // namespace

std::vector<Hit> found(const Design& design, std::string_view text, std::size_t limit) {
    std::vector<Hit> hits;
    const Needle needle(text);
    if (needle.empty())
        return hits;
    Walker walker(needle, hits, limit);
    for (const auto& rank : namedIn(design.topology, needle))
        for (const Named& each : rank)
            walker.addNamed(*each.resource, each.byName);
    design.topology.forEachResource([&](const ResourcePtr& each) {
        if (!walker.full())
            walker.walkResource(*each);
    });
    for (const auto& [id, note] : design.notes)
        walker.walkNote(note);
    return hits;
}

} // namespace waylight
