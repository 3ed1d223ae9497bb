// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/request_context.h"
#include "core/trace/call_pairs.h"
#include "core/trace/trace.h"

namespace waylight {

/// The condition keys of a request, with who set each and why some are absent.
struct KeySet {
    policy::ContextKeys keys;
    std::map<std::string, ContextValue> shown; ///< without values: absent or not known, and why

    void set(std::string_view key, std::string value, Message by);
    void setAbsent(std::string_view key, Message why);
    void setUnknown(std::string_view key, Message why);
    /// A value that is not known only because an account number is missing.
    void setOpen(std::string_view key, std::string value, const OwnerAccount& account, Message by);
};

/// The keys of one pair of a call, where the drawing's own account has this number.
KeySet keysOf(const NetworkIndex& network, const CallContext& call, const Caller& caller, const CallPair& pair,
              const std::string& drawing);

} // namespace waylight
