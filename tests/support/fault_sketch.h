// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/random_design.h"

#include "core/network/step.h"

#include <functional>

/// Something that can go wrong in a network, and who is to blame for it then.
struct Fault {
    std::string kind;
    waylight::Id culprit;
    waylight::Stage stage = waylight::Stage::Route;
    std::function<void(waylight::Topology&)> plant;
};

/// Applies `change` to a resource of a topology.
template <class T, class Change>
void changeIn(waylight::Topology& topology, const waylight::Id& id, Change change) {
    T resource = *topology.get<T>(id);
    change(resource);
    topology.set(waylight::Resource(std::move(resource)));
}

/// A network that grows along the way of one request: each helper adds one thing that the request needs, some of what
/// it does not, and the faults that the thing can have. Subnet `a` has the table `rtb-a` and the ACL `acl-a`; host `h`
/// the interface `eni-h` and the group `sg-h`; VPC `v` the tables `rtb-main-v` and `rtb-isolated-v`, which lead
/// nowhere.
class FaultSketch {
public:
    explicit FaultSketch(unsigned seed) : m_dice(seed) {}

    waylight::Topology topology;
    waylight::Request request;
    std::vector<Fault> faults;

    Dice& dice() { return m_dice; }

    template <class T>
    T fresh(const waylight::Id& id) const {
        T resource;
        resource.id = id;
        resource.region = "us-east-1";
        resource.account = "111122223333";
        return resource;
    }
    template <class T>
    void set(T resource) {
        topology.set(waylight::Resource(std::move(resource)));
    }
    template <class T, class Change>
    void change(const waylight::Id& id, Change edit) {
        changeIn<T>(topology, id, edit);
    }
    void fault(std::string kind, waylight::Id culprit, waylight::Stage stage,
               std::function<void(waylight::Topology&)> plant) {
        faults.push_back({std::move(kind), std::move(culprit), stage, std::move(plant)});
    }
    /// A fault that is a wrong word in a resource's `state`.
    template <class T>
    void badState(const std::string& kind, const waylight::Id& id, const std::string& state, waylight::Stage stage,
                  const waylight::Id& culprit = {}) {
        fault(kind, culprit.empty() ? id : culprit, stage,
              [id, state](waylight::Topology& t) { changeIn<T>(t, id, [&](T& each) { each.state = state; }); });
    }

    // --- networks and hosts

    void vpc(const waylight::Id& id, const std::string& block, const std::string& block6 = {});
    void subnet(const waylight::Id& id, const waylight::Id& vpc, const std::string& block, char zone = 'a',
                const std::string& block6 = {});
    void host(const waylight::Id& id, const waylight::Id& subnet, const std::string& address,
              const std::string& publicAddress = {});
    void gateway(const waylight::Id& id, const waylight::Id& vpc);
    /// A VPC that has nothing to do with the request, peered with `vpc` by `pcx-elsewhere`.
    void elsewhere(const waylight::Id& vpc);

    // --- the request

    /// From one host to another (or to an address, or the internet), on a random port and protocol.
    void asks(const waylight::Id& from, const waylight::Id& to);
    void asksCall(const waylight::Id& from, const std::string& action, const std::string& resource);
    bool hasPorts() const { return request.isApiCall() || request.protocol.hasPorts(); }
    int port() const { return request.isApiCall() ? 443 : request.port; }
    waylight::Protocol protocol() const { return request.isApiCall() ? waylight::Protocol::tcp() : request.protocol; }

    // --- what lets it pass

    enum class Way { There, Back };
    /// The group of a host lets the connection out to `peer`, or in from it.
    void allowsOut(const waylight::Id& group, const std::string& peer);
    void allowsIn(const waylight::Id& group, const std::string& peer);
    /// The same by naming the group of the other end.
    void allowsGroupIn(const waylight::Id& group, const waylight::Id& member);
    /// The packet crosses the border of a subnet: its ACL lets it pass, from or to `peer`.
    void crosses(const waylight::Id& subnet, bool leaving, Way way, const std::string& peer);
    /// Out of one subnet and into the other on the way there, and the same back.
    void crossesBetween(const waylight::Id& from, const std::string& fromBlock, const waylight::Id& to,
                        const std::string& toBlock);
    /// The table of a subnet sends a destination to a target.
    void routes(const waylight::Id& subnet, const std::string& destination, const waylight::Id& target, Way way);
    /// The host may be stopped.
    void mayStop(const waylight::Id& instance);

    static std::string suffix(Way way) { return way == Way::There ? "-there" : "-back"; }

private:
    waylight::AclEntry entryFor(bool leaving, Way way, const waylight::Cidr& peer) const;
    waylight::SecurityGroupRule rule() const;
    void addRule(const waylight::Id& group, bool outbound, const waylight::SecurityGroupRule& rule);
    void groupFaults(const waylight::Id& group, bool outbound);
    waylight::Id vpcOf(const waylight::Id& subnet) const { return topology.get<waylight::Subnet>(subnet)->vpc.id; }

    Dice m_dice;
    int m_entryNumber = 100;
};

waylight::IpAddress faultAddress(const std::string& text);
waylight::Cidr faultBlock(const std::string& text);
