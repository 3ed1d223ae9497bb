// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"

#include <cstddef>
#include <vector>

namespace waylight::policy {

/// Whether Amazon S3 calls a bucket policy public, and the statements that make it so. `isPublic` is true exactly when
/// there is such a statement.
struct PublicAccess {
    bool isPublic = false;
    std::vector<std::size_t> statements; ///< indexes in the document

    bool operator==(const PublicAccess&) const = default;
};

/// A policy is public unless each of its Allow statements is limited to fixed values (without wildcard and without
/// variable) of the principal or of one of the condition keys that S3 trusts. A Deny does not make it less public.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
PublicAccess publicAccess(const Document& document);

} // namespace waylight::policy
