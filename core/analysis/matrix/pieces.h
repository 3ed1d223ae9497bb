// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/matrix/facts.h"

namespace waylight::matrix {

/// What the matrix keeps of one resource, made when it is not there yet or the resource differs.
PiecePtr tablePiece(Facts& facts, const CompiledTable& table);
PiecePtr aclPiece(Facts& facts, const CompiledAcl& acl);
/// Null for a group that is not in the design.
PiecePtr groupPiece(Facts& facts, Handle group);

} // namespace waylight::matrix
