// SPDX-License-Identifier: MIT
#include "core/edit/function.h"

#include "core/base/message_ids.h"
#include "core/edit/addresses.h"
#include "core/edit/connection.h"
#include "core/edit/fresh.h"
#include "core/model/function_interfaces.h"

namespace waylight::edit {

NetworkInterface newInterface(const Topology& topology, const Plan& plan) {
    auto interface = fresh<NetworkInterface>(topology, plan.region, plan.account);
    interface.name.clear();
    interface.subnet = plan.subnet;
    interface.status = "in-use";
    if (const Id group = defaultGroup(topology, plan.vpc); !group.empty())
        interface.groups = {group};
    PrivateAddress address;
    address.address = plan.address;
    interface.addresses = {address};
    return interface;
}

NetworkInterface newInterface(const Topology& topology, const Plan& plan, const LambdaFunction& function) {
    NetworkInterface interface = newInterface(topology, plan);
    interface.function = function.id;
    interface.interfaceType = "lambda";
    interface.description = functionMark(function) + interface.id;
    if (const auto others = interfacesOf(topology, function.id); !others.empty())
        interface.groups = others.front()->groups;
    return interface;
}

Outcome connects(const Topology& topology, const LambdaFunction& function, const SecurityGroup& group) {
    const auto interfaces = interfacesOf(topology, function.id);
    if (interfaces.empty())
        return message(MessageId::InstanceWithoutInterface, displayName(function));
    if (vpcOf(topology, function) != group.vpc.id)
        return otherVpc(function, group);
    Connection connection{message(MessageId::FunctionWillJoinGroup, displayName(function), displayName(group)), {}};
    for (const NetworkInterface* each : interfaces)
        if (!refersTo(each->groups, group.id)) {
            NetworkInterface after = *each;
            after.groups.emplace_back(group.id);
            connection.changed.emplace_back(std::move(after));
        }
    if (connection.changed.empty())
        return already(function, group);
    return connection;
}

Outcome connects(const Topology&, const LambdaFunction& function, const Role& role) {
    if (function.role.id == role.id)
        return already(function, role);
    LambdaFunction after = function;
    after.role = role.id;
    return Connection{message(MessageId::FunctionWillActAs, displayName(function), displayName(role)), {after}};
}

Outcome connects(const Topology& topology, const LambdaFunction& function, const Subnet& subnet) {
    for (const NetworkInterface* each : interfacesOf(topology, function.id))
        if (each->subnet.id == subnet.id)
            return already(function, subnet);
    if (const Id vpc = vpcOf(topology, function); !vpc.empty() && vpc != subnet.vpc.id)
        return otherVpc(function, subnet);
    const auto plan = planFor(topology, kindOf<LambdaFunction>, subnet.id);
    if (!plan)
        return plan.error();
    return Connection{message(MessageId::FunctionWillUseSubnet, displayName(function), displayName(subnet)),
                      {newInterface(topology, *plan, function)}};
}

} // namespace waylight::edit
