// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/document/node.h"

#include <deque>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace waylight::cloudformation {

/// The names that loops (Fn::ForEach) give to their values, the innermost last.
using Loops = std::vector<std::pair<std::string, std::string>>;

struct TemplateResource {
    std::string id;
    std::string type;
    const DocumentNode* node = nullptr;
    const DocumentNode* properties = nullptr; ///< null: none
    Position position;
    std::string pointer;
    Loops loops; ///< that it stands in
};

using Section = std::unordered_map<std::string_view, const DocumentNode*>;

/// A template's sections by name.
struct Template {
    const DocumentNode* root = nullptr;
    std::size_t bytes = 0; ///< of the text
    Section parameters;
    Section mappings;
    Section conditions;
    std::deque<TemplateResource> resources; ///< in the order of the text, loops expanded
    std::unordered_map<std::string_view, const TemplateResource*> byId;
};

/// The sections of a document except its resources, which loops make.
Template templateOf(const DocumentTree& tree);

/// Names, each once, in the order they came.
class Names {
public:
    void add(const std::string& name) {
        if (m_known.insert(name).second)
            m_names.push_back(name);
    }
    bool empty() const { return m_names.empty(); }
    /// With commas; of many only the first, and how many more there are.
    std::string text() const;

private:
    std::set<std::string> m_known;
    std::vector<std::string> m_names;
};

/// Takes what is to be said about a template: the same thing only once, and not without end.
class Reporter {
public:
    Reporter(std::string file, Diagnostics& diagnostics) : m_file(std::move(file)), m_diagnostics(diagnostics) {}
    void say(Severity severity, Message what, const std::string& pointer);

private:
    std::string m_file;
    Diagnostics& m_diagnostics;
    std::set<std::pair<std::string, std::vector<std::string>>> m_said;
};

/// True for what runs code of its own, so that nobody knows what comes of it.
bool isCustom(std::string_view type);
/// True for what CloudFormation itself or a transform works on instead of a service.
bool isOpaque(std::string_view type);

} // namespace waylight::cloudformation
