// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/formats/describe/describe.h"
#include "core/model/codec.h"
#include "core/network/network.h"
#include "core/trace/engine.h"
#include "tests/support/corpora.h"
#include "tests/support/naive_network.h"
#include "tests/support/random_network.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <future>
#include <map>
#include <set>

using namespace waylight;

namespace {

constexpr int flowsInNetwork = 250;
constexpr int mostShown = 5;

struct Disagreement {
    unsigned seed = 0;
    Request request;
    std::string ours, naive, naiveReason;
};

/// What a range of networks brought.
struct Tally {
    std::map<std::string, int> verdicts, reasons, kinds; ///< kinds: on the paths of allowed flows
    std::vector<Disagreement> disagreements;

    void add(const Tally& other) {
        for (const auto& [name, count] : other.verdicts)
            verdicts[name] += count;
        for (const auto& [name, count] : other.reasons)
            reasons[name] += count;
        for (const auto& [name, count] : other.kinds)
            kinds[name] += count;
        disagreements.insert(disagreements.end(), other.disagreements.begin(), other.disagreements.end());
    }
};

std::string engineVerdict(const Topology& topology, const Request& request) {
    return std::string(enumName(trace(Network::compile(topology), request).verdict));
}

void count(const Topology& topology, const NaiveVerdict& naive, Tally& tally) {
    ++tally.verdicts[naive.verdict];
    if (!naive.reason.empty())
        ++tally.reasons[naive.reason];
    std::set<std::string> kinds;
    for (const Id& id : naive.path)
        if (const ResourcePtr resource = topology.find(id); resource && naive.verdict == "allowed")
            kinds.emplace(typeInfo(*resource).name);
    for (const std::string& kind : kinds)
        ++tally.kinds[kind];
}

Tally compared(unsigned firstSeed, unsigned endSeed, unsigned step) {
    Tally tally;
    for (unsigned seed = firstSeed; seed < endSeed; seed += step) {
        const Topology topology = randomNetwork(seed);
        const Network network = Network::compile(topology);
        Dice dice(seed + 1);
        for (int i = 0; i < flowsInNetwork; ++i) {
            const Request request = randomFlow(topology, dice);
            const NaiveVerdict naive = naiveVerdict(topology, request);
            const Trace ours = trace(network, request);
            count(topology, naive, tally);
            if (enumName(ours.verdict) != naive.verdict)
                tally.disagreements.push_back(
                    {seed, request, std::string(enumName(ours.verdict)), naive.verdict, naive.reason});
        }
    }
    return tally;
}

/// The network without the resources that the disagreement does not need.
Topology shrunk(Topology topology, const Disagreement& found) {
    std::vector<Id> ids;
    topology.forEachResource([&](const ResourcePtr& each) { ids.push_back(base(*each).id); });
    for (const Id& id : ids) {
        Topology smaller = topology;
        smaller.erase(id);
        const NaiveVerdict naive = naiveVerdict(smaller, found.request);
        if (naive.verdict == found.naive && naive.reason == found.naiveReason &&
            engineVerdict(smaller, found.request) == found.ours)
            topology = smaller;
    }
    return topology;
}

std::string text(const Trace& ours) {
    std::string line;
    for (const Hop& hop : ours.hops) {
        line += ' ' + hop.resource;
        for (const Check& check : hop.checks)
            if (check.outcome != Outcome::Pass)
                line += '[' + check.code + ']';
    }
    return line;
}

std::string text(const NaiveVerdict& naive) {
    std::string line;
    for (const Id& id : naive.path)
        line += ' ' + id;
    return line;
}

/// One resource a line, so that a small network can be read.
std::string dump(const Topology& topology) {
    std::string lines;
    topology.forEachResource([&](const ResourcePtr& each) {
        lines += "    " + std::string(typeInfo(*each).name) + ' ' + toJson(*each).dump() + '\n';
    });
    return lines;
}

void show(const Disagreement& found) {
    const Topology small = shrunk(randomNetwork(found.seed), found);
    const NaiveVerdict naive = naiveVerdict(small, found.request);
    const Trace ours = trace(Network::compile(small), found.request);
    const std::string lines = "seed " + std::to_string(found.seed) + ": " + toJson(found.request).dump() +
                              "\n  engine: " + found.ours + text(ours) + "\n  naive:  " + found.naive + " (" +
                              naive.reason + ")" + text(naive) + '\n' + dump(small);
    qWarning("%s", lines.c_str());
}

void print(const char* title, const std::map<std::string, int>& counts) {
    QString line = title;
    for (const auto& [name, number] : counts)
        line += QStringLiteral(" %1 %2,").arg(QString::fromStdString(name)).arg(number);
    qInfo("%s", qPrintable(line));
}

QStringList neverReached(const std::vector<const char*>& names, const std::map<std::string, int>& counts) {
    QStringList missing;
    for (const char* name : names)
        if (counts.count(name) == 0)
            missing << QString::fromLatin1(name);
    return missing;
}

const std::vector<const char*> kinds = {"egress-only-internet-gateway",
                                        "internet-gateway",
                                        "load-balancer",
                                        "nat-gateway",
                                        "network-interface",
                                        "route-table",
                                        "transit-gateway",
                                        "transit-gateway-attachment",
                                        "transit-gateway-route-table",
                                        "vpc-endpoint",
                                        "vpc-peering",
                                        "vpn-connection",
                                        "vpn-gateway"};

const std::vector<const char*> reasons = {"acl-in",
                                          "acl-in-reply",
                                          "acl-out",
                                          "acl-out-reply",
                                          "answers-nothing",
                                          "blackhole",
                                          "bpa-bidirectional",
                                          "bpa-ingress",
                                          "edge-asymmetric",
                                          "eigw-ipv6-only",
                                          "eigw-not-attached",
                                          "eigw-outbound-only",
                                          "endpoint-does-not-serve",
                                          "endpoint-not-the-service",
                                          "endpoint-outsider",
                                          "endpoint-protocol",
                                          "endpoint-state",
                                          "igw-no-public-address",
                                          "igw-none-in",
                                          "igw-not-attached",
                                          "igw-private-destination",
                                          "igw-spoofed-source",
                                          "loop",
                                          "middlebox-not-public",
                                          "nat-ipv4-only",
                                          "nat-other-vpc",
                                          "nat-protocol",
                                          "nat-regional-private",
                                          "nat-reply",
                                          "nat-started-outside",
                                          "nat-state",
                                          "nat-uninvited",
                                          "nat-zone",
                                          "nlb-no-listener",
                                          "nlb-no-target",
                                          "nlb-state",
                                          "no-address-of-family",
                                          "no-route",
                                          "nobody",
                                          "not-running",
                                          "peering-destination",
                                          "peering-not-transitive",
                                          "peering-other-vpc",
                                          "peering-state",
                                          "reply-from-another",
                                          "reply-to-another",
                                          "reserved-destination",
                                          "sg-in",
                                          "sg-out",
                                          "source-dest-check",
                                          "source-starts-nothing",
                                          "tgw-attachment-state",
                                          "tgw-blackhole",
                                          "tgw-no-association",
                                          "tgw-no-route",
                                          "tgw-not-attached",
                                          "tgw-state",
                                          "tgw-zone",
                                          "vgw-not-attached",
                                          "vgw-state",
                                          "vpn-not-carried",
                                          "unknown-acl",
                                          "unknown-attached-vpc",
                                          "unknown-attachment-subnet",
                                          "unknown-attachment-type",
                                          "unknown-endpoint-subnet",
                                          "unknown-load-balancer",
                                          "unknown-middlebox-translation",
                                          "unknown-nat-subnet",
                                          "unknown-nat64",
                                          "unknown-peer",
                                          "unknown-route",
                                          "unknown-route-table",
                                          "unknown-security-group",
                                          "unknown-subnet",
                                          "unknown-target",
                                          "unknown-target-group",
                                          "unknown-tgw-peer",
                                          "unknown-tgw-route",
                                          "unknown-vpn",
                                          "unknown-vpn-networks"};

std::string word(const Json& row, const char* key) {
    const auto at = row.find(key);
    return at != row.end() && at->is_string() ? at->get<std::string>() : std::string();
}

/// The flow that a measured row of the corpus asks for.
Request measuredFlow(const Json& row) {
    Request request;
    const std::string interface = word(row, "srcEni");
    request.from = word(row, "srcKind") == "internet" ? Id("internet")
                   : interface.empty()                ? word(row, "src")
                                                      : interface;
    request.to = word(row, "dst");
    request.protocol = *Protocol::parse(word(row, "protocol"));
    if (const auto port = row.find("dstPort"); port != row.end() && port->is_number())
        request.port = port->get<int>();
    return request;
}

} // namespace

/// The engine against the naive evaluator of tests/support, which was written from the specification alone.
class NaiveAgreementTest : public QObject {
    Q_OBJECT

private slots:
    /// The reference must itself be right: every ping and port scan measured on real networks.
    void theNaiveEvaluatorAgreesWithMeasuredNetworks() {
        const std::string root = corpusPath("reachability").toStdString();
        if (root.empty())
            QSKIP("../shared/corpora is not on this machine");
        const auto cases = parseJson(readFile(QString::fromStdString(root + "/cases.json")).toStdString());
        QVERIFY(bool(cases));
        std::map<std::string, Topology> networks;
        int rows = 0;
        for (const Json& row : (*cases)["rows"]) {
            const std::string scope = word(row, "scope");
            if (word(row, "kind") != "lab-measured" || (scope != "core" && scope != "nlb"))
                continue;
            const std::string folder = root + "/labs/" + word(row, "snapshot");
            if (!networks.contains(folder)) {
                const auto loaded = readDescribe(folder + "/aws_configs");
                QVERIFY2(bool(loaded), folder.c_str());
                networks.emplace(folder, loaded->design.topology);
            }
            const NaiveVerdict answer = naiveVerdict(networks.at(folder), measuredFlow(row));
            const std::string expected = row["reachable"].get<bool>() ? "allowed" : "blocked";
            QVERIFY2(answer.verdict == expected,
                     (word(row, "id") + ": " + answer.verdict + ' ' + answer.reason).c_str());
            ++rows;
        }
        QVERIFY(rows > 0);
    }

    /// 1,000,000 flows.
    void theEngineAgreesWithTheNaiveEvaluator() {
        constexpr unsigned networks = 4000;
        std::future<Tally> odd = std::async(std::launch::async, compared, 1u, networks, 2u);
        Tally tally = compared(0, networks, 2);
        tally.add(odd.get());
        print("verdicts:", tally.verdicts);
        print("kinds on allowed paths:", tally.kinds);
        print("reasons:", tally.reasons);
        for (std::size_t i = 0; i < tally.disagreements.size() && i < mostShown; ++i)
            show(tally.disagreements[i]);
        QCOMPARE(tally.disagreements.size(), std::size_t(0));
        QCOMPARE(neverReached(kinds, tally.kinds), QStringList());
        QCOMPARE(neverReached(reasons, tally.reasons), QStringList());
        QVERIFY(tally.verdicts["allowed"] * 4 > static_cast<int>(networks) * flowsInNetwork);
    }
};

WAYLIGHT_TEST(NaiveAgreementTest)
#include "tst_naive_agreement.moc"
