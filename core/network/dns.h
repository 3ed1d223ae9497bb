// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/answer.h"
#include "core/network/network_index.h"

namespace waylight {

/// What a host's resolver says of a service's name, and who makes it say so.
struct DnsAnswer {
    Answer answer;
    std::optional<IpAddress> address; ///< none: the name does not resolve, or its addresses are not known
    std::string hostName;             ///< the name that was looked up
};

/// The look-up of a service's name by a host. Private DNS of an interface endpoint changes the answer; a gateway
/// endpoint never does. `hostName` is the name over IPv4; a host without IPv4 looks the dual-stack name up.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns
DnsAnswer lookUp(const NetworkIndex& network, const NetworkInterface& host, const std::string& service,
                 const std::string& region, const std::string& hostName);

} // namespace waylight
