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
    for (const auto& [id, kind] : {std::pair("i-1", "instance"), std::pair("subnet-1", "subnet"), std::pair("rtb-1", "route-table"), std::pair("vpce-1", "vpc-endpoint"), std::pair("bucket-1", "bucket")}) {
        Check check;
        check.resource = id;
        check.outcome = !allowed && check.resource == "rtb-1" ? Outcome::Block : Outcome::Pass;
        check.message = message(MessageId::Verbatim, "What the check at `" + check.resource + "` says, in as many words as such sentences have.");
        trace.hops.push_back({id, kind, Direction::Forward, {check}});
        if (check.outcome == Outcome::Block)
            trace.blockers.push_back(check);
    }
    return trace;
}
