// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/fixes/policy_places.h"
#include "core/model/design.h"
#include "core/network/network.h"
#include "core/trace/policy_view.h"
#include "core/trace/trace.h"

namespace waylight {

/// A request whose verdict would change if a draft were the policy.
struct DraftChange {
    Request request;
    Verdict before = Verdict::Unknown;
    Verdict after = Verdict::Unknown;
    std::optional<Check> reason; ///< the first check that blocks or is unknown with the draft; of one that becomes
                                 ///< allowed, the one that goes
};

/// What would follow if a draft were the policy.
struct DraftEffects {
    std::vector<DraftChange> changes; ///< in the order of the requests
    std::size_t asked = 0;            ///< requests that were run: the API calls
    std::optional<Trace> shown;       ///< the shown request, run with the draft; none when nothing is shown
    std::optional<PolicyView> view;   ///< what the policies, with the draft, see of the shown request
};

/// A design and its API calls, run once, against which drafts of policies are tried. A value; its parts are shared.
class DraftTrial {
public:
    /// Runs the saved requests of the design and `shown`, which need not be saved.
    DraftTrial(Design design, Network network, const std::optional<Request>& shown);

    /// Nothing when the text is neither empty nor a JSON object: then it is no policy yet and nothing follows.
    std::optional<DraftEffects> effectsOf(const Id& resource, const PolicyPlace& place, const std::string& text) const;

    std::size_t requestCount() const { return m_before.size(); }

private:
    struct Asked {
        Request request;
        Verdict verdict = Verdict::Unknown;
        std::optional<Check> reason;
    };

    Design m_design;
    Network m_network;
    std::optional<Request> m_shown;
    std::vector<Asked> m_before; ///< plain flows meet no policy and are left out
};

/// What one policy, as it is written in `text`, does with a request.
struct PolicyReading {
    policy::DocumentPtr document;
    policy::PolicyType type = policy::PolicyType::Identity;
    policy::DocumentOutcome outcome;
    std::size_t pair = 0; ///< index into the view's pairs: what the policy is asked about
};

/// Of the pairs about which the policy is asked, the first that it denies, else the first that fails because it does
/// not allow, else the first. Nothing when the request does not meet the policy, or the text is no policy.
std::optional<PolicyReading> readingOf(const PolicyView& view, const Id& resource, const PolicyPlace& place,
                                       const std::string& text);

} // namespace waylight
