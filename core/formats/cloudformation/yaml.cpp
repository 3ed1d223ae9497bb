// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/write.h"

#include <algorithm>
#include <cctype>

namespace waylight {
namespace {

bool isPlainCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-./+=@$*,() ").find(c) != std::string_view::npos;
}

/// Words, numbers and dates that YAML 1.1 takes for something else than a text.
bool looksLikeOther(const std::string& text) {
    static constexpr std::string_view words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"};
    std::string lower = text;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (std::find(std::begin(words), std::end(words), lower) != std::end(words))
        return true;
    // Numbers in all their forms, dates and times.
    return text.find_first_not_of("0123456789.:-+_eExXaAbBcCdDfFoO") == std::string::npos &&
           text.find_first_of("0123456789") != std::string::npos;
}

bool isPlain(const std::string& text) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || looksLikeOther(text))
        return false;
    if (std::isalnum(static_cast<unsigned char>(text.front())) == 0 && text.front() != '_' && text.front() != '/')
        return false;
    // `arn:aws:s3:::x` is plain: a colon means something only before a space.
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool colon = text[i] == ':' && i + 1 < text.size() && text[i + 1] != ' ';
        if (!isPlainCharacter(text[i]) && !colon)
            return false;
    }
    return true;
}

std::string scalar(const Json& value) {
    if (!value.is_string())
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    const std::string& text = value.get_ref<const std::string&>();
    return isPlain(text) ? text : value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

/// `!Ref X`, `!GetAtt X.Y`; empty: no function that has a short form here.
std::string shortForm(const Json& value) {
    if (!value.is_object() || value.size() != 1)
        return {};
    const std::string& name = value.begin().key();
    const Json& argument = value.begin().value();
    const auto plain = [](const Json& text) { return text.is_string() && isPlain(text.get_ref<const std::string&>()); };
    if (name == "Ref" && plain(argument))
        return "!Ref " + argument.get<std::string>();
    if (name == "Fn::GetAtt" && argument.is_array() && argument.size() == 2 && plain(argument[0]) && plain(argument[1]))
        return "!GetAtt " + argument[0].get<std::string>() + '.' + argument[1].get<std::string>();
    return {};
}

class YamlWriter {
public:
    std::string write(const Json& document) {
        for (const auto& [key, value] : document.items()) {
            if (key == "Resources")
                resources(value);
            else
                member(key, value, 0);
        }
        return std::move(m_text);
    }

private:
    void resources(const Json& all) {
        m_text += all.empty() ? "\nResources: {}\n" : "\nResources:\n";
        std::string last;
        for (const auto& [id, resource] : all.items()) {
            const std::string type = resource.value("Type", std::string());
            if (type != last)
                m_text += "\n  # " + words(type.substr(type.rfind(':') + 1)) + '\n';
            last = type;
            member(id, resource, 1);
        }
    }

    /// `SubnetRouteTableAssociation` as `Subnet route table association`.
    static std::string words(const std::string& name) {
        std::string out;
        for (std::size_t i = 0; i < name.size(); ++i) {
            const bool start = i > 0 && std::isupper(static_cast<unsigned char>(name[i])) != 0 &&
                               (std::islower(static_cast<unsigned char>(name[i - 1])) != 0 ||
                                (i + 1 < name.size() && std::islower(static_cast<unsigned char>(name[i + 1])) != 0));
            const bool acronym = i + 1 < name.size() && std::isupper(static_cast<unsigned char>(name[i + 1])) != 0;
            if (start)
                out += ' ';
            out += start && !acronym ? char(std::tolower(static_cast<unsigned char>(name[i]))) : name[i];
        }
        return out;
    }

    void member(const std::string& key, const Json& value, std::size_t depth) {
        m_text.append(2 * depth, ' ');
        m_text += scalar(Json(key)) + ':';
        valueAfter(value, depth);
    }

    /// What stands behind a key or a dash, with the end of its line.
    void valueAfter(const Json& value, std::size_t depth) {
        if (const std::string function = shortForm(value); !function.empty()) {
            m_text += ' ' + function + '\n';
        } else if (value.is_structured() && value.empty()) {
            m_text += value.is_array() ? " []\n" : " {}\n";
        } else if (value.is_object()) {
            m_text += '\n';
            for (const auto& [key, each] : value.items())
                member(key, each, depth + 1);
        } else if (value.is_array()) {
            m_text += '\n';
            for (const Json& each : value)
                element(each, depth + 1);
        } else if (value.is_string() && isBlock(value.get_ref<const std::string&>())) {
            block(value.get_ref<const std::string&>(), depth + 1);
        } else {
            m_text += ' ' + scalar(value) + '\n';
        }
    }

    void element(const Json& value, std::size_t depth) {
        m_text.append(2 * depth, ' ');
        m_text += '-';
        if (!value.is_object() || value.empty() || !shortForm(value).empty()) {
            valueAfter(value, depth);
            return;
        }
        bool first = true;
        for (const auto& [key, each] : value.items()) {
            if (first)
                m_text += ' ';
            else
                m_text.append(2 * depth + 2, ' ');
            first = false;
            m_text += scalar(Json(key)) + ':';
            valueAfter(each, depth + 1);
        }
    }

    /// Lines that a block scalar keeps as they are.
    static bool isBlock(const std::string& text) {
        return text.find('\n') != std::string::npos && text.front() != ' ' && text.front() != '\n' &&
               text.back() == '\n' && !text.ends_with("\n\n") &&
               std::all_of(text.begin(), text.end(),
                           [](unsigned char c) { return c == '\n' || (c >= ' ' && c != 0x7f); });
    }

    void block(const std::string& text, std::size_t depth) {
        m_text += " |\n";
        for (std::size_t from = 0; from < text.size();) {
            const std::size_t end = text.find('\n', from);
            if (end > from)
                m_text.append(2 * depth, ' ');
            m_text.append(text, from, end - from + 1);
            from = end + 1;
        }
    }

    std::string m_text;
};

} // namespace

std::string templateAsYaml(const Json& document) {
    return YamlWriter().write(document);
}

} // namespace waylight
