// SPDX-License-Identifier: MIT
#include "core/policy/normal_form.h"

#include "core/base/arn.h"
#include "core/policy/print.h"

#include <algorithm>
#include <map>
#include <set>

namespace waylight::policy {
namespace {

using Texts = std::set<std::string>; ///< each already written as JSON

std::string joined(const Texts& texts, char open, char close) {
    std::string all(1, open);
    for (const std::string& text : texts)
        all.append(all.size() > 1 ? "," : "").append(text);
    return all + close;
}

/// An account and its root user's ARN name the same principal, in whatever partition.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
std::string awsPrincipal(const std::string& text) {
    const auto arn = Arn::parse(text);
    return arn && arn->service == "iam" && arn->resource == "root" ? arn->account : text;
}

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
std::string operatorName(std::string_view name) {
    std::string lower = lowered(name);
    for (const std::string_view exact : {"arnequals", "arnnotequals"})
        if (const auto at = lower.find(exact); at != std::string::npos)
            lower.replace(at + exact.size() - 6, 6, "like");
    return lower;
}

class Normalizer {
public:
    explicit Normalizer(const JsonTree& tree) : m_tree(tree) {}

    std::string document() const {
        Texts members;
        if (m_tree.member(0, "Version") == noNode)
            members.insert(R"("Version":"2008-10-17")");
        m_tree.forEachChild(0, [&](NodeId id) {
            if (node(id).name == "Statement")
                members.insert(R"("Statement":)" + statements(id));
            else if (node(id).name != "Id")
                members.insert(named(id, plain(id)));
        });
        return joined(members, '{', '}');
    }

private:
    using Fold = std::string (*)(const std::string&);

    const JsonNode& node(NodeId id) const { return m_tree.node(id); }
    bool isScalar(NodeId id) const { return node(id).kind != JsonKind::Object && node(id).kind != JsonKind::Array; }
    std::string named(NodeId id, const std::string& value) const { return quotedJson(node(id).name) + ':' + value; }

    /// What is no policy is compared as JSON.
    std::string plain(NodeId id) const {
        if (node(id).kind == JsonKind::String)
            return quotedJson(node(id).text);
        if (isScalar(id))
            return node(id).kind == JsonKind::Null ? "null" : node(id).text;
        if (node(id).kind == JsonKind::Object) {
            Texts members;
            m_tree.forEachChild(id, [&](NodeId child) { members.insert(named(child, plain(child))); });
            return joined(members, '{', '}');
        }
        std::string items = "[";
        m_tree.forEachChild(id, [&](NodeId child) { items.append(items.size() > 1 ? "," : "").append(plain(child)); });
        return items + ']';
    }

    static std::string asWritten(const std::string& text) { return text; }
    static std::string lowerCase(const std::string& text) { return lowered(text); }

    /// The values of a value or a list; nulls are nothing.
    Texts texts(NodeId id, Fold fold) const {
        Texts all;
        const auto take = [&](NodeId value) {
            if (!isScalar(value))
                all.insert(plain(value));
            else if (node(value).kind != JsonKind::Null)
                all.insert(quotedJson(fold(node(value).text)));
        };
        if (node(id).kind == JsonKind::Array)
            m_tree.forEachChild(id, take);
        else
            take(id);
        return all;
    }

    std::string statements(NodeId id) const {
        Texts all;
        const auto take = [&](NodeId item) {
            all.insert(node(item).kind == JsonKind::Object ? statement(item) : plain(item));
        };
        if (node(id).kind == JsonKind::Array)
            m_tree.forEachChild(id, take);
        else
            take(id);
        return joined(all, '[', ']');
    }

    std::string statement(NodeId id) const {
        Texts members;
        m_tree.forEachChild(id, [&](NodeId element) {
            if (const std::string value = elementValue(element); !value.empty() && value != "[]" && value != "{}")
                members.insert(named(element, value));
        });
        return joined(members, '{', '}');
    }

    std::string elementValue(NodeId id) const {
        const std::string& name = node(id).name;
        if (name == "Sid")
            return {};
        if (name == "Effect" && node(id).kind == JsonKind::String)
            return quotedJson(lowered(node(id).text));
        if (name == "Action" || name == "NotAction")
            return joined(texts(id, lowerCase), '[', ']');
        if (name == "Resource" || name == "NotResource")
            return joined(texts(id, asWritten), '[', ']');
        if (name == "Principal" || name == "NotPrincipal")
            return principal(id);
        return name == "Condition" && node(id).kind == JsonKind::Object ? condition(id) : plain(id);
    }

    /// Each principal as `"kind":"name"`.
    std::string principal(NodeId id) const {
        Texts all;
        const auto add = [&](std::string_view kind, const Texts& names) {
            for (const std::string& name : names)
                all.insert(quotedJson(kind) + ':' + name);
        };
        if (node(id).kind != JsonKind::Object)
            add("AWS", texts(id, awsPrincipal));
        else
            m_tree.forEachChild(id, [&](NodeId kind) {
                add(node(kind).name, texts(kind, node(kind).name == "AWS" ? awsPrincipal : asWritten));
            });
        return joined(all, '{', '}');
    }

    /// Each comparison as `"operator key":[values]`; an operator without keys compares nothing.
    std::string condition(NodeId id) const {
        Texts all;
        m_tree.forEachChild(id, [&](NodeId op) {
            const std::string name = operatorName(node(op).name);
            if (node(op).kind != JsonKind::Object) {
                all.insert(quotedJson(name) + ':' + plain(op));
                return;
            }
            const bool flags = name.find("bool") != std::string::npos || name == "null";
            m_tree.forEachChild(op, [&](NodeId key) {
                all.insert(quotedJson(name + ' ' + lowered(node(key).name)) + ':' +
                           joined(texts(key, flags ? lowerCase : asWritten), '[', ']'));
            });
        });
        return joined(all, '{', '}');
    }

    const JsonTree& m_tree;
};

/// Nothing when the text is not a JSON object.
std::optional<std::string> normalFormOf(std::string_view text) {
    Problems problems;
    const bool blank = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    const auto tree = JsonTree::parse(blank ? "{}" : text, problems);
    if (!tree || tree->root().kind != JsonKind::Object)
        return std::nullopt;
    return normalForm(*tree);
}

} // namespace

std::string normalForm(const JsonTree& tree) {
    return Normalizer(tree).document();
}

bool equivalent(const Document& a, const Document& b) {
    return normalForm(a.tree()) == normalForm(b.tree());
}

std::optional<bool> equivalent(std::string_view a, std::string_view b) {
    const auto first = normalFormOf(a);
    const auto second = normalFormOf(b);
    return first && second ? std::optional(*first == *second) : std::nullopt;
}

} // namespace waylight::policy
