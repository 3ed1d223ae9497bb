// SPDX-License-Identifier: MIT
#include "tests/ui/render/sample.h"

#include "core/base/message_ids.h"
#include "core/drawing/layout.h"

using namespace waylight;

Design sampleDesign() {
    Design design;
    design.name = "Sample";
    const auto put = [&](auto resource) { design.topology.set(Resource(std::move(resource))); };
    Region region;
    region.id = "us-east-1";
    put(region);
    Vpc vpc;
    vpc.id = "vpc-1";
    vpc.region = region.id;
    vpc.cidrs = {*Cidr::parse("10.0.0.0/16")};
    put(vpc);
    RouteTable table;
    table.id = "rtb-1";
    table.vpc = vpc.id;
    table.main = true;
    put(table);
    Subnet subnet;
    subnet.id = "subnet-1";
    subnet.vpc = vpc.id;
    subnet.availabilityZone = "us-east-1a";
    subnet.cidr = *Cidr::parse("10.0.1.0/24");
    put(subnet);
    Instance instance;
    instance.id = "i-1";
    instance.name = "web";
    put(instance);
    NetworkInterface interface;
    interface.id = "eni-1";
    interface.instance = instance.id;
    interface.subnet = subnet.id;
    put(interface);
    VpcEndpoint endpoint;
    endpoint.id = "vpce-1";
    endpoint.vpc = vpc.id;
    endpoint.service = "com.amazonaws.us-east-1.s3";
    endpoint.routeTables = {table.id};
    put(endpoint);
    Bucket bucket;
    bucket.id = "bucket-1";
    bucket.name = "logs";
    bucket.region = region.id;
    put(bucket);
    design.layout = autoLayout(design);
    return design;
}

Trace sampleTrace(bool allowed) {
    Trace trace;
    trace.verdict = allowed ? Verdict::Allowed : Verdict::Blocked;
    trace.request.name = "May web read logs?";
    const auto check = [&](Stage stage, const Id& resource) {
        Check made;
        made.stage = stage;
        made.resource = resource;
        made.outcome = !allowed && stage == Stage::Route ? Outcome::Block : Outcome::Pass;
        made.message = message(MessageId::Verbatim, "What the check at `" + resource + "` says, in as many words as such sentences have.");
        if (made.outcome == Outcome::Block)
            trace.blockers.push_back(made);
        return made;
    };
    trace.hops = {{"i-1", "instance", Direction::Forward, {check(Stage::SecurityGroup, "sg-1")}},
                  {"subnet-1", "subnet", Direction::Forward, {check(Stage::NetworkAcl, "acl-1"), check(Stage::Route, "rtb-1")}},
                  {"vpce-1", "vpc-endpoint", Direction::Forward, {check(Stage::EndpointPolicy, "vpce-1")}},
                  {"bucket-1", "bucket", Direction::Forward, {check(Stage::ResourcePolicy, "bucket-1")}},
                  {"vpce-1", "vpc-endpoint", Direction::Return, {check(Stage::Endpoint, "vpce-1")}},
                  {"subnet-1", "subnet", Direction::Return, {check(Stage::NetworkAcl, "acl-1")}},
                  {"i-1", "instance", Direction::Return, {check(Stage::SecurityGroup, "sg-1")}}};
    return trace;
}
