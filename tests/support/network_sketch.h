// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

/// A small VPC for tests: each helper adds one thing with sensible defaults, and a test changes what it is about.
struct NetworkSketch {
    waylight::Topology topology;

    NetworkSketch();

    template <class T>
    T get(const waylight::Id& id) const {
        return *topology.get<T>(id);
    }
    template <class T>
    void set(T resource) {
        topology.set(waylight::Resource(std::move(resource)));
    }
    /// Applies `change` to the resource with this id.
    template <class T, class Change>
    void change(const waylight::Id& id, Change change) {
        T resource = get<T>(id);
        change(resource);
        set(std::move(resource));
    }

    void subnet(const waylight::Id& id, const char* cidr, const waylight::Id& table = {});
    void instance(const waylight::Id& id, const waylight::Id& subnet, const char* address, const char* publicAddress = nullptr);
    void route(const waylight::Id& table, const char* destination, const waylight::Id& target);
    void natGateway(const waylight::Id& id, const waylight::Id& subnet, const char* address, const char* publicAddress);
};
