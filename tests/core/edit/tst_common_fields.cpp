// SPDX-License-Identifier: MIT
#include "core/edit/blocks.h"
#include "core/edit/common_fields.h"
#include "core/edit/field_problems.h"
#include "core/model/field_help.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

using namespace waylight;

/// Fields of several resources at once, the facts about blocks, and what people get wrong.
class CommonFieldsTest : public QObject {
    Q_OBJECT

private:
    static const FieldInfo* named(const std::vector<FieldInfo>& fields, const char* name) {
        for (const FieldInfo& each : fields)
            if (each.name == name)
                return &each;
        return nullptr;
    }

private slots:
    void fieldsOfOneKindAreAllCommon() {
        PrivateSketch sketch;
        const Id other = sketch.place<Subnet>(sketch.vpc);
        const auto fields = edit::commonFields(sketch.design.topology, {sketch.subnet, other});
        QVERIFY(named(fields, "availabilityZone"));
        QVERIFY(named(fields, "routeTableId"));
        QVERIFY(!named(fields, "id"));
        QVERIFY(edit::isUniqueValue(*named(fields, "cidrBlock")));
        QVERIFY(!edit::isUniqueValue(*named(fields, "availabilityZone")));
    }

    void kindsShareWhatMeansTheSame() {
        PrivateSketch sketch;
        const auto fields = edit::commonFields(sketch.design.topology, {sketch.subnet, sketch.table});
        QVERIFY(named(fields, "name") && named(fields, "tags") && named(fields, "region") && named(fields, "vpcId"));
        QVERIFY(!named(fields, "cidrBlock") && !named(fields, "routes"));
        // A role is in no Region.
        QVERIFY(!named(edit::commonFields(sketch.design.topology, {sketch.subnet, sketch.role}), "region"));
        QVERIFY(edit::commonFields(sketch.design.topology, {"nobody"}).empty());
    }

    void settingSeveralIsOneChangeOfEach() {
        PrivateSketch sketch;
        const Id other = sketch.place<Subnet>(sketch.vpc);
        const auto after = edit::fieldsSet(sketch.design, {sketch.subnet, other}, "routeTableId", sketch.table);
        QVERIFY(after);
        QCOMPARE(diff(sketch.design, *after).resources.size(), std::size_t(2));
        QCOMPARE(after->topology.get<Subnet>(other)->routeTable.id, sketch.table);
    }

    void allOrNothing() {
        PrivateSketch sketch;
        const auto after = edit::fieldsSet(sketch.design, {{sketch.subnet, Json("name")}, {sketch.vpc, Json(7)}}, "name");
        QVERIFY(!after);
        QVERIFY2(after.error().pointer.find(sketch.vpc) != std::string::npos, after.error().pointer.c_str());
        QVERIFY(!edit::fieldsSet(sketch.design, {sketch.subnet, "nobody"}, "name", "x"));
    }

    void choicesAreThoseOfAll() {
        PrivateSketch sketch;
        const Id elsewhere = sketch.place<Vpc>("us-east-1", {1500, 40});
        const Id subnet = sketch.place<Subnet>(elsewhere, {1600, 100});
        const FieldInfo& field = *fieldInfo(kindOf<Subnet>, "routeTableId");
        QVERIFY(!edit::commonChoices(sketch.design.topology, {sketch.subnet}, field).empty());
        QVERIFY(edit::commonChoices(sketch.design.topology, {sketch.subnet, subnet}, field).empty());
    }

    void interfacesOfInstancesBelongTogether() {
        PrivateSketch sketch;
        const Id other = sketch.place<Instance>(sketch.subnet);
        const auto parts = edit::commonParts(sketch.design.topology, {sketch.instance, other});
        QCOMPARE(parts.size(), std::size_t(1));
        QVERIFY(sketch.design.topology.get<NetworkInterface>(parts[0][0]));
        QCOMPARE(parts[0].size(), std::size_t(2));
        QVERIFY(edit::commonParts(sketch.design.topology, {sketch.instance, sketch.bucket}).empty());
    }

    void aSubnetLosesFiveAddresses() {
        PrivateSketch sketch;
        const auto facts = edit::blockFacts(sketch.design.topology, *sketch.design.topology.find(sketch.subnet), *fieldInfo(kindOf<Subnet>, "cidrBlock"));
        QCOMPARE(facts.size(), std::size_t(1));
        QCOMPARE(facts[0].addresses(), std::uint64_t(256));
        QCOMPARE(facts[0].usable(), std::uint64_t(251));
        QCOMPARE(facts[0].used, std::uint64_t(1));
        QCOMPARE(facts[0].last.toString(), std::string("10.0.0.255"));
        const auto whole = edit::blockFacts(sketch.design.topology, *sketch.design.topology.find(sketch.vpc), *fieldInfo(kindOf<Vpc>, "cidrBlocks"));
        QCOMPARE(whole.at(0).usable(), std::uint64_t(65536));
        QCOMPARE(whole.at(0).used, std::uint64_t(256));
        QVERIFY(edit::blockFacts(sketch.design.topology, *sketch.design.topology.find(sketch.vpc), *fieldInfo(kindOf<Vpc>, "name")).empty());
    }

    void theNextFreeBlockOverlapsNothing() {
        PrivateSketch sketch;
        sketch.place<Subnet>(sketch.vpc);
        const FieldInfo& block = *fieldInfo(kindOf<Subnet>, "cidrBlock");
        const auto free = edit::withFreeBlock(sketch.design.topology, *sketch.design.topology.find(sketch.subnet), block);
        QVERIFY(free);
        QCOMPARE(*free, Json("10.0.2.0/24"));
        const auto smaller = withField(*sketch.design.topology.find(sketch.subnet), "cidrBlock", "10.0.0.0/26");
        QCOMPARE(*edit::withFreeBlock(sketch.design.topology, *smaller, block), Json("10.0.0.64/26"));
        const auto larger = edit::withFreeBlock(sketch.design.topology, *sketch.design.topology.find(sketch.vpc), *fieldInfo(kindOf<Vpc>, "cidrBlocks"));
        QCOMPARE(larger->size(), std::size_t(2));
        QVERIFY(!edit::withFreeBlock(sketch.design.topology, *sketch.design.topology.find(sketch.vpc), *fieldInfo(kindOf<Vpc>, "name")));
    }

    void aProblemNamesItsRow() {
        PrivateSketch sketch;
        const auto changed = withField(*sketch.design.topology.find(sketch.table), "routes", Json::array({{{"destination", "10.9.0.0/16"}, {"target", "a"}}, {{"destination", "10.9.0.0/16"}, {"target", "b"}}}));
        const auto problem = edit::locatedProblem(sketch.design, *changed, "routes");
        QVERIFY(problem);
        QCOMPARE(problem->pointer, std::string("/1/destination"));
    }

    /// What is said of fields is said of fields that there are.
    void mistakesAreAboutFields() {
        for (const FieldMistake& each : fieldMistakes()) {
            const auto kind = each.kind.empty() ? std::optional<Kind>(kindOf<Vpc>) : kindNamed(each.kind);
            QVERIFY2(kind, each.kind.data());
            QVERIFY2(fieldInfo(*kind, each.field), (std::string(each.kind) + '.' + std::string(each.field)).c_str());
            QVERIFY(each.text.ends_with('.') || each.text.find("Example: ") != std::string_view::npos);
        }
        QVERIFY(fieldMistake("subnet", "cidrBlock").find("first four") != std::string_view::npos);
        QCOMPARE(fieldMistake("subnet", "name"), fieldMistake("vpc", "name"));
        QVERIFY(fieldMistake("subnet", "nothing").empty());
    }
};

WAYLIGHT_TEST(CommonFieldsTest)
#include "tst_common_fields.moc"
