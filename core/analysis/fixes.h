// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/patch.h"
#include "core/trace/trace.h"

namespace waylight {

/// An edit that has been shown to remove a blocker by running the request again.
struct Fix {
    Message title;                ///< what it does, in the imperative: the undo text
    Design after;                 ///< the edited design
    Check blocker;                ///< the blocker that it removes
    bool allows = false;          ///< the request is allowed after it
    std::vector<Id> flipped;      ///< other saved requests whose verdict it changes
    int exposure = 0;             ///< how much it opens: 0 the least; fixes are offered in this order
    std::vector<Message> steps{}; ///< of an edit that does several things at once, each of them; else empty
};

/// Proved fixes for the blockers of a blocked trace: those that make the request pass before those that leave another
/// blocker (offered only where none for the same blocker does), and among them the least exposing first. Where no
/// single edit makes it pass, or only one that opens everything, the least exposing set of edits that does is among
/// them, when one is found. Empty when the trace is not blocked or nothing helps.
std::vector<Fix> fixes(const Design& design, const Trace& trace);

} // namespace waylight
