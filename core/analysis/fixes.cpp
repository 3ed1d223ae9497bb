// SPDX-License-Identifier: MIT
#include "core/analysis/fixes.h"

#include "core/analysis/fixes/maker.h"
#include "core/base/message_ids.h"
#include "core/trace/engine.h"

#include <algorithm>
#include <memory>
#include <queue>

namespace waylight {
namespace {

/// A search for several edits together ends after this many designs: a list that comes late is of no use.
constexpr int maxDesigns = 40;
constexpr std::size_t maxSteps = 4;

/// What two runs of a request have in common: the same thing stops it, a filter or table at the same place.
bool sameBlocker(const Blocked& a, const Blocked& b) {
    const bool atPlaces =
        a.check.stage == Stage::SecurityGroup || a.check.stage == Stage::NetworkAcl || a.check.stage == Stage::Route;
    return a.check.stage == b.check.stage && a.check.direction == b.check.direction &&
           a.check.resource == b.check.resource && a.outbound == b.outbound && (a.place == b.place || !atPlaces);
}

/// A design on the way to one that lets the request pass.
struct Attempt {
    Design design;
    Network network;
    Trace trace;
    std::vector<Message> steps;
    int exposure = 0;
    Check blocker; ///< that the last step removed
};

class Prover {
public:
    Prover(const Design& design, const Trace& trace)
        : m_request(trace.request), m_start{design, Network::compile(design.topology), trace, {}, 0, {}} {}

    std::vector<Fix> run() {
        std::vector<Fix> found;
        for (Attempt& attempt : attempts(m_start, false))
            found.push_back(fixOf(attempt));
        // One edit that opens everything is no better than a few narrow ones.
        if (std::none_of(found.begin(), found.end(),
                         [](const Fix& fix) { return fix.allows && fix.exposure < opensEverything; }))
            if (auto several = search(); several && several->steps.size() > 1)
                found.push_back(fixOf(*several));
        leaveOutOutdone(found);
        std::stable_sort(found.begin(), found.end(), [](const Fix& a, const Fix& b) {
            return std::tuple(!a.allows, a.exposure) < std::tuple(!b.allows, b.exposure);
        });
        return found;
    }

private:
    /// An edit that leaves another blocker is of no use where one for the same blocker lets the request pass.
    static void leaveOutOutdone(std::vector<Fix>& found) {
        std::vector<Check> solved;
        for (const Fix& fix : found)
            if (fix.allows && fix.steps.empty())
                solved.push_back(fix.blocker);
        std::erase_if(found, [&](const Fix& fix) {
            return !fix.allows && std::find(solved.begin(), solved.end(), fix.blocker) != solved.end();
        });
    }

    /// The proposals for an attempt's blockers, or for the first one, that were shown to remove it.
    std::vector<Attempt> attempts(const Attempt& from, bool firstOnly) const {
        std::vector<Attempt> proved;
        std::vector<Message> seen;
        for (const Blocked& blocked : blockersOf(from.design.topology, from.trace)) {
            for (Proposal& proposal : proposals(from.design, from.network, from.trace, blocked)) {
                if (std::find(seen.begin(), seen.end(), proposal.title) != seen.end())
                    continue;
                if (auto attempt = tried(from, proposal, blocked)) {
                    seen.push_back(attempt->steps.back()); // where the title went
                    proved.push_back(*std::move(attempt));
                }
            }
            if (firstOnly)
                break;
        }
        return proved;
    }

    /// Runs the request on the edited design; none when the blocker is still there.
    std::optional<Attempt> tried(const Attempt& from, Proposal& proposal, const Blocked& blocked) const {
        Attempt attempt{std::move(proposal.after),         {},           {}, from.steps,
                        from.exposure + proposal.exposure, blocked.check};
        attempt.network = Network::compile(attempt.design.topology, &from.network);
        attempt.trace = trace(attempt.network, m_request);
        attempt.steps.push_back(std::move(proposal.title));
        const auto left = blockersOf(attempt.design.topology, attempt.trace);
        if (std::any_of(left.begin(), left.end(), [&](const Blocked& each) { return sameBlocker(each, blocked); }))
            return std::nullopt;
        return attempt;
    }

    /// The least exposing edits together that let the request pass, each removing the first blocker that the ones
    /// before left.
    std::optional<Attempt> search() const {
        const auto worse = [](const std::shared_ptr<Attempt>& a, const std::shared_ptr<Attempt>& b) {
            return costOf(*a) > costOf(*b);
        };
        std::priority_queue<std::shared_ptr<Attempt>, std::vector<std::shared_ptr<Attempt>>, decltype(worse)> open(
            worse);
        open.push(std::make_shared<Attempt>(m_start));
        for (int designs = 0; !open.empty() && designs < maxDesigns; ++designs) {
            const auto next = open.top();
            open.pop();
            if (next->trace.verdict == Verdict::Allowed)
                return *next;
            if (next->steps.size() == maxSteps)
                continue;
            for (Attempt& attempt : attempts(*next, true))
                if (attempt.trace.verdict != Verdict::Unknown)
                    open.push(std::make_shared<Attempt>(std::move(attempt)));
        }
        return std::nullopt;
    }

    /// Little opened by few edits.
    static int costOf(const Attempt& attempt) { return attempt.exposure + static_cast<int>(attempt.steps.size()); }

    Fix fixOf(Attempt& attempt) {
        Fix fix;
        fix.allows = attempt.trace.verdict == Verdict::Allowed;
        fix.exposure = attempt.exposure;
        fix.blocker = attempt.steps.size() > 1 ? m_start.trace.blockers.front() : attempt.blocker;
        fix.title = attempt.steps.front();
        if (attempt.steps.size() > 1) {
            std::string all;
            for (const Message& step : attempt.steps)
                all += (all.empty() ? "" : "; ") + toEnglish(step);
            fix.title = message(MessageId::FixTogether, all);
            fix.steps = attempt.steps;
        }
        for (const auto& [id, before] : savedVerdicts())
            if (trace(attempt.network, *m_start.design.requests.find(id)).verdict != before)
                fix.flipped.push_back(id);
        fix.after = std::move(attempt.design);
        return fix;
    }

    /// The verdicts of the other saved requests before any fix.
    const std::map<Id, Verdict>& savedVerdicts() {
        if (!m_saved) {
            m_saved.emplace();
            for (const auto& [id, other] : m_start.design.requests)
                if (id != m_request.id)
                    (*m_saved)[id] = trace(m_start.network, other).verdict;
        }
        return *m_saved;
    }

    const Request& m_request;
    Attempt m_start;
    std::optional<std::map<Id, Verdict>> m_saved;
};

} // namespace

std::vector<Fix> fixes(const Design& design, const Trace& trace) {
    if (trace.blockers.empty())
        return {};
    return Prover(design, trace).run();
}

} // namespace waylight
