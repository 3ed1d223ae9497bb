// SPDX-License-Identifier: MIT
#include "core/policy/denied_message.h"

#include "core/policy/glob.h"

#include <algorithm>
#include <iterator>

namespace waylight::policy {
namespace {

/// The words for a kind of policy in AWS's messages.
struct PolicyWords {
    std::string_view words;
    const char* article;
    Layer layer;
};

constexpr PolicyWords policyWords[] = {
    {"service control policy", "a", Layer::ServiceControl},
    {"resource control policy", "a", Layer::ResourceControl},
    {"VPC endpoint policy", "a", Layer::Endpoint},
    {"resource-based policy", "a", Layer::Resource},
    {"identity-based policy", "an", Layer::Identity},
    {"permissions boundary", "a", Layer::Boundary},
    {"session policy", "a", Layer::Session},
};
constexpr PolicyWords trustWords{"role trust policy", "the", Layer::Resource};

const PolicyWords& wordsFor(Layer layer, const RequestContext& context) {
    const bool trust = layer == Layer::Resource && lowered(context.action).starts_with("sts:assumerole");
    const auto words = std::find_if(std::begin(policyWords), std::end(policyWords),
                                    [&](const PolicyWords& entry) { return entry.layer == layer; });
    return trust || words == std::end(policyWords) ? trustWords : *words;
}

/// The text up to a white space or a character that ends a sentence or a quotation.
std::string_view wordAt(std::string_view text) {
    return text.substr(0, text.find_first_of(" \t\r\n\"'`,;()<>"));
}

std::string_view withoutFullStop(std::string_view word) {
    while (!word.empty() && (word.back() == '.' || word.back() == ':'))
        word.remove_suffix(1);
    return word;
}

/// White space of any length as one space: terminals break lines anywhere.
std::string unwrapped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

/// What follows a phrase, without the quotation mark in front of it; nothing when the phrase is not there.
std::optional<std::string_view> after(std::string_view text, std::string_view phrase) {
    const auto at = text.find(phrase);
    if (at == std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(at + phrase.size());
    while (!text.empty() && (text.front() == ' ' || text.front() == '"' || text.front() == '\''))
        text.remove_prefix(1);
    return text;
}

std::string wordAfter(std::string_view text, std::string_view phrase) {
    const auto rest = after(text, phrase);
    return rest ? std::string(withoutFullStop(wordAt(*rest))) : std::string();
}

void readPolicy(DeniedMessage& out, std::string_view rest) {
    for (const std::string_view article : {"a ", "an ", "the "})
        if (rest.starts_with(article)) {
            rest.remove_prefix(article.size());
            break;
        }
    out.trustPolicy = rest.starts_with(trustWords.words);
    if (out.trustPolicy)
        out.layer = Layer::Resource;
    for (const PolicyWords& entry : policyWords)
        if (rest.starts_with(entry.words))
            out.layer = entry.layer;
    if (out.explicitDeny)
        out.policyArn = wordAfter(rest.substr(0, rest.find(" because ")), "policy: ");
}

/// The action of an operation in the service whose resource or action is refused is not told: "GetObject" alone.
void readOperation(DeniedMessage& out, std::string_view text) {
    if (out.action.empty())
        out.action = wordAfter(text, "when calling the ");
}

} // namespace

std::string deniedMessage(const Evaluation& evaluation, const RequestContext& context) {
    const bool knownAccounts = context.principal.hasAccount() && !context.resourceAccount.empty();
    const bool sameAccount = knownAccounts && context.principal.account == context.resourceAccount;
    const auto denies = [&](Layer layer) { return evaluation[layer].reason == LayerReason::ExplicitDeny; };
    const std::vector<Layer> blockers = evaluation.blockers();
    if (blockers.empty() || !sameAccount)
        return "Access Denied";
    const auto explicitly = std::find_if(blockers.begin(), blockers.end(), denies);
    // AWS looks at the caller's own policies first: an identity policy that lacks an Allow is named before a resource
    // policy that lacks one.
    const auto named =
        explicitly != blockers.end() ? *explicitly
        : evaluation[Layer::Identity].outcome == LayerOutcome::Block && blockers.front() == Layer::Resource
            ? Layer::Identity
            : blockers.front();
    if (named == Layer::PublicAccess || evaluation[named].reason == LayerReason::AwsOwned)
        return "Access Denied";
    const PolicyWords& words = wordsFor(named, context);
    const bool quoted = context.action.starts_with("s3:");
    std::string out = "User: " + context.principal.arn + " is not authorized to perform: " + context.action;
    if (context.resource != "*")
        out += " on resource: " + (quoted ? '"' + context.resource + '"' : context.resource);
    if (explicitly != blockers.end())
        return out + " with an explicit deny in " + words.article + ' ' + std::string(words.words);
    return out + " because no " + std::string(words.words) + " allows the " + context.action + " action";
}

std::optional<DeniedMessage> parseDeniedMessage(std::string_view pasted) {
    if (pasted.size() > 1u << 16)
        return std::nullopt;
    const std::string text = unwrapped(pasted);
    DeniedMessage out;
    out.principal = wordAfter(text, "User: ");
    out.action = wordAfter(text, "authorized to perform: ");
    out.resource = wordAfter(text, "on resource: ");
    if (out.resource.empty() && !out.action.empty()) // S3 once wrote: on "arn:aws:s3:::bucket"
        out.resource = wordAfter(text, out.action + " on ");
    if (const auto rest = after(text, "with an explicit deny in ")) {
        out.explicitDeny = true;
        readPolicy(out, *rest);
    } else if (const auto missing = after(text, "because no ")) {
        readPolicy(out, *missing);
    }
    readOperation(out, text);
    if (out.principal.empty() && out.action.empty())
        return std::nullopt;
    return out;
}

} // namespace waylight::policy
