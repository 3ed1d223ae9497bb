// SPDX-License-Identifier: MIT
#include "core/analysis/findings.h"
#include "core/analysis/useless_rules.h"

#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <algorithm>

using namespace waylight;

namespace {

Cidr block(const char* text) { return *Cidr::parse(text); }

/// One header of each kind that the rules of these tests can tell apart.
std::vector<Packet> allKinds() {
    std::vector<Packet> packets;
    for (const char* address : {"9.255.255.255", "10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.7", "10.0.0.8"})
        for (const int protocol : {6, 17, 50})
            for (int port = 0; port <= (protocol == 50 ? 0 : 9); ++port)
                packets.push_back({.source = *IpAddress::parse(address), .protocol = Protocol::number(protocol), .destinationPort = port});
    return packets;
}

bool matches(const auto& rule, const Packet& packet) {
    if (!rule.protocol.covers(packet.protocol) || !rule.cidr->contains(packet.source))
        return false;
    return !packet.protocol.hasPorts() || rule.protocol.isAll() || (*rule.fromPort <= packet.destinationPort && packet.destinationPort <= *rule.toPort);
}

template <class Rule>
Rule randomRule(Dice& dice) {
    constexpr const char* blocks[] = {"0.0.0.0/0", "10.0.0.0/29", "10.0.0.0/30", "10.0.0.0/31", "10.0.0.2/31", "10.0.0.1/32", "10.0.0.4/30"};
    constexpr int protocols[] = {-1, 6, 6, 6, 17, 50};
    Rule rule;
    rule.cidr = block(dice.oneOf(blocks));
    const int protocol = dice.oneOf(protocols);
    rule.protocol = protocol < 0 ? Protocol() : Protocol::number(protocol);
    if (rule.protocol.hasPorts()) {
        rule.fromPort = dice.below(5);
        rule.toPort = dice.chance(20) ? 65535 : *rule.fromPort + dice.below(5);
    }
    return rule;
}

template <class T>
Topology topologyOf(T resource) {
    std::vector<ResourcePtr> resources{std::make_shared<const Resource>(std::move(resource))};
    return Topology::fromResources(std::move(resources));
}

std::vector<UselessRule> uselessOf(const Topology& topology) { return uselessRules(Network::compile(topology).index()); }

bool decides(const std::vector<AclEntry>& entries, const Packet& packet) {
    const AclEntry* first = nullptr;
    for (const AclEntry& entry : entries)
        if (matches(entry, packet) && (!first || entry.number < first->number))
            first = &entry;
    return first && first->action == RuleAction::Allow;
}

bool allows(const std::vector<SecurityGroupRule>& rules, const Packet& packet) {
    return std::any_of(rules.begin(), rules.end(), [&](const SecurityGroupRule& rule) { return matches(rule, packet); });
}

template <class Rule>
std::vector<Rule> without(std::vector<Rule> rules, std::vector<int> indices) {
    std::sort(indices.rbegin(), indices.rend());
    for (const int index : indices)
        rules.erase(rules.begin() + index);
    return rules;
}

std::vector<int> indicesOf(const std::vector<UselessRule>& useless) {
    std::vector<int> indices;
    for (const UselessRule& each : useless)
        indices.push_back(each.index);
    return indices;
}

AclEntry entry(int number, RuleAction action, const char* source, int from, int to) {
    AclEntry made;
    made.number = number;
    made.action = action;
    made.cidr = block(source);
    made.protocol = Protocol::tcp();
    made.fromPort = from;
    made.toPort = to;
    return made;
}

} // namespace

/// Rules that decide nothing: all of them together can go, and no other could go besides.
class UselessRulesTest : public QObject {
    Q_OBJECT

private slots:
    void entriesOfRandomAcls() {
        const std::vector<Packet> packets = allKinds();
        std::size_t useless = 0, shadowed = 0;
        for (unsigned seed = 0; seed < 1500; ++seed) {
            Dice dice(seed);
            NetworkAcl acl;
            acl.id = "acl";
            for (int i = 0; i < 2 + dice.below(7); ++i) {
                acl.entries.push_back(randomRule<AclEntry>(dice));
                acl.entries.back().number = 10 + 10 * i;
                acl.entries.back().action = dice.chance(50) ? RuleAction::Allow : RuleAction::Deny;
            }
            const auto found = uselessOf(topologyOf(acl));
            const auto rest = without(acl.entries, indicesOf(found));
            const auto same = [&](const std::vector<AclEntry>& entries) { return std::all_of(packets.begin(), packets.end(), [&](const Packet& packet) { return decides(entries, packet) == decides(acl.entries, packet); }); };
            QVERIFY2(same(rest), std::to_string(seed).c_str());
            for (int i = 0; i < static_cast<int>(rest.size()); ++i)
                QVERIFY2(!same(without(rest, {i})), std::to_string(seed).c_str());
            for (const UselessRule& each : found)
                if (each.kind == UselessRule::Kind::Shadowed) {
                    ++shadowed;
                    const AclEntry& own = acl.entries[static_cast<std::size_t>(each.index)];
                    for (const Packet& packet : packets)
                        QVERIFY(!matches(own, packet) || std::any_of(each.others.begin(), each.others.end(), [&](int other) { return matches(acl.entries[static_cast<std::size_t>(other)], packet); }));
                }
            useless += found.size();
        }
        QVERIFY(useless > 1000 && shadowed > 300);
    }

    void rulesOfRandomGroups() {
        const std::vector<Packet> packets = allKinds();
        std::size_t useless = 0;
        for (unsigned seed = 0; seed < 1500; ++seed) {
            Dice dice(seed);
            SecurityGroup group;
            group.id = "sg";
            for (int i = 0; i < 2 + dice.below(7); ++i)
                group.ingress.push_back(randomRule<SecurityGroupRule>(dice));
            const auto found = uselessOf(topologyOf(group));
            const auto rest = without(group.ingress, indicesOf(found));
            const auto same = [&](const std::vector<SecurityGroupRule>& rules) { return std::all_of(packets.begin(), packets.end(), [&](const Packet& packet) { return allows(rules, packet) == allows(group.ingress, packet); }); };
            QVERIFY2(same(rest), std::to_string(seed).c_str());
            for (int i = 0; i < static_cast<int>(rest.size()); ++i)
                QVERIFY2(!same(without(rest, {i})), std::to_string(seed).c_str());
            useless += found.size();
        }
        QVERIFY(useless > 1000);
    }

    void theyAreFindings() {
        NetworkAcl acl;
        acl.id = "acl";
        acl.entries = {entry(100, RuleAction::Deny, "10.0.0.0/8", 0, 65535), entry(110, RuleAction::Allow, "10.1.0.0/16", 443, 443), entry(120, RuleAction::Allow, "0.0.0.0/0", 443, 443),
                       entry(32767, RuleAction::Deny, "0.0.0.0/0", 0, 65535)};
        acl.entries.back().protocol = Protocol();
        Design design;
        design.topology = topologyOf(acl);
        std::vector<Finding> shadowed, redundant;
        for (const Finding& each : findings(design, Network::compile(design.topology)))
            if (each.rule == "shadowed-rule")
                shadowed.push_back(each);
            else if (each.rule == "redundant-rule")
                redundant.push_back(each);
        QCOMPARE(shadowed.size(), std::size_t(1));
        QCOMPARE(shadowed.front().pointer, std::string("/entries/1"));
        QCOMPARE(shadowed.front().severity, Severity::Warning);
        QVERIFY(toEnglish(shadowed.front().message).find("100") != std::string::npos);
        QVERIFY(redundant.empty()); // AWS's own last entry is no finding
    }

    /// Rules for members of a group, whose addresses nobody knows, are covered by the same reference or by all addresses only.
    void rulesThatNameGroups() {
        SecurityGroup group;
        group.id = "sg";
        SecurityGroupRule members;
        members.group = "sg-other";
        SecurityGroupRule everybody;
        everybody.cidr = Cidr::all(IpFamily::V4);
        group.ingress = {members, everybody};
        QVERIFY(uselessOf(topologyOf(group)).empty()); // they may come by IPv6
        everybody.cidr = Cidr::all(IpFamily::V6);
        group.ingress.push_back(everybody);
        QCOMPARE(indicesOf(uselessOf(topologyOf(group))), std::vector<int>{0});
        group.ingress = {members, members};
        QCOMPARE(indicesOf(uselessOf(topologyOf(group))), std::vector<int>{1});
    }

    void aStrangeListTakesNoTime() {
        SecurityGroup group;
        group.id = "sg";
        Dice dice(1);
        for (int i = 0; i < 5000; ++i)
            group.ingress.push_back(randomRule<SecurityGroupRule>(dice));
        QVERIFY(uselessOf(topologyOf(group)).empty());
    }
};

WAYLIGHT_TEST(UselessRulesTest)
#include "tst_useless_rules.moc"
