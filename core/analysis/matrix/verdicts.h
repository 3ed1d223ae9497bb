// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/matrix/data.h"

namespace waylight::matrix {

/// The matrix of a network; takes over from `previous` what the edit cannot have touched.
std::shared_ptr<const MatrixData> made(const Network& network, const MatrixService& service,
                                       const MatrixData* previous);

} // namespace waylight::matrix
