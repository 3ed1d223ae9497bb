// SPDX-License-Identifier: MIT
#include "core/analysis/fixes.h"
#include "core/trace/engine.h"
#include "tests/support/fault_shapes.h"
#include "tests/support/planted_fault.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <map>
#include <set>

using namespace waylight;

/// A network in which something is wrong: the engine says what, and offers a fix that makes the request pass.
class FixesTest : public QObject {
    Q_OBJECT

private:
    static constexpr unsigned count = 2000;

    static Trace asked(const Design& design, const Request& request) {
        return trace(Network::compile(design.topology), request);
    }

    static std::string words(const Trace& trace) {
        std::string text = std::string(enumName(trace.verdict));
        for (const Check& check : trace.blockers)
            text += "\n    " + std::string(enumName(check.direction)) + ' ' + check.code + " at " + check.resource +
                    check.pointer + ": " + toEnglish(check.message);
        for (const Missing& missing : trace.missing)
            text += "\n    not known: " + toEnglish(missing.message);
        return text;
    }

    static std::string words(const PlantedFault& fault, const Trace& trace, const std::vector<Fix>& fixes) {
        std::string text = fault.shape + ", " + fault.kind + " (culprit " + fault.culprit + ", " +
                           std::string(enumName(fault.stage)) + "), " + fault.request.protocol.toString() + ": " +
                           words(trace);
        for (const Fix& fix : fixes)
            text += "\n    fix: " + toEnglish(fix.title) + (fix.allows ? " (allows)" : "");
        return text;
    }

    static bool names(const Trace& trace, const PlantedFault& fault) {
        return std::any_of(trace.blockers.begin(), trace.blockers.end(), [&](const Check& check) {
            return check.resource == fault.culprit && check.stage == fault.stage;
        });
    }

    static void print(const char* title, const std::map<std::string, int>& counts) {
        std::string text;
        for (const auto& [name, number] : counts)
            text += (text.empty() ? "" : ", ") + name + ' ' + std::to_string(number);
        qInfo("%s: %s", title, text.c_str());
    }

private slots:
    void plantedFaults() {
        std::map<std::string, int> byShape, byKind, byFix;
        int failures = 0;
        const auto complain = [&](const char* what, unsigned seed, const std::string& text) {
            ++failures;
            qWarning("seed %u: %s: %s", seed, what, text.c_str());
        };
        for (unsigned seed = 0; seed < count; ++seed) {
            const PlantedFault fault = plantedFault(seed);
            const Trace before = asked(fault.before, fault.request);
            const Trace trace = asked(fault.after, fault.request);
            const auto offered = trace.verdict == Verdict::Blocked ? fixes(fault.after, trace) : std::vector<Fix>();
            ++byShape[fault.shape];
            ++byKind[fault.kind];
            if (before.verdict != Verdict::Allowed)
                complain("not allowed before", seed, words(fault, before, {}));
            else if (trace.verdict != Verdict::Blocked)
                complain("no fault", seed, words(fault, trace, {}));
            else if (!names(trace, fault))
                complain("the culprit is not named", seed, words(fault, trace, offered));
            else if (offered.empty() || !offered.front().allows ||
                     asked(offered.front().after, fault.request).verdict != Verdict::Allowed)
                complain("no fix", seed, words(fault, trace, offered));
            if (offered.empty())
                continue;
            const Patch patch = diff(fault.after, offered.front().after);
            QVERIFY(!patch.empty());
            QVERIFY(applied(offered.front().after, inverse(patch)) == fault.after);
            ++byFix[messageName(offered.front().title.id)];
        }
        print("shapes", byShape);
        print("faults", byKind);
        print("first fixes", byFix);
        QCOMPARE(failures, 0);
        std::set<std::string> kinds;
        for (const FaultShape& shape : faultShapes())
            for (unsigned seed = 0; seed < 8; ++seed) {
                FaultSketch sketch(seed);
                shape.draw(sketch);
                for (const Fault& fault : sketch.faults)
                    kinds.insert(fault.kind);
            }
        QVERIFY(kinds.size() >= 40);
        for (const std::string& kind : kinds)
            QVERIFY2(byKind.contains(kind), kind.c_str());
    }

    void everyOfferedFixRemovesItsBlocker() {
        for (unsigned seed = 0; seed < 400; ++seed) {
            const PlantedFault fault = plantedFault(seed);
            const Trace before = asked(fault.after, fault.request);
            int exposure = -1;
            bool allows = true;
            for (const Fix& fix : fixes(fault.after, before)) {
                const Trace after = asked(fix.after, fault.request);
                QVERIFY(std::find(before.blockers.begin(), before.blockers.end(), fix.blocker) !=
                        before.blockers.end());
                QVERIFY2(std::find(after.blockers.begin(), after.blockers.end(), fix.blocker) == after.blockers.end(),
                         words(fault, after, {fix}).c_str());
                QCOMPARE(fix.allows, after.verdict == Verdict::Allowed);
                QVERIFY(fix.allows <= allows);
                QVERIFY(fix.allows < allows || fix.exposure >= exposure);
                exposure = fix.exposure;
                allows = fix.allows;
            }
        }
    }

    /// The two hosts of `other-subnet`, with faults of these kinds planted one after the other.
    static PlantedFault twoHosts(const std::vector<std::string>& kinds) {
        const auto shapes = faultShapes();
        const auto shape = std::find_if(shapes.begin(), shapes.end(), [](const FaultShape& each) {
            return each.name == std::string("other-subnet");
        });
        FaultSketch sketch(4);
        shape->draw(sketch);
        PlantedFault out{
            .shape = shape->name, .kind = {}, .before = {}, .after = {}, .request = sketch.request, .culprit = {}};
        out.before.topology = sketch.topology;
        out.after = out.before;
        for (const std::string& kind : kinds)
            std::find_if(sketch.faults.begin(), sketch.faults.end(), [&](const Fault& each) {
                return each.kind == kind;
            })->plant(out.after.topology);
        return out;
    }

    void theExactAddressComesBeforeEverything() {
        const PlantedFault fault = twoHosts({"sg-egress-none"});
        const auto offered = fixes(fault.after, asked(fault.after, fault.request));
        QVERIFY(offered.size() >= 3);
        const auto rule = [&](const Fix& fix) {
            return fix.after.topology.get<SecurityGroup>(Id("sg-i-client"))->egress.back();
        };
        QCOMPARE(rule(offered[0]).cidr->toString(), std::string("10.0.2.20/32"));
        QCOMPARE(rule(offered[1]).group.id, std::string("sg-i-server"));
        QCOMPARE(rule(offered.back()).cidr->toString(), std::string("0.0.0.0/0"));
        QCOMPARE(rule(offered[0]).protocol, fault.request.protocol);
    }

    void severalBlockersAreRemovedTogether() {
        const PlantedFault fault = twoHosts({"sg-egress-none", "acl-lacks-back", "instance-stopped"});
        const Trace before = asked(fault.after, fault.request);
        const auto offered = fixes(fault.after, before);
        QVERIFY(!offered.empty() && offered.front().allows);
        QCOMPARE(offered.front().steps.size(), std::size_t{3});
        QCOMPARE(asked(offered.front().after, fault.request).verdict, Verdict::Allowed);
        std::set<std::string> helped;
        for (const Fix& fix : offered)
            helped.insert(fix.blocker.resource);
        for (const Check& blocker : before.blockers)
            QVERIFY2(helped.contains(blocker.resource), blocker.resource.c_str());
    }

    void otherRequestsThatChangeAreNamed() {
        PlantedFault fault = twoHosts({"sg-egress-none"});
        for (const char* id : {"same", "another"}) {
            Request other = fault.request;
            other.id = id;
            other.to = id == std::string("same") ? other.to : AnyRef("10.0.2.99"); // nobody has this address
            fault.after.requests.set(other.id, other);
        }
        const auto offered = fixes(fault.after, asked(fault.after, fault.request));
        QVERIFY(!offered.empty());
        QCOMPARE(offered.front().flipped, std::vector<Id>{"same"});
    }

    void nothingIsOfferedForWhatPasses() {
        const PlantedFault fault = twoHosts({});
        QVERIFY(fixes(fault.before, asked(fault.before, fault.request)).empty());
    }
};

WAYLIGHT_TEST(FixesTest)
#include "tst_fixes.moc"
