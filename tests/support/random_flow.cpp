// SPDX-License-Identifier: MIT
#include "tests/support/random_network.h"

#include <string>

using namespace waylight;

namespace {

constexpr int flowPorts[] = {22, 53, 80, 443, 443, 443, 80, 1023, 1024, 5432, 8080, 32768, 49152, 65535, 0};

std::vector<const NetworkInterface*> interfacesOf(const Topology& topology) {
    std::vector<const NetworkInterface*> all;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& each) { all.push_back(&each); });
    return all;
}

template <class T>
std::vector<const T*> allOf(const Topology& topology) {
    std::vector<const T*> all;
    topology.forEach<T>([&](const T& each) { all.push_back(&each); });
    return all;
}

Id vpcOf(const Topology& topology, const NetworkInterface& interface) {
    const Subnet* subnet = topology.get(interface.subnet);
    return subnet ? subnet->vpc.id : Id();
}

/// Public addresses of interfaces, load balancers and NAT gateways.
std::vector<std::string> publicAddresses(const Topology& topology) {
    std::vector<std::string> all;
    for (const NetworkInterface* each : interfacesOf(topology))
        for (const PrivateAddress& own : each->addresses)
            if (own.publicIp)
                all.push_back(own.publicIp->toString());
    for (const ElasticIp* each : allOf<ElasticIp>(topology))
        all.push_back(each->publicIp->toString());
    return all;
}

/// An address of an interface: private, or IPv6.
std::string addressOf(const NetworkInterface& interface, bool ipv6, Dice& dice) {
    if (ipv6 && !interface.ipv6Addresses.empty())
        return dice.oneOf(interface.ipv6Addresses).toString();
    return dice.oneOf(interface.addresses).address->toString();
}

/// A port that a load balancer in front of an address listens on; or any.
int portFor(const Topology& topology, const std::string& to, Dice& dice) {
    for (const NetworkInterface* each : interfacesOf(topology)) {
        const bool hit = each->interfaceType == "network_load_balancer" &&
                         (each->addresses.front().address->toString() == to ||
                          (each->addresses.front().publicIp && each->addresses.front().publicIp->toString() == to));
        const auto listeners = allOf<Listener>(topology);
        if (hit && !listeners.empty() && dice.chance(70))
            return dice.oneOf(listeners)->port;
    }
    return dice.oneOf(flowPorts);
}

/// Addresses that belong to nobody in the network, each with a rule of its own.
std::string addressApart(Dice& dice) {
    const char* const places[] = {
        "52.216.1.1",        "3.5.1.1",       "3.5.64.9",         "52.94.1.1",
        "2600:1fa0:8000::1", "2600:1f18::1", // services
        "52.216.1.1",        "52.94.24.1",    "192.168.1.1",      "192.168.4.4",
        "192.168.200.1",     "172.20.1.1",    "172.20.4.1",       "2001:db8:aa::1", // on premises
        "192.168.1.1",       "172.20.1.1",    "198.51.100.7",     "93.184.216.34",
        "8.8.4.4",           "93.184.216.34", "2606:4700::1111",  "2606:4700::1111", // the internet
        "10.0.0.77",         "10.1.1.77",     "10.9.1.1",         "10.200.0.1",
        "100.64.0.9",        "100.100.1.1",   "2001:db8:1:1::77", // nobody
        "169.254.169.1",     "fd00:ec2::7",   "64:ff9b::808:808"};
    return dice.oneOf(places);
}

std::string destination(const Topology& topology, const NetworkInterface* from, Dice& dice) {
    const auto interfaces = interfacesOf(topology);
    const bool ipv6 = dice.chance(25) && (!from || !from->ipv6Addresses.empty());
    const NetworkInterface* to = dice.oneOf(interfaces);
    while (to == from && dice.chance(95))
        to = dice.oneOf(interfaces);
    // Half of the private destinations are in the sender's own VPC.
    for (int i = 0; from && i < 6 && dice.chance(78) && vpcOf(topology, *to) != vpcOf(topology, *from); ++i)
        to = dice.oneOf(interfaces);
    const int roll = dice.below(100);
    const std::vector<std::string> publics = publicAddresses(topology);
    if (!publics.empty() && roll < (from ? 12 : 65))
        return dice.oneOf(publics);
    if (from && roll < 34)
        return dice.chance(20) ? "internet" : addressApart(dice);
    if (roll < 48)
        for (const NetworkInterface* each : interfaces)
            if (each->interfaceType != "interface" && dice.chance(50))
                return addressOf(*each, ipv6, dice);
    if (!from && !to->ipv6Addresses.empty())
        return to->ipv6Addresses.front().toString();
    return addressOf(*to, ipv6, dice);
}

Protocol protocolFor(const IpAddress& address, Dice& dice) {
    const int roll = dice.below(100);
    if (roll < 65)
        return Protocol::tcp();
    if (roll < 83)
        return Protocol::udp();
    if (roll < 97)
        return address.isV4() ? Protocol::icmp() : Protocol::icmpv6();
    return Protocol::number(50);
}

} // namespace

Request randomFlow(const Topology& topology, Dice& dice) {
    Request request;
    const auto interfaces = interfacesOf(topology);
    const NetworkInterface* from = dice.chance(88) ? dice.oneOf(interfaces) : nullptr;
    // Interfaces of services start nothing; a few are enough to see that.
    while (from && from->interfaceType != "interface" && from->interfaceType != "lambda" && dice.chance(90))
        from = dice.oneOf(interfaces);
    request.to = destination(topology, from, dice);
    if (from && request.to.id.find(':') != std::string::npos && from->ipv6Addresses.empty() && dice.chance(80))
        request.to = addressOf(*dice.oneOf(interfaces), false, dice);
    const Result<IpAddress> address = IpAddress::parse(request.to.id);
    const bool ipv4 = !address || address->isV4();
    const char* const hosts[] = {"internet", "internet", "internet", "93.184.216.34", "93.184.216.34", "198.51.100.7"};
    if (from)
        request.from = from->instance && dice.chance(25) ? from->instance.id : from->id;
    else
        request.from = ipv4 ? dice.oneOf(hosts) : "2606:4700::1111";
    request.protocol = protocolFor(address ? *address : IpAddress(), dice);
    request.port = request.protocol.hasPorts() ? portFor(topology, request.to.id, dice) : 0;
    const int sourcePorts[] = {1023, 1024, 32767, 32768, 40000, 49152, 60999, 61000, 65535};
    request.sourcePort = request.protocol.hasPorts() && dice.chance(25) ? dice.oneOf(sourcePorts) : 0;
    return request;
}
