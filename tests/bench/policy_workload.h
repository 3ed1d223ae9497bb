// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/policy/decision.h"

#include <vector>

namespace waylight::policy {

/// The request that the product is about, many times: a role session behind a gateway endpoint and a bucket whose policy
/// demands the endpoint. Four identity statements (or more), three of the endpoint, five of the bucket.
struct PolicyWorkload {
    PolicySet policies;
    std::vector<RequestContext> requests;
    Json identity, endpoint, bucket; ///< the documents, for peers
};

/// `identityStatements`: at least 4.
PolicyWorkload policyWorkload(std::size_t identityStatements);

/// `{"identity", "endpoint", "bucket": documents, "requests": [{"request"}]}`, the requests as in case.h.
Json toJson(const PolicyWorkload& work);

} // namespace waylight::policy
