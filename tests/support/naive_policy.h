// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// A second implementation of how AWS decides a request, to hold the engine against: slow, without compilation or
/// caches, written from the specification alone. It works on the JSON of the documents and shares no code with the
/// engine. All keys of its questions are known. What AWS would not save, who a canonical user is and who owns an object
/// may be open: then it decides twice, with what is best and what is worst for the request.
namespace naive_policy {

using waylight::Json;

/// A request as it came: the keys that follow from the principal are added here.
struct Request {
    std::string principal;
    std::string action;
    std::string resource;
    std::string resourceAccount;
    bool actionHasNoResource = false;
    std::optional<bool> bucketOwnsObject = true; ///< nothing: not known
    std::map<std::string, std::vector<std::string>> keys;
};

struct Endpoint {
    const Json* document = nullptr;
    bool gateway = false;
};

/// The documents of a request by layer; the pointers also name them in the answer.
struct Policies {
    std::vector<const Json*> identity, boundary, session;
    std::vector<std::vector<const Json*>> scp, rcp;
    const Json* resource = nullptr;
    std::vector<Endpoint> endpoints;
};

struct Answer {
    std::string decision;            ///< Allowed, ImplicitlyDenied, ExplicitlyDenied or Unknown
    std::set<std::string> blockedBy; ///< short names of the layers that block in any case, as in the answer of a case
    std::set<std::pair<std::string, const Json*>> all; ///< layer and statement: those that were looked at
    std::set<std::pair<std::string, const Json*>> matching; ///< those of them that speak of the request
    std::set<std::pair<std::string, const Json*>> open;     ///< those of them of which nobody can say that
};

/// Decides by https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
Answer decide(const Policies& policies, const Request& request);

} // namespace naive_policy
