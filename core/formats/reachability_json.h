// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/matrix.h"
#include "core/analysis/packet_sets.h"
#include "core/base/json.h"

namespace waylight {

/// "allowed", "blocked" or "unknown".
std::string_view verdictWord(Outcome outcome);

/// A matrix as `waylight-cli matrix --json` prints it. Each class names the classes, by their places in the list, and
/// the places outside that it reaches, and those of which that is not known; everything else is blocked.
Json matrixJson(const Matrix& matrix);

/// The pairs whose verdict differs between two matrices of one service, with the reason of each.
Json flipsJson(const MatrixFlips& flips, const Matrix& after);

/// Which packets pass, as `waylight-cli packets --json` prints it.
Json packetSetsJson(const PacketSets& sets);

} // namespace waylight
