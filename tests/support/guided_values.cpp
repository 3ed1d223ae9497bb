// SPDX-License-Identifier: MIT
#include "tests/support/guided_values.h"

#include "tests/support/naive_policy_parts.h"

#include <algorithm>
#include <set>

namespace random_policy {

namespace {

using Texts = std::vector<std::string>;
using waylight::Json;

Texts pieces(const std::string& text) {
    std::vector<std::size_t> cuts{0, text.size()};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '/' || text[i] == ':')
            cuts.insert(cuts.end(), {i, i + 1});
    }
    std::sort(cuts.begin(), cuts.end());
    Texts all;
    for (const std::size_t begin : cuts) {
        for (const std::size_t end : cuts) {
            if (end > begin)
                all.push_back(text.substr(begin, end - begin));
        }
    }
    return all;
}

std::string filled(const std::string& pattern, const std::string& star) {
    std::string text;
    for (const char c : pattern)
        text += c == '*' ? star : std::string(1, c == '?' ? 'x' : c);
    return text;
}

/// Collects the values of one key.
class Guide {
public:
    Guide(const Question& question, const std::string& key) : m_facts(naive_policy::factsOf(question.request)), m_key(naive_policy::lower(key)) {
        m_facts.keys.erase(m_key);
        const auto read = [&](const std::vector<const Document*>& documents) {
            for (const Document* document : documents)
                readDocument(document->json);
        };
        for (const auto* documents : {&question.identity, &question.boundary, &question.session, &question.gateways, &question.interfaces})
            read(*documents);
        for (const auto* levels : {&question.scp, &question.rcp}) {
            for (const auto& level : *levels)
                read(level);
        }
        if (question.resource)
            readDocument(question.resource->json);
    }

    std::vector<KeyValue> values() const {
        std::vector<KeyValue> all{std::nullopt, Texts{"another value"}, Texts{"~"}, Texts{""}};
        for (const std::string& text : m_texts) {
            all.push_back(Texts{text});
            all.push_back(Texts{text, "another value"});
        }
        if (m_texts.size() > 1)
            all.push_back(Texts(m_texts.begin(), m_texts.end()));
        return all;
    }

private:
    void readDocument(const Json& document) {
        const Json& list = document.at("Statement");
        for (const Json& statement : list.is_array() ? list : Json::array({list})) {
            if (naive_policy::statementFits(statement))
                readStatement(statement);
        }
    }

    void readStatement(const Json& statement) {
        for (const char* name : {"Resource", "NotResource"}) {
            if (statement.contains(name))
                readVariables(statement.at(name), {m_facts.request->resource});
        }
        if (!statement.contains("Condition"))
            return;
        for (const auto& [op, keys] : statement.at("Condition").items()) {
            for (const auto& [key, wanted] : keys.items()) {
                const auto known = m_facts.keys.find(naive_policy::lower(key));
                readVariables(wanted, known == m_facts.keys.end() ? Texts{} : known->second);
                if (naive_policy::lower(key) == m_key) {
                    for (const std::string& text : naive_policy::texts(wanted))
                        readValue(naive_policy::lower(op), text);
                }
            }
        }
    }

    /// Where the key is a variable, it may be any piece of what the text is compared with.
    void readVariables(const Json& wanted, const Texts& comparedWith) {
        for (const std::string& text : naive_policy::texts(wanted)) {
            if (naive_policy::lower(text).find("${" + m_key) == std::string::npos)
                continue;
            for (const std::string& whole : comparedWith) {
                for (const std::string& piece : pieces(whole))
                    m_texts.insert(piece);
            }
        }
    }

    void readValue(const std::string& op, const std::string& written) {
        const bool wildcards = op.find("like") != std::string::npos || op.find("arn") != std::string::npos;
        const auto pattern = naive_policy::expanded(written, m_facts, true, false);
        for (const std::string& text : pattern ? Texts{written, naive_policy::literalText(*pattern)} : Texts{written}) {
            m_texts.insert(text);
            if (wildcards)
                m_texts.insert({filled(text, ""), filled(text, "x")});
        }
        if (op.find("numeric") != std::string::npos || op.find("date") != std::string::npos)
            m_texts.insert({"-100000000000000000", "1000-01-01", "100000000000000000"}); // below and above all that policies write here
        if (op.find("numericnotequals") != std::string::npos || op.find("datenotequals") != std::string::npos)
            m_texts.insert("1");
        if (op.find("ipaddress") != std::string::npos)
            m_texts.insert({written.substr(0, written.find('/')), "192.0.2.1", "2001:db8:ffff::1"});
        if (op.find("arn") != std::string::npos)
            m_texts.insert("arn:none:none:::~");
        if (op.find("bool") != std::string::npos)
            m_texts.insert({"true", "false"});
    }

    naive_policy::Facts m_facts;
    std::string m_key;
    std::set<std::string> m_texts;
};

} // namespace

std::vector<KeyValue> guidedValues(const Question& question, const std::string& key) {
    return Guide(question, key).values();
}

} // namespace random_policy
