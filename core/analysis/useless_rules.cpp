// SPDX-License-Identifier: MIT
#include "core/analysis/useless_rules.h"

#include "core/analysis/packets/header_boxes.h"

#include <algorithm>
#include <mutex>

namespace waylight {
namespace {

/// A rule with the headers that it matches.
struct BoxedRule {
    const FilterRule* rule = nullptr;
    std::vector<HeaderBox> boxes;
};

// AWS accepts 1,000 rules for an interface, the entries of prefix lists counted; only a strange file has more.
constexpr std::size_t mostBoxes = 4000;
constexpr std::size_t mostParts = 1000; ///< into which a rule may fall where others overlap it

/// Empty for a list that is too long.
std::vector<BoxedRule> boxed(const RuleList& list) {
    std::vector<BoxedRule> rules;
    std::size_t count = 0;
    for (const FilterRule& rule : list.rules) {
        rules.push_back({&rule, boxesOf(rule, list)});
        if ((count += rules.back().boxes.size()) > mostBoxes)
            return {};
    }
    return rules;
}

void note(std::vector<int>& others, int index) {
    if (std::find(others.begin(), others.end(), index) == others.end())
        others.push_back(index);
}

/// True when the rules cover the box together; `others` gets those that were needed, in their order.
bool isCovered(const HeaderBox& box, const std::vector<const BoxedRule*>& rules, std::vector<int>& others) {
    std::vector<HeaderBox> rest{box};
    for (const BoxedRule* each : rules)
        for (const HeaderBox& cover : each->boxes) {
            if (rest.empty())
                return true;
            if (std::none_of(rest.begin(), rest.end(), [&](const HeaderBox& part) { return cover.overlaps(part); }))
                continue;
            takeOut(rest, cover);
            if (rest.size() > mostParts)
                return false;
            note(others, each->rule->index);
        }
    return rest.empty();
}

/// True when a corner of the box is in none of the rules: a quick no for most rules.
bool cornerIsFree(const HeaderBox& box, const std::vector<const BoxedRule*>& rules) {
    HeaderBox corner = box;
    corner.last = corner.first;
    corner.protocolLast = corner.protocolFirst;
    corner.portLast = corner.portFirst;
    corner.codeLast = corner.codeFirst;
    return std::none_of(rules.begin(), rules.end(), [&](const BoxedRule* each) {
        return std::any_of(each->boxes.begin(), each->boxes.end(),
                           [&](const HeaderBox& cover) { return cover.contains(corner); });
    });
}

void addUseless(const RuleList& list, const Id& group, bool outbound, std::vector<UselessRule>& out) {
    const std::vector<BoxedRule> rules = boxed(list);
    std::vector<char> kept(rules.size(), 1);
    for (std::size_t i = rules.size(); i-- > 0;) {
        const FilterRule& own = *rules[i].rule;
        if (own.peer == FilterRule::Peer::Nobody)
            continue;
        // Members of a group, or of a list that is not known, may have any address: only rules for all addresses or the
        // same members cover them.
        std::vector<const BoxedRule*> covers;
        for (std::size_t j = 0; j < rules.size(); ++j)
            if (const FilterRule& other = *rules[j].rule;
                j != i && kept[j] && (namesAddresses(other) || (other.peer == own.peer && other.base == own.base)))
                covers.push_back(&rules[j]);
        UselessRule useless{.resource = group, .outbound = outbound, .index = own.index};
        const bool needed = std::any_of(rules[i].boxes.begin(), rules[i].boxes.end(), [&](const HeaderBox& box) {
            return cornerIsFree(box, covers) || !isCovered(box, covers, useless.others);
        });
        if (needed)
            continue;
        kept[i] = 0;
        out.push_back(std::move(useless));
    }
}

/// What of an ACL's entry at `from` (one or two rules: IPv4 and IPv6) the entries before it leave over.
std::vector<HeaderBox> reached(const std::vector<BoxedRule>& rules, const std::vector<char>& kept, std::size_t from,
                               std::size_t end, std::vector<int>& others) {
    std::vector<HeaderBox> rest;
    for (std::size_t i = from; i < end; ++i)
        rest.insert(rest.end(), rules[i].boxes.begin(), rules[i].boxes.end());
    for (std::size_t i = 0; i < from && !rest.empty(); ++i)
        for (const HeaderBox& cover : rules[i].boxes)
            if (kept[i] && rest.size() <= mostParts &&
                std::any_of(rest.begin(), rest.end(), [&](const HeaderBox& part) { return cover.overlaps(part); })) {
                takeOut(rest, cover);
                note(others, rules[i].rule->index);
            }
    return rest;
}

/// True when the entries behind `end` say of all these headers what the entry itself says.
bool decidedAlike(const std::vector<BoxedRule>& rules, const std::vector<char>& kept, std::size_t end, bool allows,
                  std::vector<HeaderBox> rest, std::vector<int>& others) {
    for (std::size_t i = end; i < rules.size() && !rest.empty(); ++i)
        for (const HeaderBox& cover : rules[i].boxes) {
            if (!kept[i] ||
                std::none_of(rest.begin(), rest.end(), [&](const HeaderBox& part) { return cover.overlaps(part); }))
                continue;
            if (rules[i].rule->allows != allows || rest.size() > mostParts)
                return false;
            takeOut(rest, cover);
            note(others, rules[i].rule->index);
        }
    return rest.empty() || !allows; // the implied entry at the end denies
}

void addUselessEntries(const RuleList& list, const Id& acl, bool outbound, std::vector<UselessRule>& out) {
    const std::vector<BoxedRule> rules = boxed(list);
    std::vector<char> kept(rules.size(), 1);
    for (std::size_t end = rules.size(); end > 0;) {
        std::size_t from = end - 1;
        while (from > 0 && rules[from - 1].rule->index == rules[end - 1].rule->index)
            --from;
        const bool allows = rules[from].rule->allows;
        UselessRule useless{.kind = UselessRule::Kind::Shadowed,
                            .resource = acl,
                            .ofAcl = true,
                            .outbound = outbound,
                            .index = rules[from].rule->index};
        const std::vector<HeaderBox> rest = reached(rules, kept, from, end, useless.others);
        bool drop = rest.empty();
        if (!drop) {
            useless.kind = UselessRule::Kind::Redundant;
            useless.others.clear();
            drop = decidedAlike(rules, kept, end, allows, rest, useless.others);
        }
        if (drop) {
            useless.contradicted = useless.kind == UselessRule::Kind::Shadowed &&
                                   std::any_of(rules.begin(), rules.begin() + static_cast<std::ptrdiff_t>(from),
                                               [&](const BoxedRule& each) {
                                                   return each.rule->allows != allows &&
                                                          std::find(useless.others.begin(), useless.others.end(),
                                                                    each.rule->index) != useless.others.end();
                                               });
            std::fill(kept.begin() + static_cast<std::ptrdiff_t>(from), kept.begin() + static_cast<std::ptrdiff_t>(end),
                      0);
            out.push_back(std::move(useless));
        }
        end = from;
    }
}

/// What was found in groups and ACLs, by their compiled form.
class Found {
public:
    template <class Find>
    void addTo(std::vector<UselessRule>& out, const CompiledPtr& compiled, Find find) {
        const std::lock_guard lock(m_mutex);
        auto& [source, list] = m_found[compiled->self];
        if (source != compiled) {
            source = compiled;
            list.clear();
            find(list);
            std::sort(list.begin(), list.end(), [](const UselessRule& a, const UselessRule& b) {
                return std::pair(a.outbound, a.index) < std::pair(b.outbound, b.index);
            });
        }
        out.insert(out.end(), list.begin(), list.end());
    }

private:
    std::mutex m_mutex;
    std::unordered_map<Handle, std::pair<CompiledPtr, std::vector<UselessRule>>> m_found;
};

} // namespace

std::string UselessRule::pointer() const {
    return (ofAcl ? "/entries/" : outbound ? "/egress/" : "/ingress/") + std::to_string(index);
}

std::vector<UselessRule> uselessRules(const NetworkIndex& index) {
    Found& found = index.derived->get<Found>();
    std::vector<UselessRule> out;
    index.topology.forEach<SecurityGroup>([&](const SecurityGroup& each) {
        const CompiledPtr& compiled = index.compiled[index.handles->find(each.id)];
        const auto& group = static_cast<const CompiledGroup&>(*compiled);
        found.addTo(out, compiled, [&](std::vector<UselessRule>& list) {
            addUseless(group.ingress, each.id, false, list);
            addUseless(group.egress, each.id, true, list);
        });
    });
    index.topology.forEach<NetworkAcl>([&](const NetworkAcl& each) {
        const CompiledPtr& compiled = index.compiled[index.handles->find(each.id)];
        const auto& acl = static_cast<const CompiledAcl&>(*compiled);
        found.addTo(out, compiled, [&](std::vector<UselessRule>& list) {
            addUselessEntries(acl.inbound, each.id, false, list);
            addUselessEntries(acl.outbound, each.id, true, list);
            std::erase_if(list, [&](const UselessRule& rule) {
                return each.entries[static_cast<std::size_t>(rule.index)].number > lastAclNumber;
            });
        });
    });
    return out;
}

} // namespace waylight
