// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/drawing/layout.h"
#include "core/edit/edits.h"

#include <QtTest>

/// A design put together by edits, as a user would; fails the test when something is refused.
class Sketch {
public:
    waylight::Design design;

    waylight::Id place(waylight::Kind kind, const waylight::Id& container = {}, waylight::Point at = {40, 40}) {
        const auto placed = waylight::edit::placed(design, kind, container, at);
        if (!placed) {
            QTest::qFail(waylight::toEnglish(placed.error()).c_str(), __FILE__, __LINE__);
            return {};
        }
        design = placed->design;
        return placed->id;
    }
    template <class T>
    waylight::Id place(const waylight::Id& container = {}, waylight::Point at = {40, 40}) {
        return place(waylight::kindOf<T>, container, at);
    }
    void connect(const waylight::Id& from, const waylight::Id& to) {
        const auto connected = waylight::edit::connected(design, from, to);
        if (!connected)
            QTest::qFail(waylight::toEnglish(connected.error()).c_str(), __FILE__, __LINE__);
        else
            design = *connected;
    }
    template <class T>
    const T& get(const waylight::Id& id) const {
        return *design.topology.get<T>(id);
    }
    template <class T>
    waylight::Id only() const {
        return design.topology.table(waylight::kindOf<T>).begin()->first;
    }
    waylight::Rect rect(const waylight::Id& id) const { return waylight::absoluteRect(design.topology, design.layout, id).value_or(waylight::Rect{}); }
};

/// VPC, private subnet with an instance, gateway endpoint, bucket and role: the heart of the product, not yet connected.
struct PrivateSketch : Sketch {
    waylight::Id vpc = place<waylight::Vpc>();
    waylight::Id subnet = place<waylight::Subnet>(vpc, {80, 100});
    waylight::Id instance = place<waylight::Instance>(subnet, {120, 160});
    waylight::Id table = place<waylight::RouteTable>(vpc, {400, 300});
    waylight::Id endpoint = place<waylight::VpcEndpoint>(vpc, {600, 200});
    waylight::Id bucket = place<waylight::Bucket>("us-east-1", {900, 200});
    waylight::Id role = place<waylight::Role>({}, {40, 900});
};

/// Two VPCs that are peers; the first also with a VPN and a transit gateway that has one itself, and a load balancer.
struct JoinedSketch : PrivateSketch {
    waylight::Id other = place<waylight::Vpc>("us-east-1", {1500, 40});
    waylight::Id vgw = place<waylight::VpnGateway>(vpc);
    waylight::Id tgw = place<waylight::TransitGateway>("us-east-1", {900, 700});
    waylight::Id customer = place<waylight::CustomerGateway>("us-east-1", {1100, 700});
    waylight::Id balancer = place<waylight::LoadBalancer>(vpc, {300, 400});

    JoinedSketch() {
        connect(vpc, other);
        connect(vpc, tgw);
        connect(vgw, customer);
        connect(tgw, customer);
        connect(balancer, instance);
    }
};

inline bool contains(const waylight::Rect& outer, const waylight::Rect& inner) {
    return outer.x <= inner.x && outer.y <= inner.y && outer.right() >= inner.right() && outer.bottom() >= inner.bottom();
}

inline bool overlap(const waylight::Rect& a, const waylight::Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}
