// SPDX-License-Identifier: MIT
#include "tests/support/random_policy.h"

namespace random_policy {

namespace {

using waylight::Json;
namespace policy = waylight::policy;

/// The label says the layer and the place on its list.
policy::Source source(const Document* document, const std::string& label) {
    return {label, document->parsed};
}

std::vector<policy::Source> sources(const std::vector<const Document*>& documents, const std::string& layer) {
    std::vector<policy::Source> list;
    for (const Document* document : documents)
        list.push_back(source(document, layer));
    return list;
}

std::vector<const Json*> jsons(const std::vector<const Document*>& documents) {
    std::vector<const Json*> list;
    for (const Document* document : documents)
        list.push_back(&document->json);
    return list;
}

Json array(const std::vector<const Document*>& documents) {
    Json list = Json::array();
    for (const Document* document : documents)
        list.push_back(document->json);
    return list;
}

} // namespace

policy::RequestContext Question::context() const {
    policy::RequestContext made;
    made.principal = *policy::Principal::parse(request.principal);
    made.action = request.action;
    made.resource = request.resource;
    made.resourceAccount = request.resourceAccount;
    made.actionHasNoResource = request.actionHasNoResource;
    for (const auto& [name, values] : request.keys)
        made.keys.set(name, values);
    policy::addPrincipalKeys(made);
    return made;
}

policy::PolicySet Question::policies() const {
    policy::PolicySet set;
    set.identity = sources(identity, "identity");
    set.boundary = sources(boundary, "pb");
    set.session = sources(session, "session");
    for (const auto& level : scp)
        set.scp.push_back(sources(level, "scp"));
    for (const auto& level : rcp)
        set.rcp.push_back(sources(level, "rcp"));
    if (resource)
        set.resource.push_back(source(resource, "resource"));
    set.bucketOwnerOwnsObject = request.bucketOwnsObject ? policy::toMatch(*request.bucketOwnsObject) : policy::Match::Unknown;
    for (const Document* document : gateways)
        set.endpoints.push_back({source(document, "vpce"), true});
    for (const Document* document : interfaces)
        set.endpoints.push_back({source(document, "vpce"), false});
    return set;
}

naive_policy::Policies Question::naivePolicies() const {
    naive_policy::Policies set;
    set.identity = jsons(identity);
    set.boundary = jsons(boundary);
    set.session = jsons(session);
    for (const auto& level : scp)
        set.scp.push_back(jsons(level));
    for (const auto& level : rcp)
        set.rcp.push_back(jsons(level));
    if (resource)
        set.resource = &resource->json;
    for (const Document* document : gateways)
        set.endpoints.push_back({&document->json, true});
    for (const Document* document : interfaces)
        set.endpoints.push_back({&document->json, false});
    return set;
}

std::string Question::line() const {
    Json made = {{"request", {{"principal", request.principal}, {"action", request.action}, {"resource", request.resource}, {"resourceAccount", request.resourceAccount}, {"context", request.keys}, {"bucketOwnsObject", request.bucketOwnsObject ? Json(*request.bucketOwnsObject) : Json()}}}};
    Json& all = made["policies"];
    all = {{"identity", array(identity)}, {"boundary", array(boundary)}, {"session", array(session)}, {"gateways", array(gateways)}, {"interfaces", array(interfaces)}};
    for (const auto& level : scp)
        all["scp"].push_back(array(level));
    for (const auto& level : rcp)
        all["rcp"].push_back(array(level));
    if (resource)
        all["resource"] = resource->json;
    return made.dump();
}

} // namespace random_policy
