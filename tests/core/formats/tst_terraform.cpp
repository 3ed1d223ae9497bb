// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/terraform/read.h"
#include "tests/support/registry.h"

#include <QTest>

using namespace waylight;

/// Terraform's plans, states and configuration as declarations.
class TerraformTest : public QObject {
    Q_OBJECT
private slots:
    void kinds_data();
    void kinds();
    void versionsThatAreNotKnown();
    void values();
    void ids();
    void bothSides();
    void rawStates();
    void dataSources();
    void places();
    void edges_data();
    void edges();
    void blocks();
    void lists();
    void diagnostics();
    void expressions_data();
    void expressions();
    void repetitions();
    void bombs();
};

namespace {

Json parsed(const std::string& text) {
    const Result<Json> json = parseJson(text);
    if (!json)
        qFatal("%s\n%s", toEnglish(json.error()).c_str(), text.c_str());
    return *json;
}

Declarations readText(const std::string& text, const ReadOptions& options = {}) {
    const Result<Declarations> declarations = declarationsOfTerraform(parsed(text), "t.json", options);
    if (!declarations)
        qFatal("%s", toEnglish(declarations.error()).c_str());
    return *declarations;
}

const Declaration* find(const Declarations& declarations, const std::string& address) {
    for (const Declaration& each : declarations.all)
        if (each.address == address)
            return &each;
    return nullptr;
}

bool says(const Declarations& declarations, MessageId id) {
    for (const Diagnostic& each : declarations.diagnostics)
        if (each.message.id == id)
            return true;
    return false;
}

/// The value at a pointer of a declaration as compact JSON, and how sure it is: `"aws_vpc.a" resolved`.
QString valueAt(const Declarations& declarations, const std::string& address, const std::string& pointer) {
    const Declaration* declaration = find(declarations, address);
    if (!declaration)
        return "no " + QString::fromStdString(address);
    const Json::json_pointer at(pointer);
    if (!declaration->properties.contains(at))
        return "nothing";
    QString text = QString::fromStdString(declaration->properties.at(at).dump());
    if (const auto found = declaration->certainties.find(pointer); found != declaration->certainties.end())
        text += found->second == Certainty::Resolved ? " resolved" : " only candidate";
    return text;
}

/// A change that creates `address`; `unknown` and `after` are members of objects.
std::string created(const std::string& address, const std::string& unknown, const std::string& after = "") {
    std::string own = address;
    if (const auto at = address.rfind(".aws_"); at != std::string::npos)
        own = address.substr(at + 1);
    const auto dot = own.find('.');
    const auto bracket = own.find('[');
    const std::string index = bracket == std::string::npos ? "null" : own.substr(bracket + 1, own.size() - bracket - 2);
    Json change = Json::object({{"address", address}, {"mode", "managed"}});
    change["type"] = own.substr(0, dot);
    change["name"] = own.substr(dot + 1, bracket == std::string::npos ? bracket : bracket - dot - 1);
    change["index"] = parsed(index);
    change["change"] = parsed(R"({"actions": ["create"], "before": null, "after": {)" + after +
                              R"(}, "after_unknown": {"id": true)" + (unknown.empty() ? "" : ", " + unknown) + "}}");
    return change.dump();
}

std::string joinedTexts(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& each : texts)
        all += (all.empty() ? "" : ", ") + each;
    return all;
}

std::string plan(const std::vector<std::string>& changes, const std::string& rootModule, const std::string& more = "") {
    return R"({"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}, "resource_changes": [)" +
           joinedTexts(changes) + R"(], "configuration": {"root_module": )" + rootModule + "}" +
           (more.empty() ? "" : ", " + more) + "}";
}

/// A configured resource whose attribute has these references; `more`: further members.
std::string configured(const std::string& type, const std::string& name, const std::string& expressions,
                       const std::string& more = "") {
    return R"({"mode": "managed", "type": ")" + type + R"(", "name": ")" + name + R"(", "expressions": {)" + expressions +
           "}" + (more.empty() ? "" : ", " + more) + "}";
}

std::string refers(const std::string& attribute, const std::vector<std::string>& references) {
    Json list = Json::array();
    for (const std::string& each : references)
        list.push_back(each);
    return "\"" + attribute + R"(": {"references": )" + list.dump() + "}";
}

std::string module(const std::vector<std::string>& resources, const std::string& more = "") {
    return R"({"resources": [)" + joinedTexts(resources) + "]" + (more.empty() ? "" : ", " + more) + "}";
}

} // namespace

void TerraformTest::kinds_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("terraform");
    QTest::addColumn<bool>("plan");
    const auto row = [](const char* name, const char* text, bool terraform, bool plan = false) {
        QTest::newRow(name) << QByteArray(text) << terraform << plan;
    };
    row("plan", R"({"format_version": "1.2", "planned_values": {}})", true, true);
    row("state", R"({"format_version": "1.0", "terraform_version": "1.9.0", "values": {}})", true);
    row("empty state", R"({"format_version": "1.0"})", true);
    row("raw state", R"({"version": 4, "serial": 1, "resources": []})", true);
    row("old raw state", R"({"version": 3, "serial": 1, "modules": []})", true);
    row("configuration", R"({"resource": {"aws_vpc": {"a": {}}}})", true);
    row("configuration in lists", R"({"//": "x", "resource": [{"aws_vpc": [{"a": {}}]}]})", true);
    row("template", R"({"Resources": {}, "AWSTemplateFormatVersion": "2010-09-09"})", false);
    row("describe output", R"({"Vpcs": []})", false);
    row("our own", R"({"waylight": 1, "resources": {}})", false);
    row("a version and a list", R"({"version": 4, "resources": []})", false);
    row("empty object", "{}", false);
    row("comment alone", R"({"//": "x"})", false);
    row("a list", "[]", false);
}

void TerraformTest::kinds() {
    QFETCH(QByteArray, text);
    QFETCH(bool, terraform);
    QFETCH(bool, plan);
    const Json json = parsed(text.toStdString());
    QCOMPARE(looksLikeTerraform(json), terraform);
    QCOMPARE(looksLikeTerraformPlan(json), plan);
    QCOMPARE(bool(declarationsOfTerraform(json, "t.json", {})), terraform);
    QCOMPARE(bool(declarationsBefore(json, "t.json", {})), plan);
}

void TerraformTest::versionsThatAreNotKnown() {
    const auto failure = [](const char* text) {
        const Result<Declarations> read = declarationsOfTerraform(parsed(text), "t.json", {});
        return read ? QByteArray("read") : QByteArray(messageName(read.error().message.id));
    };
    for (const char* version : {"0.1", "0.2", "1.0", "1.9"})
        QCOMPARE(failure(("{\"format_version\": \"" + std::string(version) + "\", \"planned_values\": {}}").c_str()), "read");
    QCOMPARE(failure(R"({"format_version": "2.0", "planned_values": {}})"), "TerraformFormatVersion");
    QCOMPARE(failure(R"({"format_version": "10.0", "values": {}})"), "TerraformFormatVersion");
    QCOMPARE(failure(R"({"version": 5, "serial": 1, "resources": []})"), "TerraformStateVersion");
    QCOMPARE(failure(R"({"Vpcs": []})"), "NotTerraform");
}

void TerraformTest::values() {
    const Declarations read = readText(plan({R"({"address": "aws_db_instance.d", "mode": "managed", "type": "aws_db_instance", "name": "d",
        "change": {"actions": ["create"], "before": null,
          "after": {"engine": "mysql", "password": "secret", "tags": {"A": null, "B": "b"}, "list": ["x", null, "y"], "unset": null, "block": [{"a": 1}]},
          "after_unknown": {"arn": true, "list": [false, true, false], "tags": {}, "block": [{"b": true}]},
          "after_sensitive": {"password": true}}})"}, "{}"));
    const QString text = QString::fromStdString(find(read, "aws_db_instance.d")->properties.dump());
    QCOMPARE(text, R"x({"engine":"mysql","password":{"$unknown":"(sensitive)"},"tags":{"B":"b"},"list":["x",{"$unknown":""},"y"],"block":[{"a":1,"b":{"$unknown":""}}],"arn":{"$unknown":""}})x");
    QVERIFY(says(read, MessageId::TerraformSensitive));
    QVERIFY(says(read, MessageId::TerraformUnknownValues));
}

void TerraformTest::ids() {
    const Declarations read = readText(R"({"format_version": "1.0", "values": {"root_module": {"resources": [
        {"address": "aws_vpc.a", "mode": "managed", "type": "aws_vpc", "name": "a", "values": {"id": "vpc-1"}},
        {"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "name": "b", "values": {"id": "name", "bucket": "name"}},
        {"address": "aws_s3_bucket_policy.b", "mode": "managed", "type": "aws_s3_bucket_policy", "name": "b", "values": {"id": "name", "bucket": "name"}},
        {"address": "aws_iam_role.r", "mode": "managed", "type": "aws_iam_role", "name": "r", "values": {"id": "r", "arn": "arn:aws:iam::123456789012:role/r"}},
        {"address": "aws_vpc.twice", "mode": "managed", "type": "aws_vpc", "name": "twice", "values": {"id": "vpc-1"}},
        {"address": "aws_route.r", "mode": "managed", "type": "aws_route", "name": "r", "values": {"id": "r-rtb-11"}}]}}})");
    QStringList ids;
    for (const Declaration& each : read.all)
        ids += QString::fromStdString(each.id);
    QCOMPARE(ids, QStringList({"vpc-1", "name", "aws_s3_bucket_policy.b", "arn:aws:iam::123456789012:role/r", "aws_vpc.twice", "aws_route.r"}));
    QCOMPARE(QString::fromStdString(read.all[3].account + read.account), "123456789012");
}

/// What is replaced, moved, deleted, forgotten or only there later, on both sides.
void TerraformTest::bothSides() {
    const auto change = [](const char* name, const char* actions, const char* before, const char* after, const char* more = "") {
        return std::string(R"({"address": "aws_vpc.)") + name + R"(", "mode": "managed", "type": "aws_vpc", "name": ")" + name + "\"" + more +
               R"(, "change": {"actions": )" + actions + R"(, "before": )" + before + R"(, "after": )" + after + R"(, "after_unknown": {}}})";
    };
    const Json json = parsed(plan({change("kept", R"(["no-op"])", R"({"id": "vpc-1"})", R"({"id": "vpc-1"})"),
                                   change("replaced", R"(["delete", "create"])", R"({"id": "vpc-2"})", R"({"cidr_block": "10.0.0.0/16"})"),
                                   change("moved", R"(["update"])", R"({"id": "vpc-3"})", R"({"id": "vpc-3"})", R"(, "previous_address": "aws_vpc.old")"),
                                   change("deleted", R"(["delete"])", R"({"id": "vpc-4"})", "null"),
                                   change("forgotten", R"(["forget"])", R"({"id": "vpc-5"})", "null"),
                                   change("created", R"(["create"])", "null", "{}")},
                                  "{}"));
    const auto listed = [](const Result<Declarations>& declarations) {
        QString all;
        for (const Declaration& each : declarations->all)
            all += QString::fromStdString(each.address.substr(8) + "=" + each.id + " ");
        return all;
    };
    QCOMPARE(listed(declarationsBefore(json, "t.json", {})), "kept=vpc-1 replaced=vpc-2 moved=vpc-3 deleted=vpc-4 forgotten=vpc-5 ");
    QCOMPARE(listed(declarationsOfTerraform(json, "t.json", {})), "kept=vpc-1 replaced=vpc-2 moved=vpc-3 forgotten=vpc-5 created=aws_vpc.created ");
}

void TerraformTest::rawStates() {
    const Declarations now = readText(R"({"version": 4, "serial": 1, "terraform_version": "1.0.0", "resources": [
        {"module": "module.m[\"a.b\"]", "mode": "managed", "type": "aws_subnet", "name": "s", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"].x",
         "instances": [{"index_key": 0, "attributes": {"id": "subnet-1", "vpc_id": "vpc-1", "password": "p"}, "sensitive_attributes": [[{"type": "get_attr", "value": "password"}]]},
                       {"index_key": 1, "deposed": "abc", "attributes": {"id": "subnet-2"}}]}]})");
    QCOMPARE(now.all.size(), std::size_t(1));
    QCOMPARE(QString::fromStdString(now.all[0].address), "module.m[\"a.b\"].aws_subnet.s[0]");
    QCOMPARE(valueAt(now, now.all[0].address, "/password"), R"x({"$unknown":"(sensitive)"})x");
    QVERIFY(says(now, MessageId::TerraformDeposed));
    const Declarations old = readText(R"({"version": 3, "serial": 1, "modules": [{"path": ["root", "net"], "resources": {
        "aws_security_group.g.2": {"type": "aws_security_group", "primary": {"id": "sg-1", "attributes": {"id": "sg-1", "tags.%": "1", "tags.Name": "n",
          "ingress.#": "1", "ingress.123.from_port": "443", "ingress.123.self": "false", "ingress.123.cidr_blocks.#": "1", "ingress.123.cidr_blocks.0": "10.0.0.0/8"}}}}}]})");
    QCOMPARE(QString::fromStdString(old.all[0].id + " " + old.all[0].address), "sg-1 module.net.aws_security_group.g[2]");
    QCOMPARE(QString::fromStdString(old.all[0].properties.dump()),
             R"({"id":"sg-1","tags":{"Name":"n"},"ingress":[{"from_port":443,"self":false,"cidr_blocks":["10.0.0.0/8"]}]})");
}

/// Those are declared whose thing a resource uses, and say that they are none of the configuration's.
void TerraformTest::dataSources() {
    const Declarations read = readText(R"({"format_version": "1.0", "values": {"root_module": {"resources": [
        {"address": "data.aws_vpc.used", "mode": "data", "type": "aws_vpc", "name": "used", "values": {"id": "vpc-1", "cidr_block": "10.0.0.0/16"}},
        {"address": "data.aws_vpc.unused", "mode": "data", "type": "aws_vpc", "name": "unused", "values": {"id": "vpc-2"}},
        {"address": "aws_subnet.s", "mode": "managed", "type": "aws_subnet", "name": "s", "values": {"id": "subnet-1", "vpc_id": "vpc-1"}}]}}})");
    QCOMPARE(read.all.size(), std::size_t(2));
    const Declaration* used = find(read, "data.aws_vpc.used");
    QVERIFY(used);
    QCOMPARE(QString::fromStdString(used->id + " " + used->attributes.dump()), R"(vpc-1 {"mode":"data"})");
    QVERIFY(says(read, MessageId::TerraformDataSources));
}

void TerraformTest::places() {
    const std::string text = plan(
        {created("aws_vpc.here", ""), created("aws_vpc.there", ""), created("aws_vpc.own", "", R"("region": "ap-south-1")")},
        module({configured("aws_vpc", "here", "", R"("provider_config_key": "aws")"),
                configured("aws_vpc", "there", "", R"("provider_config_key": "aws.west")"),
                configured("aws_vpc", "own", "", R"("provider_config_key": "aws")")},
               R"("variables": {"r": {"default": "us-west-2"}}}, "provider_config": {
                  "aws": {"expressions": {"region": {"constant_value": "eu-west-1"}}},
                  "aws.west": {"expressions": {"region": {"references": ["var.r"]}}})"),
        R"("prior_state": {"values": {"root_module": {"resources": [
             {"address": "data.aws_caller_identity.me", "mode": "data", "type": "aws_caller_identity", "name": "me", "values": {"account_id": "111122223333"}},
             {"address": "data.aws_region.r", "mode": "data", "type": "aws_region", "name": "r", "values": {"name": "eu-west-1"}}]}}})");
    const Declarations read = readText(text);
    QCOMPARE(QString::fromStdString(read.region + " " + read.account), "eu-west-1 111122223333");
    QCOMPARE(QString::fromStdString(find(read, "aws_vpc.here")->region), "");
    QCOMPARE(QString::fromStdString(find(read, "aws_vpc.there")->region), "us-west-2");
    QCOMPARE(QString::fromStdString(find(read, "aws_vpc.own")->region), "ap-south-1");
    const Declarations told = readText(text, {"us-west-2", "444455556666", {}});
    QCOMPARE(QString::fromStdString(told.region + " " + told.account), "us-west-2 444455556666");
    QCOMPARE(QString::fromStdString(find(told, "aws_vpc.here")->region), "eu-west-1");
}

void TerraformTest::edges_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const std::string& text, const char* address, const char* pointer, const char* expected) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(address) << QByteArray(pointer) << QByteArray(expected);
    };
    const std::string vpc = created("aws_vpc.a", "");
    const std::string other = created("aws_vpc.b", "");
    const std::string subnet = created("aws_subnet.s", R"("vpc_id": true)");
    const std::string vpcBlock = configured("aws_vpc", "a", "");
    const std::string otherBlock = configured("aws_vpc", "b", "");
    const auto subnetBlock = [](const std::vector<std::string>& references) {
        return configured("aws_subnet", "s", refers("vpc_id", references));
    };
    row("direct", plan({vpc, other, subnet}, module({vpcBlock, otherBlock, subnetBlock({"aws_vpc.b.id", "aws_vpc.b"})})), "aws_subnet.s", "/vpc_id",
        R"("aws_vpc.b" resolved)");
    row("Terraform 0.12 names no attribute", plan({vpc, other, subnet}, module({vpcBlock, otherBlock, subnetBlock({"aws_vpc.b"})})), "aws_subnet.s", "/vpc_id",
        R"("aws_vpc.b" resolved)");
    row("a local has one candidate", plan({vpc, subnet}, module({vpcBlock, subnetBlock({"local.vpc"})})), "aws_subnet.s", "/vpc_id", R"("aws_vpc.a" only candidate)");
    row("a local has two candidates", plan({vpc, other, subnet}, module({vpcBlock, otherBlock, subnetBlock({"local.vpc"})})), "aws_subnet.s", "/vpc_id",
        R"({"$unknown":"one of aws_vpc.a, aws_vpc.b"})");
    row("what is there already cannot be what is not known yet",
        plan({vpc, R"({"address": "aws_vpc.b", "mode": "managed", "type": "aws_vpc", "name": "b", "change": {"actions": ["no-op"], "before": {"id": "vpc-1"}, "after": {"id": "vpc-1"}}})", subnet},
             module({vpcBlock, otherBlock, subnetBlock({"local.vpc"})})),
        "aws_subnet.s", "/vpc_id", R"("aws_vpc.a" only candidate)");
    row("AWS chooses what is not configured", plan({vpc, subnet}, module({vpcBlock, configured("aws_subnet", "s", "")})), "aws_subnet.s", "/vpc_id", R"({"$unknown":""})");
    row("another attribute is no reference", plan({vpc, subnet}, module({vpcBlock, subnetBlock({"aws_vpc.a.dhcp_options_id", "aws_vpc.a"})})), "aws_subnet.s", "/vpc_id",
        R"({"$unknown":"${aws_vpc.a.dhcp_options_id}"})");
    row("a reference of what is referred to",
        plan({vpc, other, subnet, created("aws_security_group.g", R"("vpc_id": true)")},
             module({vpcBlock, otherBlock, subnetBlock({"aws_vpc.b.id", "aws_vpc.b"}), configured("aws_security_group", "g", refers("vpc_id", {"aws_subnet.s.vpc_id", "aws_subnet.s"}))})),
        "aws_security_group.g", "/vpc_id", R"("aws_vpc.b" resolved)");
    row("what a VPC comes with",
        plan({vpc, created("aws_default_security_group.d", R"("vpc_id": true)"), created("aws_security_group_rule.r", R"("security_group_id": true)")},
             module({vpcBlock, configured("aws_default_security_group", "d", refers("vpc_id", {"aws_vpc.a.id", "aws_vpc.a"})),
                     configured("aws_security_group_rule", "r", refers("security_group_id", {"aws_vpc.a.default_security_group_id", "aws_vpc.a"}))})),
        "aws_security_group_rule.r", "/security_group_id", R"("aws_default_security_group.d" resolved)");
    row("a circle of variables ends",
        plan({vpc, created("module.m.aws_subnet.s", R"("vpc_id": true)")},
             module({vpcBlock}, R"("module_calls": {"m": {"expressions": {)" + refers("x", {"module.m.out", "module.m"}) + R"(}, "module": )" +
                                    module({subnetBlock({"var.x"})}, R"("outputs": {"out": {"expression": {"references": ["var.x"]}}})") + "}}")),
        "module.m.aws_subnet.s", "/vpc_id", R"({"$unknown":""})");

    const std::string calls = R"("module_calls": {"net": {"module": )" + module({vpcBlock}, R"("outputs": {"vpc_id": {"expression": {"references": ["aws_vpc.a.id", "aws_vpc.a"]}}})") +
                              R"(}, "app": {"expressions": {)" + refers("vpc", {"module.net.vpc_id", "module.net"}) + R"(}, "module": )" + module({subnetBlock({"var.vpc"})}) + "}}";
    row("through a variable and an output", plan({created("module.net.aws_vpc.a", ""), created("module.app.aws_subnet.s", R"("vpc_id": true)"), vpc}, module({vpcBlock}, calls)),
        "module.app.aws_subnet.s", "/vpc_id", R"("module.net.aws_vpc.a" resolved)");
    const std::string own = R"("module_calls": {"a": {"module": )" + module({vpcBlock, subnetBlock({"local.vpc"})}) + R"(}, "b": {"expressions": {)" +
                            refers("name", {"local.name"}) + R"(}, "module": )" + module({vpcBlock, subnetBlock({"local.vpc"})}, R"("outputs": {"id": {"expression": {"references": ["aws_vpc.a.id"]}}})") + "}}";
    row("a local's own module comes first", plan({created("module.a.aws_vpc.a", ""), created("module.b.aws_vpc.a", ""), created("module.b.aws_subnet.s", R"("vpc_id": true)")}, module({}, own)),
        "module.b.aws_subnet.s", "/vpc_id", R"("module.b.aws_vpc.a" only candidate)");
    const std::string given = R"("module_calls": {"m": {"expressions": {)" + refers("vpc_id", {"aws_vpc.b.id", "aws_vpc.b"}) + R"(}, "module": )" + module({vpcBlock, subnetBlock({"local.vpc"})}) + "}}";
    row("unless it is given another", plan({other, created("module.m.aws_vpc.a", ""), created("module.m.aws_subnet.s", R"("vpc_id": true)")}, module({otherBlock}, given)),
        "module.m.aws_subnet.s", "/vpc_id", R"({"$unknown":"one of module.m.aws_vpc.a, aws_vpc.b"})");

    const auto counted = [](const std::string& type, int count, const std::string& unknown) {
        std::vector<std::string> all;
        for (int i = 0; i < count; ++i)
            all.push_back(created(type + "[" + std::to_string(i) + "]", unknown));
        return joinedTexts(all);
    };
    const auto associated = [&](int associations, int tables, const std::vector<std::string>& references) {
        return plan({counted("aws_route_table.t", tables, ""), counted("aws_route_table_association.a", associations, R"("route_table_id": true)")},
                    module({configured("aws_route_table", "t", ""), configured("aws_route_table_association", "a", refers("route_table_id", references))},
                           R"("variables": {"single": {"default": false}})"));
    };
    const char* second = "aws_route_table_association.a[1]";
    row("the same index of as many", associated(3, 3, {"aws_route_table.t", "count.index"}), second, "/route_table_id", R"("aws_route_table.t[1]" resolved)");
    row("the same index beside a condition", associated(3, 3, {"aws_route_table.t", "var.single", "count.index"}), second, "/route_table_id", R"("aws_route_table.t[1]" only candidate)");
    row("the same index of more", associated(2, 3, {"aws_route_table.t", "count.index"}), second, "/route_table_id", R"("aws_route_table.t[1]" only candidate)");
    row("an index of more beside a condition", associated(2, 3, {"aws_route_table.t", "var.single", "count.index"}), second, "/route_table_id",
        R"({"$unknown":"one of aws_route_table.t[0], aws_route_table.t[1], aws_route_table.t[2]"})");
    row("an index of fewer", associated(3, 2, {"aws_route_table.t", "count.index"}), "aws_route_table_association.a[2]", "/route_table_id", R"({"$unknown":"one of aws_route_table.t[0], aws_route_table.t[1]"})");
    row("an index of one", associated(3, 1, {"aws_route_table.t", "var.single", "count.index"}), second, "/route_table_id", R"("aws_route_table.t[0]" resolved)");
    row("a constant index", associated(3, 3, {"aws_route_table.t[2].id", "aws_route_table.t[2]", "aws_route_table.t"}), second, "/route_table_id", R"("aws_route_table.t[2]" resolved)");
    row("an index that is not told", associated(3, 3, {"aws_route_table.t"}), second, "/route_table_id", R"({"$unknown":"one of aws_route_table.t[0], aws_route_table.t[1], aws_route_table.t[2]"})");
    row("the same key",
        plan({created(R"(aws_subnet.s["a"])", ""), created(R"(aws_subnet.s["b"])", ""), created(R"(aws_nat_gateway.n["b"])", R"("subnet_id": true)")},
             module({configured("aws_subnet", "s", ""), configured("aws_nat_gateway", "n", refers("subnet_id", {"aws_subnet.s", "each.key"}))})),
        R"(aws_nat_gateway.n["b"])", "/subnet_id", R"("aws_subnet.s[\"b\"]" resolved)");
    row("the zone of an instance",
        plan({created("aws_subnet.s[0]", "", R"("availability_zone": "a")"), created("aws_subnet.s[1]", "", R"("availability_zone": "b")"),
              created("aws_instance.i", R"("subnet_id": true)", R"("availability_zone": "b")")},
             module({configured("aws_subnet", "s", ""), configured("aws_instance", "i", refers("subnet_id", {"aws_subnet.s"}))})),
        "aws_instance.i", "/subnet_id", R"("aws_subnet.s[1]" only candidate)");
}

void TerraformTest::edges() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, expected);
    QCOMPARE(valueAt(readText(text.toStdString()), address.toStdString(), pointer.toStdString()), QString(expected));
}

void TerraformTest::blocks() {
    const std::string gateways = joinedTexts({created("aws_internet_gateway.i", ""), created("aws_nat_gateway.n", "")});
    const std::string blocks = module({configured("aws_internet_gateway", "i", ""), configured("aws_nat_gateway", "n", ""), configured("aws_network_interface", "x", ""), configured("aws_network_interface", "y", ""),
                                       configured("aws_route_table", "t", refers("route", {"aws_nat_gateway.n.id", "aws_nat_gateway.n", "aws_internet_gateway.i.id", "aws_internet_gateway.i"})),
                                       configured("aws_instance", "i", R"("network_interface": [{"device_index": {"constant_value": 0}, )" + refers("network_interface_id", {"aws_network_interface.x.id"}) +
                                                                           R"(}, {"device_index": {"constant_value": 1}, )" + refers("network_interface_id", {"aws_network_interface.y.id"}) + "}]")});
    const Declarations read = readText(plan({gateways, created("aws_network_interface.x", ""), created("aws_network_interface.y", ""),
                                           created("aws_route_table.t", R"("route": [{"gateway_id": true}, {"nat_gateway_id": true}])", R"("route": [{"cidr_block": "a"}, {"cidr_block": "b"}])"),
                                           created("aws_instance.i", R"("network_interface": [{"network_interface_id": true}, {"network_interface_id": true}])",
                                                   R"("network_interface": [{"device_index": 1}, {"device_index": 0}])")},
                                          blocks));
    QCOMPARE(valueAt(read, "aws_route_table.t", "/route/0/gateway_id"), R"("aws_internet_gateway.i" resolved)");
    QCOMPARE(valueAt(read, "aws_route_table.t", "/route/1/nat_gateway_id"), R"("aws_nat_gateway.n" resolved)");
    QCOMPARE(valueAt(read, "aws_instance.i", "/network_interface/0/network_interface_id"), R"("aws_network_interface.y" resolved)");
    QCOMPARE(valueAt(read, "aws_instance.i", "/network_interface/1/network_interface_id"), R"("aws_network_interface.x" resolved)");
}

void TerraformTest::lists() {
    const auto groups = [](const std::vector<std::string>& references, const std::string& unknown, const std::string& after = "") {
        return readText(plan({created("aws_security_group.a", ""), created("aws_security_group.b", ""), created("aws_lb.l", unknown, after)},
                         module({configured("aws_security_group", "a", ""), configured("aws_security_group", "b", ""), configured("aws_lb", "l", refers("security_groups", references))},
                                R"("variables": {"more": {"default": ["sg-1"]}, "flag": {"default": true}})")));
    };
    const std::string whole = R"("security_groups": true)";
    QCOMPARE(valueAt(groups({"aws_security_group.b.id", "aws_security_group.a.id"}, whole), "aws_lb.l", "/security_groups"), R"(["aws_security_group.b","aws_security_group.a"] resolved)");
    QCOMPARE(valueAt(groups({"aws_security_group.a.id", "var.more"}, whole), "aws_lb.l", "/security_groups"), R"(["sg-1","aws_security_group.a"] resolved)");
    QCOMPARE(valueAt(groups({"var.flag", "aws_security_group.a.id", "aws_security_group.b.id"}, whole), "aws_lb.l", "/security_groups"),
             R"({"$unknown":"one of aws_security_group.a, aws_security_group.b"})");
    QCOMPARE(valueAt(groups({"local.groups"}, whole), "aws_lb.l", "/security_groups"), R"({"$unknown":"one of aws_security_group.a, aws_security_group.b"})");
    const Declarations some = groups({"aws_security_group.b.id", "aws_security_group.a.id"}, R"("security_groups": [false, true, true])", R"("security_groups": ["sg-9", null, null])");
    QCOMPARE(valueAt(some, "aws_lb.l", "/security_groups"), R"(["sg-9","aws_security_group.b","aws_security_group.a"])");
    QCOMPARE(valueAt(some, "aws_lb.l", "/security_groups/1"), R"("aws_security_group.b" resolved)");
}

void TerraformTest::diagnostics() {
    const Declarations read = readText(plan({created("aws_vpc.a", "")}, "{}", R"("errored": true, "resource_drift": [{"address": "aws_vpc.a", "change": {"actions": ["update"]}}])"));
    QVERIFY(says(read, MessageId::TerraformErroredPlan));
    QVERIFY(says(read, MessageId::TerraformDrift));
    QVERIFY(says(read, MessageId::TerraformChanges));
    QVERIFY(says(readText(plan({}, "{}", R"("complete": false)")), MessageId::TerraformPartialPlan));
    QVERIFY(says(readText(R"({"format_version": "1.0", "resource_changes": []})"), MessageId::TerraformNoConfiguration));
    QVERIFY(says(readText(R"({"format_version": "1.0", "resource_changes": [{"address": "x"}]})"), MessageId::TerraformMalformed));
    QVERIFY(says(readText(R"({"format_version": "1.0", "values": {"root_module": {"resources": [{"address": "null_resource.n", "type": "null_resource", "name": "n", "provider_name": "registry.terraform.io/hashicorp/null", "values": {}}]}}})"),
                 MessageId::TerraformOtherProviders));
}

void TerraformTest::expressions_data() {
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* written, const char* expected) { QTest::newRow(written) << QByteArray(written) << QByteArray(expected); };
    row(R"("${aws_vpc.main.id}")", R"("aws_vpc.main")");
    row(R"("${ aws_vpc.main.id }")", R"("aws_vpc.main")");
    row(R"("${aws_subnet.s[1].id}")", R"("aws_subnet.s[1]")");
    row(R"("${aws_subnet.s[*].id}")", R"(["aws_subnet.s[0]","aws_subnet.s[1]"])");
    row(R"("${aws_subnet.s.*.id}")", R"(["aws_subnet.s[0]","aws_subnet.s[1]"])");
    row(R"("${aws_vpc.main.cidr_block}")", R"("10.0.0.0/16")");
    row(R"("${var.cidr}")", R"("10.0.0.0/16")");
    row(R"("${var.map.a[0]}")", R"("x")");
    row(R"("${var.nothing}")", R"({"$unknown":"${var.nothing}"})");
    row(R"("${local.name}-x")", R"("web-x")");
    row(R"("${local.circle}")", R"({"$unknown":"${local.circle}"})");
    row(R"("${aws_s3_bucket.b.arn}/x")", R"("arn:aws:s3:::files/x")");
    row(R"("${aws_iam_role.r.arn}/x")", R"({"$unknown":"${aws_iam_role.r.arn}/x"})");
    row(R"("${cidrsubnet(var.cidr, 8, 1)}")", R"({"$unknown":"${cidrsubnet(var.cidr, 8, 1)}"})");
    row(R"("$${aws:username} %%{x}")", R"("${aws:username} %{x}")");
    row(R"("%{ if true }x%{ endif }")", R"({"$unknown":"%{ if true }x%{ endif }"})");
    row(R"(["${aws_vpc.main.id}", null, {"//": "c", "a": "${var.cidr}"}])", R"(["aws_vpc.main",{"a":"10.0.0.0/16"}])");
    row(R"("${data.aws_ami.a.id}")", R"({"$unknown":"${data.aws_ami.a.id}"})");
    row(R"("${aws_vpc.missing.id}")", R"({"$unknown":"${aws_vpc.missing.id}"})");
    row(R"("open ${x")", R"({"$unknown":"open ${x"})");
}

void TerraformTest::expressions() {
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, expected);
    const Declarations read = readText(R"({"variable": {"cidr": {"default": "10.0.0.0/16"}, "map": {"default": {"a": ["x"]}}, "nothing": {}},
        "locals": {"name": "web", "circle": "${local.other}", "other": "${local.circle}"},
        "resource": {"aws_vpc": {"main": {"cidr_block": "${var.cidr}"}}, "aws_s3_bucket": {"b": {"bucket": "files"}}, "aws_iam_role": {"r": {}},
          "aws_subnet": {"s": {"count": 2}}, "aws_lb": {"l": {"value": )" + written.toStdString() + "}}}}");
    QCOMPARE(valueAt(read, "aws_lb.l", "/value"), QString(expected));
}

void TerraformTest::repetitions() {
    const Declarations read = readText(R"({"//": {"made": "by"}, "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "w", "region": "us-west-2"}]},
        "module": {"m": {"source": "./m"}},
        "resource": {"aws_subnet": {
          "counted": {"count": 2, "cidr_block": "10.0.${count.index}.0/24"},
          "keyed": {"for_each": {"a": {"zone": "x"}, "b": {"zone": "y"}}, "availability_zone": "${each.value.zone}", "tags": {"Name": "${each.key}"}},
          "none": {"count": 0},
          "open": {"count": "${length(var.x)}", "//": "why", "provider": "aws.w", "depends_on": ["aws_vpc.v"]},
          "many": {"count": 100000}}}})");
    QStringList addresses;
    for (const Declaration& each : read.all)
        addresses += QString::fromStdString(each.address);
    QCOMPARE(addresses, QStringList({"aws_subnet.counted[0]", "aws_subnet.counted[1]", "aws_subnet.keyed[\"a\"]", "aws_subnet.keyed[\"b\"]", "aws_subnet.open", "aws_subnet.many"}));
    QCOMPARE(valueAt(read, "aws_subnet.counted[1]", "/cidr_block"), R"("10.0.1.0/24")");
    QCOMPARE(valueAt(read, "aws_subnet.keyed[\"b\"]", "/availability_zone"), R"("y")");
    QCOMPARE(valueAt(read, "aws_subnet.keyed[\"b\"]", "/tags/Name"), R"("b")");
    const Declaration* open = find(read, "aws_subnet.open");
    QCOMPARE(QString::fromStdString(read.region + " " + open->region), "eu-west-1 us-west-2");
    QCOMPARE(QString::fromStdString(open->attributes["//"].get<std::string>()), "why");
    QVERIFY(says(read, MessageId::TerraformRepeated));
    QVERIFY(says(read, MessageId::TerraformTooMany));
    QVERIFY(says(read, MessageId::TerraformModuleCall));
    QVERIFY(read.document.contains("//") && read.document.contains("module") && !read.document.contains("resource"));
}

/// A few bytes of a stranger's that name many: copies that would not fit in memory.
void TerraformTest::bombs() {
    const std::string large(1u << 20, 'x');
    std::string attributes;
    for (int i = 0; i < 9000; ++i)
        attributes += (i ? "," : "") + ("\"a" + std::to_string(i)) + R"(": "${local.large}")";
    const Declarations named = readText(R"({"locals": {"large": ")" + large + R"("}, "resource": {"aws_vpc": {"a": {)" + attributes + "}}}}");
    std::size_t bytes = 0;
    for (const Json& value : named.all.at(0).properties)
        bytes += value.is_string() ? value.get_ref<const std::string&>().size() : 0;
    QVERIFY(bytes > large.size() && bytes <= 256u << 20);
    QVERIFY(isUnknownValue(named.all[0].properties["a8999"]));

    std::string blocks;
    for (int i = 0; i < 300; ++i)
        blocks += (i ? "," : "") + ("\"b" + std::to_string(i)) + R"(": {"count": 1000, "tags": {"text": ")" + std::string(2000, 'y') + R"("}})";
    const Declarations repeated = readText(R"({"resource": {"aws_vpc": {)" + blocks + "}}}");
    QVERIFY(repeated.all.size() < 40'000);
    QVERIFY(says(repeated, MessageId::TerraformTooMany));
}

WAYLIGHT_TEST(TerraformTest)
#include "tst_terraform.moc"
