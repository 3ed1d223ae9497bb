// SPDX-License-Identifier: MIT
#include "tests/support/planted_fault.h"

#include "tests/support/fault_shapes.h"

#include <map>

using namespace waylight;

namespace {

constexpr const char* block = "10.0.0.0/16";

void sameSubnet(FaultSketch& s) {
    s.vpc("vpc-a", block);
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.host("i-client", "subnet-a", "10.0.1.10");
    s.host("i-server", "subnet-a", "10.0.1.20");
    s.asks("i-client", "i-server");
    s.allowsOut("sg-i-client", "10.0.1.20");
    if (s.dice().chance(50))
        s.allowsGroupIn("sg-i-server", "sg-i-client");
    else
        s.allowsIn("sg-i-server", "10.0.1.0/24");
    s.mayStop("i-client");
    s.mayStop("i-server");
}

/// Two subnets of a VPC; the local route joins them unless something replaced it.
void twoSubnets(FaultSketch& s, char zone) {
    s.vpc("vpc-a", block);
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-b", "vpc-a", "10.0.2.0/24", zone);
    s.host("i-client", "subnet-a", "10.0.1.10");
    s.host("i-server", "subnet-b", "10.0.2.20");
    s.asks("i-client", "i-server");
    s.allowsOut("sg-i-client", "10.0.2.20");
    if (s.dice().chance(50))
        s.allowsGroupIn("sg-i-server", "sg-i-client");
    else
        s.allowsIn("sg-i-server", "10.0.1.10");
    s.crossesBetween("subnet-a", "10.0.1.0/24", "subnet-b", "10.0.2.0/24");
    s.mayStop("i-client");
    s.mayStop("i-server");
    for (const char* table : {"rtb-subnet-a", "rtb-subnet-b"})
        s.fault(std::string("local-route-replaced") + (table == std::string("rtb-subnet-a") ? "-there" : "-back"),
                table, Stage::Route, [table](Topology& t) {
                    changeIn<RouteTable>(t, table, [](RouteTable& each) {
                        Route route;
                        route.destination = faultBlock(block);
                        route.target = "eni-gone";
                        route.state = RouteState::Blackhole;
                        each.routes.push_back(route);
                    });
                });
}

void otherSubnet(FaultSketch& s) {
    twoSubnets(s, 'a');
}
void otherZone(FaultSketch& s) {
    twoSubnets(s, 'b');
}

constexpr FaultShape localShapes[] = {
    {"same-subnet", sameSubnet}, {"other-subnet", otherSubnet}, {"other-zone", otherZone}};

} // namespace

std::span<const FaultShape> faultShapes() {
    static const std::vector<FaultShape> all = [] {
        std::vector<FaultShape> shapes(std::begin(localShapes), std::end(localShapes));
        for (const auto& more : {internetShapes(), transitShapes(), serviceShapes()})
            shapes.insert(shapes.end(), more.begin(), more.end());
        return shapes;
    }();
    return all;
}

namespace {

/// Kind by kind, so that what can go wrong at many places is not planted more often than what is rare.
const Fault& chosen(FaultSketch& sketch, unsigned number) {
    std::map<std::string, std::vector<const Fault*>> byKind;
    for (const Fault& fault : sketch.faults)
        byKind[fault.kind].push_back(&fault);
    const auto& sameKind = std::next(byKind.begin(), static_cast<int>(number % byKind.size()))->second;
    return *sketch.dice().oneOf(sameKind);
}

} // namespace

PlantedFault plantedFault(unsigned seed) {
    const auto shapes = faultShapes();
    const FaultShape& shape = shapes[seed % shapes.size()];
    FaultSketch sketch(seed);
    shape.draw(sketch);
    const Fault& fault = chosen(sketch, seed / static_cast<unsigned>(shapes.size()));
    PlantedFault out{.shape = shape.name,
                     .kind = fault.kind,
                     .before = {},
                     .after = {},
                     .request = sketch.request,
                     .culprit = fault.culprit,
                     .stage = fault.stage};
    out.before.topology = sketch.topology;
    out.before.requests.set(out.request.id, out.request);
    out.after = out.before;
    fault.plant(out.after.topology);
    return out;
}
