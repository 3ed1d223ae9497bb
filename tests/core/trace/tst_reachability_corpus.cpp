// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/formats/describe/describe.h"
#include "core/trace/engine.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

/// Measured results from real AWS networks, and the assertions of another engine's tests: every one must hold.
class ReachabilityCorpusTest : public QObject {
    Q_OBJECT

private:
    static constexpr int coreRows = 762;
    static constexpr int balancerRows = 224;
    static constexpr int engineRows = 35;

    struct Tally {
        int agree = 0;
        int rows = 0;
        QMap<QString, int> restCounts; ///< "measured allowed, answered unknown" and how often
    };

    static std::string text(const Json& object, const char* key) {
        const auto at = object.find(key);
        return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
    }

    static Protocol protocolOf(const std::string& name) {
        if (name.starts_with("any"))
            return Protocol::number(0); // the corpus's "any" is protocol 0, which only all-traffic rules match
        const auto parsed = Protocol::parse(name.substr(0, name.find(' ')));
        return parsed ? *parsed : Protocol::tcp();
    }

    static Request requestOf(const Json& row, bool lab) {
        Request request;
        if (lab) {
            const std::string interface = text(row, "srcEni");
            request.from = text(row, "srcKind") == "internet" ? Id("internet") : interface.empty() ? text(row, "src") : interface;
            request.to = text(row, "dst");
        } else {
            const std::string node = text(row["src"], "node");
            const std::string address = text(row["src"], "ip");
            request.from = node == "internet" || address.empty() ? node : address;
            request.to = text(row["dst"], "ip");
        }
        request.protocol = protocolOf(text(row, "protocol"));
        if (const auto port = row.find("dstPort"); port != row.end() && port->is_number())
            request.port = port->get<int>();
        if (const auto port = row.find("srcPort"); port != row.end() && port->is_number())
            request.sourcePort = port->get<int>();
        else
            request.sourcePort = 49152; // the corpus's convention
        return request;
    }

    static std::string expectedOf(const Json& row, bool lab) {
        if (lab)
            return row["reachable"].get<bool>() ? "allowed" : "blocked";
        return text(row, "expectedAwsVerdict") == "reachable" ? "allowed" : "blocked";
    }

    static int report(const QMap<QString, Tally>& tallies) {
        int agree = 0;
        for (auto at = tallies.begin(); at != tallies.end(); ++at) {
            agree += at->agree;
            QStringList rest;
            for (auto count = at->restCounts.begin(); count != at->restCounts.end(); ++count)
                rest += QStringLiteral("%1 × %2").arg(count.value()).arg(count.key());
            qInfo("%s: %d of %d agree%s", qPrintable(at.key()), at->agree, at->rows, rest.isEmpty() ? "" : qPrintable("; " + rest.join("; ")));
        }
        return agree;
    }

private slots:
    void rows() {
        const QString root = corpusPath("reachability");
        if (root.isEmpty())
            QSKIP("../shared/corpora is not on this machine");
        const auto cases = parseJson(readFile(root + "/cases.json").toStdString());
        QVERIFY(bool(cases));
        std::map<std::string, Network> networks;
        QMap<QString, Tally> core;
        QMap<QString, Tally> balancer;
        QMap<QString, Tally> engine;
        for (const Json& row : (*cases)["rows"]) {
            const bool lab = text(row, "kind") == "lab-measured";
            const std::string scope = text(row, "scope");
            if (lab ? scope != "core" && scope != "nlb" : !row.value("portable", false))
                continue;
            const std::string folder = (lab ? "labs/" : "snapshots/") + text(row, "snapshot");
            if (!networks.contains(folder)) {
                const auto loaded = readDescribe(root.toStdString() + '/' + folder + "/aws_configs");
                QVERIFY2(bool(loaded), folder.c_str());
                networks.emplace(folder, Network::compile(loaded->design.topology));
            }
            const std::string expected = expectedOf(row, lab);
            const std::string answer(enumName(trace(networks.at(folder), requestOf(row, lab)).verdict));
            Tally& tally = (!lab ? engine : scope == "nlb" ? balancer : core)[QString::fromStdString(folder)];
            ++tally.rows;
            if (answer == expected)
                ++tally.agree;
            else
                ++tally.restCounts[QString::fromStdString("measured " + expected + ", answered " + answer)];
        }
        QCOMPARE(report(core), coreRows);
        QCOMPARE(report(balancer), balancerRows);
        QCOMPARE(report(engine), engineRows);
    }
};

WAYLIGHT_TEST(ReachabilityCorpusTest)
#include "tst_reachability_corpus.moc"
