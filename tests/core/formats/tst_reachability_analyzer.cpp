// SPDX-License-Identifier: MIT
#include "core/formats/analyzer/analysis.h"
#include "core/trace/engine.h"
#include "tests/support/network_sketch.h"
#include "tests/support/registry.h"

#include <QProcess>
#include <QtTest>

using namespace waylight;

/// The export in the shape of `aws ec2 describe-network-insights-analyses`.
class ReachabilityAnalyzerTest : public QObject {
    Q_OBJECT

private:
    /// `web` in the public subnet (zone a), `app` in a private one (zone b) behind NAT gateway `nat`.
    static NetworkSketch account() {
        NetworkSketch sketch;
        sketch.route("public", "0.0.0.0/0", "igw");
        sketch.route("private", "0.0.0.0/0", "nat");
        sketch.subnet("pub", "10.0.0.0/24", "public");
        sketch.subnet("priv", "10.0.1.0/24", "private");
        sketch.change<Subnet>("pub", [](Subnet& subnet) { subnet.availabilityZone = "a"; });
        sketch.change<Subnet>("priv", [](Subnet& subnet) { subnet.availabilityZone = "b"; });
        sketch.instance("web", "pub", "10.0.0.10", "198.51.100.1");
        sketch.instance("app", "priv", "10.0.1.10");
        sketch.natGateway("nat", "pub", "10.0.0.99", "198.51.100.99");
        sketch.change<InternetGateway>("igw", [](InternetGateway& gateway) {
            gateway.name = "front door";
            gateway.region = "us-east-1";
            gateway.account = "111122223333";
        });
        return sketch;
    }

    static Json analysis(const NetworkSketch& sketch, const Id& from, const Id& to, int port = 443) {
        Request request;
        request.from = from;
        request.to = to;
        request.port = port;
        return analysis(sketch, request);
    }
    static Json analysis(const NetworkSketch& sketch, const Request& request) {
        return reachabilityAnalysis(trace(Network::compile(sketch.topology), request), sketch.topology)["NetworkInsightsAnalyses"][0];
    }

    static QString ids(const Json& components) {
        QStringList out;
        for (const Json& each : components)
            out << QString::fromStdString(each["Component"]["Id"].get<std::string>());
        return out.join(' ');
    }

    /// Designs that together use every record of the export.
    static std::vector<Json> allKinds() {
        std::vector<Json> out;
        NetworkSketch sketch = account();
        out.push_back(analysis(sketch, "app", "internet"));
        out.push_back(analysis(sketch, "web", "app", 22));
        out.push_back(analysis(sketch, "internet", "web"));
        out.push_back(analysis(sketch, "web", "198.51.100.1"));
        out.push_back(analysis(sketch, "app", "10.0.1.77"));
        out.push_back(analysis(sketch, "ghost", "app"));
        sketch.change<NetworkAcl>("acl", [](NetworkAcl& acl) { acl.entries.resize(1); });
        out.push_back(analysis(sketch, "app", "internet"));
        sketch = account();
        sketch.otherVpc("far", "10.1.0.0/16");
        out.push_back(analysis(sketch, "app", "i-far"));
        sketch.peering("pcx", "vpc", "far");
        sketch.route("private", "10.1.0.0/16", "pcx");
        sketch.route("main-far", "10.0.0.0/16", "pcx");
        out.push_back(analysis(sketch, "app", "i-far"));
        out.push_back(analysis(throughTransit(), "app", "i-far"));
        Request request;
        request.from = "app";
        request.to = "i-far";
        request.through = {"nat"};
        request.avoiding = {"tgw"};
        request.atSource.protocol = Protocol::udp();
        out.push_back(analysis(throughTransit(), request));
        return out;
    }

    static NetworkSketch throughTransit() {
        NetworkSketch sketch = account();
        sketch.otherVpc("far", "10.1.0.0/16");
        sketch.transitGateway("tgw");
        sketch.attachment("att", "tgw", "vpc", {"priv"});
        sketch.attachment("att-far", "tgw", "far", {"sub-far"});
        sketch.transitTable("tgw-rtb", "tgw", {"att", "att-far"});
        sketch.route("private", "10.0.0.0/8", "tgw");
        sketch.route("main-far", "10.0.0.0/16", "tgw");
        return sketch;
    }

private slots:
    void aPathThroughNat() {
        const Json found = analysis(account(), "app", "internet");
        QCOMPARE(found["Status"].get<std::string>(), std::string("succeeded"));
        QVERIFY(found["NetworkPathFound"].get<bool>());
        QVERIFY(found["Explanations"].empty());
        QCOMPARE(ids(found["ForwardPathComponents"]), QStringLiteral("app eni-app sg acl private acl nat acl public igw"));
        QCOMPARE(ids(found["ReturnPathComponents"]), QStringLiteral("igw acl nat acl public acl sg eni-app app"));
    }

    void componentsSayWhatDecided() {
        const Json path = analysis(account(), "app", "internet")["ForwardPathComponents"];
        const Json header = {{"DestinationAddresses", {"203.0.113.10/32"}},
                             {"DestinationPortRanges", {{{"From", 443}, {"To", 443}}}},
                             {"Protocol", "6"},
                             {"SourceAddresses", {"10.0.1.10/32"}},
                             {"SourcePortRanges", {{{"From", 32768}, {"To", 60999}}}}};
        Json named = path[0]["OutboundHeader"];
        named["DestinationAddresses"] = {"203.0.113.10/32"}; // whichever host stands for the internet
        QCOMPARE(named, header);
        QCOMPARE(path[0]["SequenceNumber"].get<int>(), 1);
        QCOMPARE(path[1]["AttachedTo"], (Json{{"Id", "app"}}));
        QCOMPARE(path[1]["Subnet"], (Json{{"Id", "priv"}}));
        QCOMPARE(path[1]["Vpc"], (Json{{"Id", "vpc"}}));
        QCOMPARE(path[2]["SecurityGroupRule"], (Json{{"Cidr", "0.0.0.0/0"}, {"Direction", "egress"}, {"Protocol", "all"}}));
        QCOMPARE(path[3]["AclRule"], (Json{{"Cidr", "0.0.0.0/0"}, {"Egress", true}, {"Protocol", "all"}, {"RuleAction", "allow"}, {"RuleNumber", 100}}));
        QCOMPARE(path[4]["RouteTableRoute"], (Json{{"DestinationCidr", "0.0.0.0/0"}, {"NatGatewayId", "nat"}, {"Origin", "createroute"}, {"State", "active"}}));
        QCOMPARE(path[6]["InboundHeader"]["SourceAddresses"][0].get<std::string>(), std::string("10.0.1.10/32"));
        QCOMPARE(path[6]["OutboundHeader"]["SourceAddresses"][0].get<std::string>(), std::string("10.0.0.99/32"));
        QCOMPARE(path[9]["Component"], (Json{{"Id", "igw"}, {"Arn", "arn:aws:ec2:us-east-1:111122223333:internet-gateway/igw"}, {"Name", "front door"}}));
        QCOMPARE(path[9]["OutboundHeader"]["SourceAddresses"][0].get<std::string>(), std::string("198.51.100.99/32"));
    }

    void aLocalRouteAndTheOtherZone() {
        const Json path = analysis(account(), "app", "web")["ForwardPathComponents"];
        QCOMPARE(ids(path), QStringLiteral("app eni-app sg acl private acl sg eni-web web"));
        QCOMPARE(path[4]["RouteTableRoute"], (Json{{"DestinationCidr", "10.0.0.0/16"}, {"GatewayId", "local"}, {"Origin", "createroutetable"}, {"State", "active"}}));
        QCOMPARE(path[6]["SecurityGroupRule"]["SecurityGroupId"].get<std::string>(), std::string("sg"));
        QCOMPARE(path[7]["AdditionalDetails"], (Json::array({{{"AdditionalDetailType", "AVAILABILITY_ZONE_CROSSED"}, {"Component", {{"Id", "eni-web"}}}}})));
        QVERIFY(path[8].contains("InboundHeader"));
    }

    void aBlockedPathEndsAtTheBlock() {
        const Json blocked = analysis(account(), "internet", "web");
        QVERIFY(!blocked["NetworkPathFound"].get<bool>());
        QCOMPARE(ids(blocked["ForwardPathComponents"]), QStringLiteral("igw acl"));
        const Json& why = blocked["Explanations"][0];
        QCOMPARE(why["ExplanationCode"].get<std::string>(), std::string("SG_REFERENCES_NOT_PRESERVED"));
        QCOMPARE(why["Direction"].get<std::string>(), std::string("ingress"));
        QCOMPARE(why["SecurityGroup"]["Id"].get<std::string>(), std::string("sg"));
        QCOMPARE(why["NetworkInterface"]["Id"].get<std::string>(), std::string("eni-web"));
        QCOMPARE(why["Port"].get<int>(), 443);
        QCOMPARE(why["Protocols"], (Json{"tcp"}));
        QCOMPARE(why["Subnet"]["Id"].get<std::string>(), std::string("pub"));
        QCOMPARE(why["Vpc"]["Id"].get<std::string>(), std::string("vpc"));
    }

    void everyBlockerIsExplained() {
        NetworkSketch sketch = account();
        sketch.change<NetworkAcl>("acl", [](NetworkAcl& acl) { acl.entries.clear(); });
        const Json why = analysis(sketch, "app", "internet")["Explanations"];
        QVERIFY(why.size() > 1);
        QCOMPARE(why[0]["AclRule"], (Json{{"Cidr", "0.0.0.0/0"}, {"Protocol", "all"}, {"RuleAction", "deny"}, {"RuleNumber", 32767}, {"Egress", true}}));
        QCOMPARE(why[0]["Acl"]["Id"].get<std::string>(), std::string("acl"));
        QCOMPARE(why[0]["Direction"].get<std::string>(), std::string("egress"));
        QCOMPARE(why[1]["Direction"].get<std::string>(), std::string("ingress"));
    }

    void throughATransitGateway() {
        const Json path = analysis(throughTransit(), "app", "i-far")["ForwardPathComponents"];
        QCOMPARE(ids(path), QStringLiteral("app eni-app sg acl private acl tgw tgw-rtb att-far sg-far eni-i-far i-far"));
        QCOMPARE(path[7]["TransitGatewayRouteTableRoute"],
                 (Json{{"DestinationCidr", "10.1.0.0/16"}, {"State", "active"}, {"RouteOrigin", "propagated"}, {"AttachmentId", "att-far"}, {"ResourceId", "far"}, {"ResourceType", "vpc"}}));
        QCOMPARE(path[7]["TransitGateway"]["Id"].get<std::string>(), std::string("tgw"));
        QCOMPARE(path[7]["AdditionalDetails"][0]["AdditionalDetailType"].get<std::string>(), std::string("UNIDIRECTIONAL_PATH_ANALYSIS_ONLY"));
    }

    void appliancesBehindATransitGatewayWantItsApplianceMode() {
        NetworkSketch sketch = throughTransit();
        sketch.route("inspect", "10.1.0.0/24", "eni-box");
        for (const auto& [id, cidr, table] : {std::tuple("sub-in", "10.1.8.0/24", "inspect"), std::tuple("sub-box", "10.1.9.0/24", "main-far")}) {
            sketch.subnet(id, cidr, table);
            sketch.change<Subnet>(id, [](Subnet& subnet) { subnet.vpc = "far"; });
        }
        sketch.change<RouteTable>("inspect", [](RouteTable& table) { table.vpc = "far"; });
        sketch.instance("box", "sub-box", "10.1.9.10");
        sketch.change<NetworkInterface>("eni-box", [](NetworkInterface& interface) {
            interface.groups = {"sg-far"};
            interface.sourceDestCheck = false;
        });
        const auto details = [&](const char* mode) {
            sketch.change<TransitGatewayAttachment>("att-far", [&](TransitGatewayAttachment& attachment) {
                attachment.subnets = {"sub-in"};
                attachment.applianceMode = mode;
            });
            const Json path = analysis(sketch, "app", "i-far")["ForwardPathComponents"];
            QStringList out;
            for (const Json& each : path)
                if (each["Component"]["Id"] == "att-far")
                    for (const Json& detail : each["AdditionalDetails"])
                        out << QString::fromStdString(detail["AdditionalDetailType"].get<std::string>());
            return ids(path).contains("eni-box") ? out : QStringList{"not through the box: " + ids(path)};
        };
        QCOMPARE(details(""), QStringList{"TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED"});
        QCOMPARE(details("enable"), QStringList());
    }

    void policiesAreNotPartOfIt() {
        NetworkSketch sketch = account();
        Request call;
        call.from = "web";
        call.action = "s3:GetObject";
        call.resource = "arn:aws:s3:::somewhere/key";
        call.resourceRegion = "us-east-1";
        const Trace result = trace(Network::compile(sketch.topology), call);
        QVERIFY(result.verdict != Verdict::Allowed); // nobody has a role
        const Json found = reachabilityAnalysis(result, sketch.topology)["NetworkInsightsAnalyses"][0];
        QVERIFY2(found["NetworkPathFound"].get<bool>(), found.dump(2).c_str());
    }

    /// Each member that we write is one of the service model's, and of its type.
    void membersAreThoseOfAws() {
        const char* script = "import botocore.loaders, json, sys; json.dump(botocore.loaders.Loader().load_service_model('ec2', 'service-2')['shapes'], sys.stdout)";
        QProcess python;
        python.start("python3", {"-c", script});
        const bool ran = python.waitForFinished(60000) && python.exitCode() == 0;
        const auto shapes = parseJson(ran ? python.readAllStandardOutput().toStdString() : std::string());
        if (!shapes)
            QSKIP("The AWS CLI's service model (botocore) is not on this machine.");
        for (const Json& each : allKinds()) {
            const std::string wrong = misfit(each, "NetworkInsightsAnalysis", *shapes);
            QVERIFY2(wrong.empty(), (wrong + '\n' + each.dump(2)).c_str());
        }
    }

private:
    /// What in a value does not fit the shape; empty: nothing.
    static std::string misfit(const Json& value, const std::string& shape, const Json& shapes) {
        const Json& what = shapes[shape];
        const auto type = what["type"].get<std::string>();
        if (type == "structure") {
            if (!value.is_object())
                return shape + " is no object";
            for (const auto& [key, member] : value.items()) {
                if (!what["members"].contains(key))
                    return shape + " has no " + key;
                if (const std::string wrong = misfit(member, what["members"][key]["shape"].get<std::string>(), shapes); !wrong.empty())
                    return key + ": " + wrong;
            }
            return {};
        }
        if (type == "list") {
            for (const Json& each : value)
                if (const std::string wrong = misfit(each, what["member"]["shape"].get<std::string>(), shapes); !wrong.empty())
                    return wrong;
            return value.is_array() ? std::string() : shape + " is no list";
        }
        const bool fits = type == "string" ? value.is_string() : type == "boolean" ? value.is_boolean() : type == "integer" ? value.is_number_integer() : true;
        return fits ? std::string() : shape + " is no " + type;
    }
};

WAYLIGHT_TEST(ReachabilityAnalyzerTest)
#include "tst_reachability_analyzer.moc"
