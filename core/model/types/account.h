// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// An AWS account; its id is the 12-digit account number.
struct Account : ResourceBase {
    bool operator==(const Account&) const = default;
};

template <>
struct Description<Account> {
    static constexpr TypeInfo type{.name = "account", .plural = "accounts", .label = "Account", .idPrefix = "", .drawn = Drawn::Hidden, .regional = false,
                                   .help = "Owns resources; a request from one account to another needs a yes from both."};
    static constexpr std::tuple<> fields{};
};

} // namespace waylight
