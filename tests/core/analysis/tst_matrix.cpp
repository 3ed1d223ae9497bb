// SPDX-License-Identifier: MIT
#include "core/analysis/matrix.h"

#include "core/analysis/matrix/facts.h"
#include "core/network/verdict.h"
#include "tests/support/network_sketch.h"
#include "tests/support/random_network.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <algorithm>

using namespace waylight;

namespace {

/// The verdict of one pair, asked of the engine by itself.
Outcome pairVerdict(const Network& network, const MatrixService& service, const Id& from, const Id& to) {
    const NetworkIndex& index = network.index();
    const auto* a = index.find<CompiledInterface>(from);
    const auto* b = index.find<CompiledInterface>(to);
    for (const IpFamily family : {IpFamily::V4, IpFamily::V6})
        if (a->primary(family) && b->primary(family))
            return verdict(index, *a, matrix::packetOf(service, *a, *a->primary(family), *b->primary(family)));
    return Outcome::Unknown;
}

Outcome targetVerdict(const Network& network, const MatrixService& service, const Id& from, const MatrixTarget& to) {
    const NetworkIndex& index = network.index();
    const auto* a = index.find<CompiledInterface>(from);
    for (const auto& [source, destination] : {std::pair(a->primary(IpFamily::V4), to.v4), std::pair(a->primary(IpFamily::V6), to.v6)})
        if (source && destination)
            return verdict(index, *a, matrix::packetOf(service, *a, *source, *destination));
    return Outcome::Unknown;
}

/// The first pair on which a matrix and the engine differ; empty: none.
std::string difference(const Matrix& matrix) {
    const auto word = [](Outcome outcome) { return std::string(enumName(outcome)); };
    const auto interfaces = matrix.interfaces();
    for (const Id& from : interfaces) {
        for (const Id& to : interfaces)
            if (const Outcome expected = pairVerdict(matrix.network(), matrix.service(), from, to); matrix.verdictOf(from, to) != expected)
                return from + " -> " + to + ": " + word(matrix.verdictOf(from, to)) + ", not " + word(expected);
        for (const MatrixTarget& to : matrix.targets())
            if (const Outcome expected = targetVerdict(matrix.network(), matrix.service(), from, to); matrix.verdictOf(from, to.name) != expected)
                return from + " -> " + to.name + ": " + word(matrix.verdictOf(from, to.name)) + ", not " + word(expected);
    }
    return {};
}

/// Changes one resource of a network: adds and takes away rules, entries, routes, associations; removes a resource.
class Editor {
public:
    Editor(Topology topology, unsigned seed) : m_topology(std::move(topology)), m_dice(seed) {}

    const Topology& edited() {
        switch (m_dice.below(9)) {
        case 0:
            change<SecurityGroup>([&](SecurityGroup& group) { editRules(m_dice.chance(50) ? group.ingress : group.egress); });
            break;
        case 1:
            change<NetworkAcl>([&](NetworkAcl& acl) { editEntries(acl.entries); });
            break;
        case 2:
            change<RouteTable>([&](RouteTable& table) { editRoutes(table.routes); });
            break;
        case 3:
            change<Subnet>([&](Subnet& subnet) { subnet.routeTable = idOf<RouteTable>(); });
            break;
        case 4:
            change<Subnet>([&](Subnet& subnet) { subnet.networkAcl = idOf<NetworkAcl>(); });
            break;
        case 5:
            change<NetworkInterface>([&](NetworkInterface& interface) { interface.groups = {idOf<SecurityGroup>()}; });
            break;
        case 6:
            change<Instance>([&](Instance& instance) { instance.state = m_dice.chance(50) ? "running" : "stopped"; });
            break;
        case 7:
            change<InternetGateway>([&](InternetGateway& gateway) { gateway.vpc = m_dice.chance(50) ? Id() : idOf<Vpc>(); });
            break;
        default:
            removeSomething();
        }
        return m_topology;
    }

private:
    template <class T>
    Id idOf() {
        const std::size_t count = m_topology.table(kindOf<T>).size();
        if (count == 0)
            return {};
        auto at = m_topology.table(kindOf<T>).begin();
        for (int i = m_dice.below(static_cast<int>(count)); i > 0; --i)
            ++at;
        return at->first;
    }

    template <class T, class Edit>
    void change(Edit edit) {
        const T* found = m_topology.get<T>(idOf<T>());
        if (!found)
            return;
        T copy = *found;
        edit(copy);
        m_topology.set(Resource(std::move(copy)));
    }

    Cidr block() {
        const Id id = idOf<NetworkInterface>();
        const NetworkInterface* some = m_topology.get<NetworkInterface>(id);
        const bool own = some && !some->addresses.empty() && some->addresses.front().address && m_dice.chance(70);
        return own ? Cidr(*some->addresses.front().address, 20 + m_dice.below(13)) : Cidr::all(IpFamily::V4);
    }

    template <class List>
    void dropOne(List& list) {
        if (!list.empty())
            list.erase(list.begin() + m_dice.below(static_cast<int>(list.size())));
    }

    void editRules(std::vector<SecurityGroupRule>& rules) {
        if (m_dice.chance(40))
            return dropOne(rules);
        SecurityGroupRule rule;
        rule.protocol = m_dice.chance(50) ? Protocol::all() : Protocol::tcp();
        rule.fromPort = m_dice.below(443);
        rule.toPort = 443 + m_dice.below(100);
        if (m_dice.chance(30))
            rule.group = idOf<SecurityGroup>();
        else
            rule.cidr = block();
        rules.push_back(rule);
    }

    void editEntries(std::vector<AclEntry>& entries) {
        if (m_dice.chance(40))
            return dropOne(entries);
        AclEntry entry;
        entry.number = 1 + m_dice.below(300);
        entry.egress = m_dice.chance(50);
        entry.action = m_dice.chance(50) ? RuleAction::Allow : RuleAction::Deny;
        entry.cidr = block();
        if (m_dice.chance(50)) {
            entry.protocol = Protocol::tcp();
            entry.fromPort = m_dice.below(2000);
            entry.toPort = 65535;
        }
        entries.push_back(entry);
    }

    void editRoutes(std::vector<Route>& routes) {
        if (m_dice.chance(30))
            return dropOne(routes);
        Route route;
        route.destination = block();
        const Id targets[] = {idOf<NetworkInterface>(), idOf<NatGateway>(), idOf<VpcPeering>(), idOf<TransitGateway>(), idOf<InternetGateway>(), idOf<Instance>()};
        route.target = m_dice.oneOf(targets);
        if (m_dice.chance(10))
            route.state = RouteState::Blackhole;
        routes.push_back(route);
    }

    void removeSomething() {
        const Id victims[] = {idOf<NetworkInterface>(), idOf<SecurityGroup>(), idOf<VpcPeering>(), idOf<NatGateway>(), idOf<ElasticIp>(), idOf<Instance>()};
        m_topology.erase(m_dice.oneOf(victims));
    }

    Topology m_topology;
    Dice m_dice;
};

/// The network with copies of its interfaces beside them, at neighbouring addresses and at others of their subnets.
Topology crowded(Topology topology, unsigned seed) {
    Dice dice(seed);
    std::vector<NetworkInterface> interfaces;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& each) { interfaces.push_back(each); });
    for (const NetworkInterface& each : interfaces) {
        const Subnet* subnet = topology.get(each.subnet);
        if (!subnet || !subnet->cidr || each.addresses.empty() || !each.addresses.front().address)
            continue;
        for (int i = 0; i < 4; ++i) {
            NetworkInterface copy = each;
            copy.id = each.id + "-copy-" + std::to_string(i);
            const IpAddress address = dice.chance(50) ? each.addresses.front().address->plus(static_cast<std::uint64_t>(1 + dice.below(40))) : subnet->cidr->address().plus(static_cast<std::uint64_t>(4 + dice.below(200)));
            copy.addresses = {each.addresses.front()};
            copy.addresses.front().address = address;
            if (copy.addresses.front().publicIp)
                copy.addresses.front().publicIp = IpAddress::v4(0x37000000u + static_cast<std::uint32_t>(dice.below(1 << 24)));
            for (IpAddress& own : copy.ipv6Addresses)
                own = own.plus(static_cast<std::uint64_t>(1 + dice.below(100)));
            if (const Instance* instance = topology.get(each.instance)) {
                Instance twin = *instance;
                twin.id = instance->id + "-copy-" + std::to_string(i);
                copy.instance = twin.id;
                topology.set(Resource(std::move(twin)));
            }
            topology.set(Resource(std::move(copy)));
        }
    }
    return topology;
}

MatrixService serviceFor(unsigned seed) {
    constexpr int ports[] = {443, 22, 80, 8080};
    if (seed % 7 == 3)
        return {Protocol::icmp(), 0};
    return {seed % 5 == 1 ? Protocol::udp() : Protocol::tcp(), ports[seed % 4]};
}

} // namespace

/// The matrix over all pairs equals asking pair by pair, and after an edit it equals a new one.
class MatrixTest : public QObject {
    Q_OBJECT

private slots:
    void equalsPairwiseVerdicts() {
        const unsigned networks = qEnvironmentVariableIsSet("WAYLIGHT_FULL") ? 2000 : 300;
        std::size_t pairs = 0, classes = 0, interfaces = 0;
        for (unsigned seed = 0; seed < networks; ++seed) {
            const Matrix matrix = Matrix::of(Network::compile(crowded(randomNetwork(seed), seed)), serviceFor(seed));
            const std::string found = difference(matrix);
            QVERIFY2(found.empty(), ("seed " + std::to_string(seed) + ": " + found).c_str());
            pairs += matrix.interfaceCount() * matrix.interfaceCount();
            classes += matrix.classCount();
            interfaces += matrix.interfaceCount();
        }
        qInfo("%zu pairs; %zu interfaces in %zu classes", pairs, interfaces, classes);
    }

    void equalsPairwiseVerdictsAfterEdits() {
        const unsigned networks = qEnvironmentVariableIsSet("WAYLIGHT_FULL") ? 1000 : 120;
        for (unsigned seed = 0; seed < networks; ++seed) {
            Editor editor(seed % 3 == 0 ? crowded(randomNetwork(seed), seed) : randomNetwork(seed), seed);
            Network network = Network::compile(editor.edited());
            Matrix matrix = Matrix::of(network, serviceFor(seed));
            for (int edit = 0; edit < 12; ++edit) {
                network = Network::compile(editor.edited(), &network);
                const Matrix next = matrix.updated(network);
                const std::string found = difference(next);
                QVERIFY2(found.empty(), ("seed " + std::to_string(seed) + ", edit " + std::to_string(edit) + ": " + found).c_str());
                checkFlips(matrix, next);
                matrix = next;
            }
        }
    }

private:
    static void checkFlips(const Matrix& before, const Matrix& after) {
        const MatrixFlips flips(before, after);
        std::set<std::pair<Id, Id>> told;
        for (const MatrixFlip& flip : flips.list()) {
            QVERIFY(flip.before != flip.after);
            const auto to = flip.toTarget ? std::vector{after.targets()[flip.to].name} : flips.members(flip.to);
            QCOMPARE(flips.pairCount(flip), flips.members(flip.from).size() * to.size());
            for (const Id& a : flips.members(flip.from))
                for (const Id& b : to) {
                    QVERIFY(told.emplace(a, b).second);
                    QVERIFY(before.verdictOf(a, b) == flip.before && after.verdictOf(a, b) == flip.after);
                }
        }
        std::size_t count = 0;
        for (const Id& a : after.interfaces())
            for (const Id& b : after.interfaces())
                count += before.classOf(a) && before.classOf(b) && before.verdictOf(a, b) != after.verdictOf(a, b);
        for (const auto& [a, b] : told)
            count -= after.classOf(b) ? 1 : 0;
        QCOMPARE(count, std::size_t(0));
    }

    static Topology twoHosts() {
        NetworkSketch sketch;
        sketch.subnet("a", "10.0.1.0/24");
        sketch.subnet("b", "10.0.2.0/24");
        sketch.instance("client", "a", "10.0.1.10");
        sketch.instance("server", "b", "10.0.2.20");
        return sketch.topology;
    }

private slots:
    void bitsEqualVerdicts() {
        for (unsigned seed = 0; seed < 40; ++seed) {
            const Matrix matrix = Matrix::of(Network::compile(randomNetwork(seed)));
            const auto names = matrix.interfaces();
            const auto bits = matrix.expanded();
            const std::size_t words = (names.size() + 63) / 64;
            for (std::size_t a = 0; a < names.size(); ++a)
                for (std::size_t b = 0; b < names.size(); ++b)
                    QCOMPARE((bits[a * words + b / 64] >> b % 64 & 1) != 0, matrix.verdictOf(names[a], names[b]) == Outcome::Pass);
        }
    }
};

WAYLIGHT_TEST(MatrixTest)
#include "tst_matrix.moc"
