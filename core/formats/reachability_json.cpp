// SPDX-License-Identifier: MIT
#include "core/formats/reachability_json.h"

#include "core/formats/trace_json.h"

namespace waylight {
namespace {

Json rangeJson(const NumberRange& range) {
    return Json::array({range.first, range.last});
}

Json classJson(const Matrix& matrix, Matrix::Class number) {
    const MatrixClass own = matrix.classAt(number);
    Json out = {{"subnet", own.subnet}, {"securityGroups", own.groups}, {"interfaces", own.members}};
    for (const auto& [outcome, classes, targets] : {std::tuple(Outcome::Pass, "reaches", "reachesOutside"),
                                                    std::tuple(Outcome::Unknown, "unknown", "unknownOutside")}) {
        out[classes] = Json::array();
        for (Matrix::Class to = 0; to < matrix.classCount(); ++to)
            if (matrix.between(number, to) == outcome)
                out[classes].push_back(to);
        out[targets] = Json::array();
        for (std::size_t to = 0; to < matrix.targets().size(); ++to)
            if (matrix.toTarget(number, to) == outcome)
                out[targets].push_back(matrix.targets()[to].name);
    }
    return out;
}

Json serviceJson(const MatrixService& service) {
    Json out = {{"protocol", service.protocol.toString()}};
    if (service.protocol.hasPorts())
        out["port"] = service.port;
    return out;
}

Json regionJson(const PacketRegion& region) {
    Json out = {{"verdict", verdictWord(region.outcome)},
                {"sources", listJson(region.sources, [](const Cidr& block) { return block.toString(); })},
                {"protocols", listJson(region.protocols, rangeJson)}};
    out[region.isIcmp() ? "icmpTypes" : "ports"] = rangeJson(region.ports);
    if (region.isIcmp())
        out["icmpCodes"] = rangeJson(region.codes);
    out["decider"] = checkJson(region.decider);
    return out;
}

} // namespace

std::string_view verdictWord(Outcome outcome) {
    return enumName(outcome == Outcome::Pass    ? Verdict::Allowed
                    : outcome == Outcome::Block ? Verdict::Blocked
                                                : Verdict::Unknown);
}

Json matrixJson(const Matrix& matrix) {
    Json classes = Json::array();
    for (Matrix::Class each = 0; each < matrix.classCount(); ++each)
        classes.push_back(classJson(matrix, each));
    return {{"service", serviceJson(matrix.service())},
            {"interfaces", matrix.interfaceCount()},
            {"classes", std::move(classes)},
            {"outside", listJson(matrix.targets(), [](const MatrixTarget& target) { return target.name; })}};
}

Json flipsJson(const MatrixFlips& flips, const Matrix& after) {
    return {{"service", serviceJson(after.service())}, {"flips", listJson(flips.list(), [&](const MatrixFlip& flip) {
                                                            Json out = {{"from", flips.members(flip.from)}};
                                                            if (flip.toTarget)
                                                                out["toOutside"] = after.targets()[flip.to].name;
                                                            else
                                                                out["to"] = flips.members(flip.to);
                                                            out["pairs"] = flips.pairCount(flip);
                                                            out["before"] = verdictWord(flip.before);
                                                            out["after"] = verdictWord(flip.after);
                                                            if (const auto reason = flips.reasonOf(flip))
                                                                out["reason"] = checkJson(*reason);
                                                            return out;
                                                        })}};
}

Json packetSetsJson(const PacketSets& sets) {
    return {{"from", sets.from}, {"to", sets.to}, {"regions", listJson(sets.regions, regionJson)}};
}

} // namespace waylight
