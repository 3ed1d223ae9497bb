// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"
#include "core/model/request.h"
#include "core/network/step.h"

namespace waylight {

enum class Verdict : std::uint8_t { Allowed, Blocked, Unknown };
template <>
struct EnumNames<Verdict> {
    static constexpr std::pair<Verdict, std::string_view> names[] = {
        {Verdict::Allowed, "allowed"}, {Verdict::Blocked, "blocked"}, {Verdict::Unknown, "unknown"}};
};

/// One question that AWS asks of the request on its way, and the answer with the rule that decided.
struct Check {
    Stage stage = Stage::Route;
    Direction direction = Direction::Forward;
    Outcome outcome = Outcome::Pass;
    std::string code; ///< Reachability Analyzer's explanation code where one exists, else ours in the same style; for a
                      ///< pass too
    Id resource;      ///< what holds the rule: the culprit of a block
    std::string pointer; ///< JSON pointer to the rule, route or statement inside the resource's object in our file
    Message message;

    bool operator==(const Check&) const = default;
};

/// A place that the request comes through, with the checks made there. `kind` is the resource type's name, or `dns` for
/// the look-up of the service's name, which happens before any packet leaves and is shown at the source.
struct Hop {
    Id resource;
    std::string kind;
    Direction direction = Direction::Forward;
    std::vector<Check> checks;
    std::optional<Packet> in{};  ///< the packet as it comes to the place; none: no packet travels there
    std::optional<Packet> out{}; ///< as it leaves it, where that differs: after a translation

    bool operator==(const Hop&) const = default;
};

/// A condition key of the request and who set it.
struct ContextValue {
    std::vector<std::string> values;
    Message setBy;

    bool operator==(const ContextValue&) const = default;
};

/// Something that the answer would need and the design does not hold.
struct Missing {
    Id resource;         ///< what lacks it; may be empty
    std::string pointer; ///< JSON pointer to the field; may be empty
    Message message;

    bool operator==(const Missing&) const = default;
};

/// What the path costs, in US dollars at list price.
struct Cost {
    double perGigabyte = 0;
    double perHour = 0; ///< of the resources on the path that are paid by the hour
    std::vector<Message> items;

    bool operator==(const Cost&) const = default;
};

/// The whole explanation of one request. Whatever shows a request renders this and computes nothing.
/// Invariant: `blockers` are the checks with outcome Block of all hops, in path order; the verdict is Blocked iff there
/// is one, otherwise Unknown iff a check is unknown, otherwise Allowed.
struct Trace {
    Verdict verdict = Verdict::Unknown;
    Request request;
    std::vector<Hop> hops; ///< in path order, forward and then return
    std::vector<Check> blockers;
    std::vector<Missing> missing;
    std::map<std::string, ContextValue> context;
    Cost cost;

    bool operator==(const Trace&) const = default;
};

} // namespace waylight
