// SPDX-License-Identifier: MIT
#include "tests/support/fault_shapes.h"

using namespace waylight;

namespace {

using Way = FaultSketch::Way;
constexpr const char* bucketArn = "arn:aws:s3:::data/report.csv";
constexpr const char* tableArn = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";

PolicyText statement(const std::string& effect, const std::string& principal, const std::string& action,
                     const std::string& resource, const std::string& condition = {}) {
    return {R"({"Version":"2012-10-17","Statement":[{"Effect":")" + effect + '"' +
            (principal.empty() ? "" : R"(,"Principal":")" + principal + '"') + R"(,"Action":")" + action +
            R"(","Resource":")" + resource + '"' + (condition.empty() ? "" : R"(,"Condition":)" + condition) + "}]}"};
}

void prefixList(FaultSketch& s, const Id& id, const std::string& service, const std::vector<std::string>& blocks) {
    auto list = s.fresh<PrefixList>(id);
    list.listName = "com.amazonaws.us-east-1." + service;
    for (const std::string& block : blocks)
        list.cidrs.push_back(faultBlock(block));
    s.set(list);
}

void roleOf(FaultSketch& s, const Id& instance, const std::string& action, const std::string& resource) {
    auto role = s.fresh<Role>("role-client");
    NamedPolicy policy;
    policy.name = "access";
    policy.document = statement("Allow", "", action, resource);
    role.policies = {policy};
    s.set(role);
    auto profile = s.fresh<InstanceProfile>("profile-client");
    profile.roles = {Id("role-client")};
    s.set(profile);
    s.change<Instance>(instance, [](Instance& each) { each.profile = "profile-client"; });
    s.fault("role-without-policy", "role-client", Stage::IdentityPolicy,
            [](Topology& t) { changeIn<Role>(t, "role-client", [](Role& each) { each.policies.clear(); }); });
    s.fault("role-allows-other-action", "role-client", Stage::IdentityPolicy, [resource](Topology& t) {
        changeIn<Role>(t, "role-client", [&](Role& each) {
            each.policies.front().document = statement("Allow", "", "sns:Publish", resource);
        });
    });
    s.fault("role-denies", "role-client", Stage::IdentityPolicy, [=](Topology& t) {
        changeIn<Role>(t, "role-client", [&](Role& each) {
            NamedPolicy deny;
            deny.name = "no";
            deny.document = statement("Deny", "", action, "*");
            each.policies.push_back(deny);
        });
    });
    s.fault("instance-without-role", instance, Stage::IdentityPolicy,
            [instance](Topology& t) { changeIn<Instance>(t, instance, [](Instance& each) { each.profile = {}; }); });
    s.fault("boundary-without-allow", "role-client", Stage::PermissionsBoundary, [](Topology& t) {
        changeIn<Role>(t, "role-client",
                       [](Role& each) { each.permissionsBoundary = statement("Allow", "", "sns:*", "*"); });
    });
}

template <class Target>
void targetFaults(FaultSketch& s, const Id& target, const std::string& action, const std::string& resource) {
    const auto deny = [=](const std::string& condition) {
        return [=](Topology& t) {
            changeIn<Target>(t, target,
                             [&](Target& each) { each.policy = statement("Deny", "*", action, resource, condition); });
        };
    };
    s.fault("target-policy-denies", target, Stage::ResourcePolicy, deny({}));
    s.fault("target-policy-wants-other-endpoint", target, Stage::ResourcePolicy,
            deny(R"({"StringNotEquals":{"aws:SourceVpce":"vpce-other"}})"));
    s.fault("target-policy-wants-other-vpc", target, Stage::ResourcePolicy,
            deny(R"({"StringNotEquals":{"aws:SourceVpc":"vpc-other"}})"));
}

void endpointFaults(FaultSketch& s, const Id& endpoint, const std::string& action) {
    s.fault("endpoint-policy-without-allow", endpoint, Stage::EndpointPolicy, [endpoint](Topology& t) {
        changeIn<VpcEndpoint>(t, endpoint,
                              [](VpcEndpoint& each) { each.policy = statement("Allow", "*", "sns:Publish", "*"); });
    });
    s.fault("endpoint-policy-other-resource", endpoint, Stage::EndpointPolicy, [=](Topology& t) {
        changeIn<VpcEndpoint>(t, endpoint, [&](VpcEndpoint& each) {
            each.policy = statement("Allow", "*", action, "arn:aws:s3:::another/*");
        });
    });
    s.fault("endpoint-policy-denies", endpoint, Stage::EndpointPolicy, [=](Topology& t) {
        changeIn<VpcEndpoint>(t, endpoint, [&](VpcEndpoint& each) {
            each.policy = {
                R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":")" +
                action + R"(","Resource":"*"}]})"};
        });
    });
}

/// The client's subnet, and DNS.
void caller(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.elsewhere("vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.host("i-client", "subnet-a", "10.0.1.10");
    s.change<Vpc>("vpc-a", [](Vpc& each) { each.enableDnsHostnames = true; });
    s.fault("dns-support-off", "vpc-a", Stage::Dns,
            [](Topology& t) { changeIn<Vpc>(t, "vpc-a", [](Vpc& each) { each.enableDnsSupport = false; }); });
    s.mayStop("i-client");
}

void gatewayEndpoint(FaultSketch& s, const std::string& service, const std::string& action,
                     const std::string& resource) {
    caller(s);
    prefixList(s, "pl-1", service,
               service == "s3" ? std::vector<std::string>{"52.216.0.0/15", "3.5.0.0/20"}
                               : std::vector<std::string>{"3.218.180.0/22", "52.94.0.0/22"});
    auto endpoint = s.fresh<VpcEndpoint>("vpce-gateway");
    endpoint.vpc = "vpc-a";
    endpoint.service = "com.amazonaws.us-east-1." + service;
    endpoint.state = "available";
    endpoint.routeTables = {Id("rtb-subnet-a")};
    if (s.dice().chance(50))
        endpoint.policy = statement("Allow", "*", service + ":*", "*");
    s.set(endpoint);
    s.asksCall("i-client", action, resource);
    s.crosses("subnet-a", true, Way::There, "0.0.0.0/0");
    s.crosses("subnet-a", false, Way::Back, "0.0.0.0/0");
    s.change<SecurityGroup>("sg-i-client", [](SecurityGroup& each) { each.egress.clear(); });
    s.allowsOut("sg-i-client", "0.0.0.0/0");
    if (s.dice().chance(60))
        s.change<SecurityGroup>("sg-i-client", [](SecurityGroup& each) {
            each.egress.back().cidr.reset();
            each.egress.back().prefixList = "pl-1";
        });
    roleOf(s, "i-client", action, resource);
    endpointFaults(s, "vpce-gateway", action);
    s.badState<VpcEndpoint>("gateway-endpoint-state", "vpce-gateway", "failed", Stage::Endpoint);
    const auto plant = [&](const char* kind, const Id& culprit, std::function<void(VpcEndpoint&)> edit) {
        s.fault(kind, culprit, Stage::Route, [=](Topology& t) { changeIn<VpcEndpoint>(t, "vpce-gateway", edit); });
    };
    plant("endpoint-not-associated", "rtb-subnet-a", [](VpcEndpoint& each) { each.routeTables.clear(); });
    plant("endpoint-other-table", "rtb-subnet-a", [](VpcEndpoint& each) { each.routeTables = {Id("rtb-main-vpc-a")}; });
    plant("endpoint-other-service", "rtb-subnet-a",
          [other = std::string(service == "s3" ? "dynamodb" : "s3")](VpcEndpoint& each) {
              each.service = "com.amazonaws.us-east-1." + other;
          });
    s.fault("endpoint-missing", "rtb-subnet-a", Stage::Route, [](Topology& t) { t.erase("vpce-gateway"); });
    s.fault("table-other-there", "rtb-isolated-vpc-a", Stage::Route, [](Topology& t) {
        changeIn<Subnet>(t, "subnet-a", [](Subnet& each) { each.routeTable = "rtb-isolated-vpc-a"; });
    });
}

void gatewayEndpointS3(FaultSketch& s) {
    auto bucket = s.fresh<Bucket>("data");
    s.set(bucket);
    gatewayEndpoint(s, "s3", "s3:GetObject", bucketArn);
    targetFaults<Bucket>(s, "data", "s3:GetObject", bucketArn);
    s.fault("bucket-in-other-region", "rtb-subnet-a", Stage::Route,
            [](Topology& t) { changeIn<Bucket>(t, "data", [](Bucket& each) { each.region = "eu-west-1"; }); });
}

void gatewayEndpointDynamo(FaultSketch& s) {
    auto table = s.fresh<DynamoTable>("table-orders");
    table.tableName = "orders";
    s.set(table);
    gatewayEndpoint(s, "dynamodb", "dynamodb:GetItem", tableArn);
    targetFaults<DynamoTable>(s, "table-orders", "dynamodb:GetItem", tableArn);
}

void interfaceEndpoint(FaultSketch& s) {
    caller(s);
    s.subnet("subnet-endpoint", "vpc-a", "10.0.2.0/24", s.dice().chance(50) ? 'a' : 'b');
    s.set(s.fresh<Bucket>("data"));
    auto group = s.fresh<SecurityGroup>("sg-endpoint");
    group.vpc = "vpc-a";
    s.set(group);
    auto interface = s.fresh<NetworkInterface>("eni-endpoint");
    interface.interfaceType = "vpc_endpoint";
    interface.subnet = "subnet-endpoint";
    interface.groups = {Id("sg-endpoint")};
    PrivateAddress own;
    own.address = faultAddress("10.0.2.40");
    interface.addresses = {own};
    s.set(interface);
    auto endpoint = s.fresh<VpcEndpoint>("vpce-interface");
    endpoint.type = EndpointType::Interface;
    endpoint.vpc = "vpc-a";
    endpoint.service = "com.amazonaws.us-east-1.s3";
    endpoint.state = "available";
    endpoint.subnets = {Id("subnet-endpoint")};
    endpoint.groups = {Id("sg-endpoint")};
    endpoint.interfaces = {Id("eni-endpoint")};
    endpoint.privateDns = true;
    s.set(endpoint);
    s.asksCall("i-client", "s3:GetObject", bucketArn);
    s.allowsOut("sg-i-client", "10.0.2.0/24");
    if (s.dice().chance(50))
        s.allowsGroupIn("sg-endpoint", "sg-i-client");
    else
        s.allowsIn("sg-endpoint", "10.0.0.0/16");
    s.crossesBetween("subnet-a", "10.0.1.0/24", "subnet-endpoint", "10.0.2.0/24");
    roleOf(s, "i-client", "s3:GetObject", bucketArn);
    targetFaults<Bucket>(s, "data", "s3:GetObject", bucketArn);
    endpointFaults(s, "vpce-interface", "s3:GetObject");
    // The name keeps its public answer then, and no route leads there.
    const auto plant = [&](const char* kind, std::function<void(Topology&)> edit) {
        s.fault(kind, "rtb-subnet-a", Stage::Route, std::move(edit));
    };
    plant("private-dns-off", [](Topology& t) {
        changeIn<VpcEndpoint>(t, "vpce-interface", [](VpcEndpoint& each) { each.privateDns = false; });
    });
    plant("private-dns-inbound-only", [](Topology& t) {
        changeIn<VpcEndpoint>(t, "vpce-interface", [](VpcEndpoint& each) { each.privateDnsOnlyForInbound = true; });
    });
    plant("dns-hostnames-off",
          [](Topology& t) { changeIn<Vpc>(t, "vpc-a", [](Vpc& each) { each.enableDnsHostnames = false; }); });
    plant("interface-endpoint-state", [](Topology& t) {
        changeIn<VpcEndpoint>(t, "vpce-interface", [](VpcEndpoint& each) { each.state = "pendingAcceptance"; });
    });
    plant("own-resolver", [](Topology& t) {
        DhcpOptions options;
        options.id = "dopt-1";
        options.nameServers = {"10.0.0.53"};
        t.set(Resource(options));
        changeIn<Vpc>(t, "vpc-a", [](Vpc& each) { each.dhcpOptions = "dopt-1"; });
    });
}

// --- load balancers

void loadBalancer(FaultSketch& s) {
    const Id balancer = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/front/0123456789abcdef";
    s.vpc("vpc-a", "10.0.0.0/16");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-lb", "vpc-a", "10.0.2.0/24");
    s.subnet("subnet-target", "vpc-a", "10.0.3.0/24");
    s.subnet("subnet-far", "vpc-a", "10.0.4.0/24", 'b');
    s.host("i-client", "subnet-a", "10.0.1.10");
    s.host("i-target", "subnet-target", "10.0.3.20");
    s.host("i-far", "subnet-far", "10.0.4.20");
    auto interface = s.fresh<NetworkInterface>("eni-lb");
    interface.interfaceType = "network_load_balancer";
    interface.description = "ELB net/front/0123456789abcdef";
    interface.subnet = "subnet-lb";
    PrivateAddress own;
    own.address = faultAddress("10.0.2.30");
    interface.addresses = {own};
    s.set(interface);
    auto loadBalancer = s.fresh<LoadBalancer>(balancer);
    loadBalancer.loadBalancerName = "front";
    loadBalancer.scheme = LoadBalancerScheme::Internal;
    loadBalancer.vpc = "vpc-a";
    loadBalancer.subnets = {Id("subnet-lb")};
    loadBalancer.state = "active";
    s.set(loadBalancer);
    s.asks("i-client", balancer);
    s.request.protocol = Protocol::tcp();
    s.request.port = s.dice().chance(50) ? 80 : 443;
    auto group = s.fresh<TargetGroup>("tg-1");
    group.vpc = "vpc-a";
    group.port = s.request.port;
    Target target;
    target.target = "i-target";
    group.targets = {target};
    s.set(group);
    auto listener = s.fresh<Listener>("listener-1");
    listener.loadBalancer = balancer;
    listener.port = s.request.port;
    listener.targetGroups = {Id("tg-1")};
    s.set(listener);
    s.allowsOut("sg-i-client", "10.0.2.30");
    s.allowsIn("sg-i-target", "10.0.1.0/24");
    s.crosses("subnet-a", true, Way::There, "10.0.2.0/24");
    s.crosses("subnet-lb", false, Way::There, "10.0.1.0/24");
    s.crosses("subnet-lb", true, Way::There, "10.0.3.0/24");
    s.crosses("subnet-target", false, Way::There, "10.0.1.0/24");
    s.crosses("subnet-target", true, Way::Back, "10.0.1.0/24");
    s.crosses("subnet-lb", false, Way::Back, "10.0.3.0/24");
    s.crosses("subnet-lb", true, Way::Back, "10.0.1.0/24");
    s.crosses("subnet-a", false, Way::Back, "10.0.2.0/24");
    s.mayStop("i-target");
    s.badState<LoadBalancer>("balancer-state", balancer, "failed", Stage::Gateway);
    const auto plant = [&](const char* kind, std::function<void(Topology&)> edit) {
        s.fault(kind, balancer, Stage::Gateway, std::move(edit));
    };
    plant("listener-missing", [](Topology& t) { t.erase("listener-1"); });
    plant("listener-other-port",
          [](Topology& t) { changeIn<Listener>(t, "listener-1", [](Listener& each) { each.port += 1; }); });
    plant("listener-other-protocol",
          [](Topology& t) { changeIn<Listener>(t, "listener-1", [](Listener& each) { each.protocol = "UDP"; }); });
    plant("target-group-empty",
          [](Topology& t) { changeIn<TargetGroup>(t, "tg-1", [](TargetGroup& each) { each.targets.clear(); }); });
    plant("listener-without-group",
          [](Topology& t) { changeIn<Listener>(t, "listener-1", [](Listener& each) { each.targetGroups.clear(); }); });
    plant("target-in-other-zone", [](Topology& t) {
        changeIn<TargetGroup>(t, "tg-1", [](TargetGroup& each) { each.targets.front().target = "i-far"; });
        SecurityGroup open = *t.get<SecurityGroup>(Id("sg-i-far"));
        open.ingress = {t.get<SecurityGroup>(Id("sg-i-target"))->ingress.back()};
        t.set(Resource(open));
        changeIn<Subnet>(t, "subnet-far", [](Subnet& each) { each.networkAcl = {}; });
        changeIn<Subnet>(t, "subnet-lb", [](Subnet& each) { each.networkAcl = {}; });
    });
}

constexpr FaultShape shapes[] = {
    {"gateway-endpoint-s3", gatewayEndpointS3},
    {"gateway-endpoint-dynamodb", gatewayEndpointDynamo},
    {"interface-endpoint", interfaceEndpoint},
    {"load-balancer", loadBalancer},
};

} // namespace

std::span<const FaultShape> serviceShapes() {
    return shapes;
}
