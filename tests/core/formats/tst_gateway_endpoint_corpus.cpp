// SPDX-License-Identifier: MIT
#include "core/formats/open.h"
#include "core/trace/engine.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QtTest>

using namespace waylight;

/// The gateway endpoints of real files answer as somebody who reads the file would say: which subnets use them, and what their policies let
/// through. A host that may do everything asks from a subnet of the file.
class GatewayEndpointCorpusTest : public QObject {
    Q_OBJECT

    static constexpr const char* account = "123456789012";

    template <class T>
    static T fresh(const Id& id, const std::string& region) {
        T resource;
        resource.id = id;
        resource.region = region;
        resource.account = account;
        return resource;
    }

    /// A host with the subnet's hundredth address (its tenth in a small one), and the bucket and table that it asks for.
    static void addProbe(Topology& topology, const Subnet& subnet, const std::string& bucket) {
        const std::string& region = subnet.region;
        auto group = fresh<SecurityGroup>("probe-group", region);
        group.vpc = subnet.vpc;
        SecurityGroupRule all;
        all.cidr = Cidr::all(IpFamily::V4);
        group.egress = {all};
        auto role = fresh<Role>("probe-role", {});
        role.policies = {{"all", {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})"}, {}}};
        auto profile = fresh<InstanceProfile>("probe-profile", {});
        profile.roles = {Ref<Role>(role.id)};
        auto host = fresh<Instance>("probe", region);
        host.profile = profile.id;
        auto interface = fresh<NetworkInterface>("probe-interface", region);
        interface.subnet = subnet.id;
        interface.instance = host.id;
        interface.groups = {Ref<SecurityGroup>(group.id)};
        interface.addresses = {{subnet.cidr->address().plus(subnet.cidr->length() > 25 ? 9 : 99), {}, {}}};
        topology.set(Resource(group));
        topology.set(Resource(role));
        topology.set(Resource(profile));
        topology.set(Resource(host));
        topology.set(Resource(interface));
        topology.set(Resource(fresh<Bucket>(bucket, region)));
        topology.set(Resource(fresh<DynamoTable>("orders", region)));
    }

private slots:
    void answersAsAReaderWould_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("subnet");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("through"); ///< the way comes through this; `!x`: not through it
        QTest::addColumn<QString>("bucket");
        int number = 0;
        const auto row = [&](const char* file, const char* subnet, const char* action, const char* verdict, const char* through, const char* bucket = "some-bucket") {
            QTest::addRow("%d %s", ++number, subnet) << file << subnet << action << verdict << through << bucket;
        };
        const char* get = "s3:GetObject";
        const char* item = "dynamodb:GetItem";
        const char* ec2 = "cfn-yaml/aws-cloudformation+aws-cloudformation-templates__ECS__EC2LaunchType__clusters__private-vpc.yaml";
        row(ec2, "PrivateSubnetOne", item, "allowed", "DynamoDBEndpoint");
        row(ec2, "PublicSubnetOne", item, "blocked", "!DynamoDBEndpoint"); // its table has no route to the endpoint: to the internet, without an address
        row(ec2, "PrivateSubnetTwo", get, "allowed", "NatGatewayTwo");     // the endpoint is DynamoDB's
        const char* fargate = "cfn-yaml/aws-cloudformation+aws-cloudformation-templates__ECS__FargateLaunchType__clusters__private-vpc.yaml";
        row(fargate, "PrivateSubnetOne", "dynamodb:PutItem", "allowed", "DynamoDBEndpoint");
        const char* ia = "cfn-yaml/aws-ia+cfn-ps-aws-vpc__templates__aws-vpc.template.yaml";
        row(ia, "PrivateSubnet1A", get, "allowed", "S3VPCEndpoint");
        row(ia, "PublicSubnet1", get, "blocked", "!S3VPCEndpoint");
        const char* quick = "cfn-yaml/aws-quickstart+quickstart-aws-vpc__templates__aws-vpc.template.yaml";
        row(quick, "PrivateSubnet2A", "s3:PutObject", "allowed", "S3VPCEndpoint");
        const char* science = "cfn-yaml/aws-samples+secure-data-science-reference-architecture__cloudformation__ds_shared_services_network.yaml";
        row(science, "SharedServicesSubnetA", get, "allowed", "S3Endpoint");
        row(science, "SharedServicesSubnetB", "s3:PutObject", "blocked", "S3Endpoint"); // its policy allows Get* and List*
        row("cfn-yaml/awslabs+aws-cloudformation-templates__aws__services__ECS__EC2LaunchType__clusters__private-vpc.yml", "PrivateSubnetOne", item, "allowed", "DynamoDBEndpoint");
        row("cfn-yaml/awslabs+aws-cloudformation-templates__aws__services__ECS__FargateLaunchType__clusters__private-vpc.yml", "PrivateSubnetTwo", item, "allowed", "DynamoDBEndpoint");
        const char* wait = "cfn-json/aws-cloudformation+aws-cloudformation-templates__Solutions__CloudFormationEndpointSignals__cfn-endpoint-waitcondition-no-igw.json";
        row(wait, "PrivateSubnet1", "s3:PutObject", "allowed", "S3Endpoint", "cloudformation-waitcondition-us-east-1"); // the one bucket of its policy
        row(wait, "PrivateSubnet1", "s3:PutObject", "blocked", "S3Endpoint");
        row("cfn-json/eksctl-io+eksctl__pkg__cfn__builder__testdata__vpc_private_china.json", "SubnetPrivateCNNORTH1A", get, "allowed", "VPCEndpointS3");
        row("cfn-json/eksctl-io+eksctl__pkg__cfn__builder__testdata__vpc_private_isof.json", "SubnetPrivateUSISOFSOUTH1A", get, "unknown", "!VPCEndpointS3"); // the addresses there are not public
        row("cfn-json/eksctl-io+eksctl__pkg__cfn__builder__testdata__vpc_private_outposts.json", "SubnetPrivateUSWEST2A", get, "allowed", "VPCEndpointS3");
        row("cfn-json/eksctl-io+eksctl__pkg__cfn__builder__testdata__vpc_private_outposts_china.json", "SubnetPrivateCNNORTH1A", get, "allowed", "VPCEndpointS3");
        const char* queue = "cdk/awslabs+aws-cdk__kages__aws-cdk__aws-ecs-patterns__test__fargate__integ.queue-processing-fargate-service-isolated.expected.json";
        row(queue, "VPCIsolatedSubnet1SubnetEBD00FC6", get, "allowed", "VPCS3Endpoint18C9C7CA");
        row(queue, "VPCPublicSubnet1SubnetB4246D30", get, "blocked", "!VPCS3Endpoint18C9C7CA");
        row("cdk/awslabs+aws-solutions-constructs__ns-constructs__aws-lambda-transcribe__test__integ.lamtsb-deployVpc.js.snapshot__lamtsb-deployVpc.template.json", "VpcisolatedSubnet1SubnetE62B1B9B", get, "allowed", "VpcS3A5408339");
        const char* existing = "cdk/awslabs+aws-solutions-constructs__s-fargate-dynamodb__test__integ.farddb-existing-resources.js.snapshot__farddb-existing-resources.template.json";
        row(existing, "VpcPrivateSubnet1Subnet536B997A", item, "allowed", "VpcDDB49FBEC5F");
        row(existing, "VpcPublicSubnet1Subnet5C2D37C4", get, "allowed", "VpcS3A5408339"); // needs no public address
        const char* lamddb = "cdk/awslabs+aws-solutions-constructs__st__integ.lamddb-deployFunctionWithExistingVpc.js.snapshot__lamddb-deployFunctionWithExistingVpc.template.json";
        row(lamddb, "VpcPrivateSubnet1Subnet536B997A", item, "allowed", "VpcDDB49FBEC5F");
        row(lamddb, "VpcPrivateSubnet1Subnet536B997A", get, "allowed", "!VpcDDB49FBEC5F"); // by NAT: there is none for S3
        row("cdk/awslabs+aws-solutions-constructs__structs__aws-lambda-comprehend__test__integ.lamcmp-existing-vpc.js.snapshot__lamcmp-existing-vpc.template.json", "VpcPrivateSubnet2Subnet3788AAA1", get, "allowed", "VpcS3A5408339");
        const char* newer = "cdk/awslabs+aws-solutions-constructs__tructs__aws-fargate-dynamodb__test__integ.farddb-new-resources.js.snapshot__farddb-new-resources.template.json";
        row(newer, "VpcPrivateSubnet1Subnet536B997A", item, "allowed", "VpcDDB49FBEC5F");
        row(newer, "VpcPrivateSubnet2Subnet3788AAA1", get, "allowed", "VpcS3A5408339");
        // Its policy has a Deny and no Allow.
        row("tfstate/show__terraform-aws-modules+terraform-aws-vpc__examples__complete.state.json", "subnet-08dad2b401b04c711", item, "blocked", "vpce-a498d28197b6f1e63");
        row("tfstate/raw-v4__terraform-aws-modules+terraform-aws-vpc__examples__complete.tfstate", "subnet-130b978a0f2ef8312", item, "blocked", "vpce-a498d28197b6f1e63");
        row("describe/batfish__test-vpc-endpoint-gateway", "subnet-01e5f0945f6d6f47c", get, "unknown", "vpce-0b7357542bb7b83ec"); // the dump lacks the DNS switches
    }
    void answersAsAReaderWould() {
        QFETCH(QString, file);
        QFETCH(QString, subnet);
        QFETCH(QString, action);
        QFETCH(QString, verdict);
        QFETCH(QString, through);
        QFETCH(QString, bucket);
        const QString path = corpusPath("formats/" + file);
        if (path.isEmpty() || !QFile::exists(path))
            QSKIP("The corpora are not on this machine.");
        auto loaded = openAny(path.toStdString());
        QVERIFY(loaded);
        Topology topology = loaded->design.topology;
        const auto* from = topology.get<Subnet>(subnet.toStdString());
        QVERIFY(from && from->cidr);
        const Subnet home = *from;
        addProbe(topology, home, bucket.toStdString());
        Request request;
        request.from = "probe";
        request.action = action.toStdString();
        const std::string partition = home.region.starts_with("cn-") ? "arn:aws-cn:" : "arn:aws:";
        request.resource = action.startsWith("s3:") ? partition + "s3:::" + bucket.toStdString() + "/key"
                                                    : partition + "dynamodb:" + home.region + ':' + account + ":table/orders";
        const Trace found = trace(Network::compile(topology), request);
        QCOMPARE(qPrintable(QString::fromStdString(std::string(enumName(found.verdict)))), qPrintable(verdict));
        const bool wanted = !through.startsWith('!');
        const Id place = (wanted ? through : through.mid(1)).toStdString();
        const bool there = std::any_of(found.hops.begin(), found.hops.end(), [&](const Hop& hop) { return hop.resource == place; });
        QCOMPARE(there, wanted);
    }
};

WAYLIGHT_TEST(GatewayEndpointCorpusTest)
#include "tst_gateway_endpoint_corpus.moc"
