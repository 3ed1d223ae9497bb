// SPDX-License-Identifier: MIT
#include "core/formats/declared/entry.h"

#include <algorithm>
#include <charconv>

namespace waylight::declared {
namespace {

/// The first part of a path, without `[]`, and what follows it.
std::pair<std::string, std::string_view> split(std::string_view path) {
    const auto dot = path.find('.');
    std::string first(path.substr(0, dot));
    if (first.ends_with("[]"))
        first.resize(first.size() - 2);
    return {std::move(first), dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1)};
}

bool isEmpty(const Json& value) {
    return value.is_null() || (value.is_structured() && value.empty());
}

/// Moves the value at the path out, and removes what that leaves empty.
Json takenAt(Json& at, std::string_view path) {
    if (at.is_array())
        return at.empty() ? Json() : takenAt(at[0], path);
    if (!at.is_object() || isUnknownValue(at))
        return at.is_object() ? at : Json();
    const auto [member, behind] = split(path);
    const auto found = at.find(member);
    if (found == at.end())
        return {};
    Json value = behind.empty() ? std::move(*found) : takenAt(*found, behind);
    const bool only = found->is_array() && std::all_of(found->begin(), found->end(), isEmpty);
    if (behind.empty() || isEmpty(*found) || only || isUnknownValue(*found))
        at.erase(found);
    return value;
}

/// AWS and both languages write numbers and flags as texts now and then.
Json asNumber(const Json& value) {
    if (!value.is_string())
        return value;
    const std::string& text = value.get_ref<const std::string&>();
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? Json(number) : value;
}

Json asFlag(const Json& value) {
    if (value == Json("true") || value == Json("True") || value == Json("TRUE"))
        return true;
    if (value == Json("false") || value == Json("False") || value == Json("FALSE"))
        return false;
    return value;
}

/// The value in the form of our file; `fields` are those of a record.
Json converted(const Json& value, const FieldInfo& field, Dialect dialect);

Json convertedList(const Json& value, const FieldInfo& field, Dialect dialect) {
    Json list = Json::array();
    FieldInfo one = field;
    one.list = false;
    const auto add = [&](const Json& each) {
        if (Json element = converted(each, one, dialect); !element.is_null())
            list.push_back(std::move(element));
    };
    if (value.is_array())
        std::for_each(value.begin(), value.end(), add);
    else
        add(value);
    return list;
}

Json converted(const Json& value, const FieldInfo& field, Dialect dialect) {
    if (field.list)
        return convertedList(value, field, dialect);
    if (field.type == FieldType::Policy) {
        const PolicyText policy = policyOf(value);
        return policy.empty() ? Json() : Json(policy.text);
    }
    if (value.is_null() || (isUnknownValue(value) && field.type != FieldType::Reference))
        return {};
    switch (field.type) {
    case FieldType::Number:
        return asNumber(value);
    case FieldType::Flag:
        return asFlag(value);
    case FieldType::Record: {
        Entry inner(value, dialect);
        Json own = ownForm(field.record, inner);
        own.erase("unknown"); // the field is, as a whole
        return own;
    }
    case FieldType::Reference: // what is not known names nothing, which the engine says
        return value.is_primitive() || isUnknownValue(value) ? Json(textOf(value)) : value;
    case FieldType::Text:
    case FieldType::Protocol:
    case FieldType::Address:
    case FieldType::Block:
        return value.is_primitive() ? Json(textOf(value)) : value;
    default:
        return value;
    }
}

} // namespace

Json Entry::take(Word word) {
    const std::string_view path = word.in(m_dialect);
    if (path.empty())
        return {};
    Json value = takenAt(m_members, path);
    if (isTerraform() && value == Json(""))
        return {};
    note(value);
    return value;
}

void Entry::note(const Json& value) {
    m_unknown = m_unknown || holdsUnknown(value);
}

bool Entry::foundUnknown() {
    return std::exchange(m_unknown, false);
}

std::string Entry::text(Word word) {
    const Json value = take(word);
    return isUnknownValue(value) || !value.is_primitive() ? std::string() : textOf(value);
}

std::vector<std::string> Entry::texts(Word word) {
    const Json value = take(word);
    std::vector<std::string> out;
    const auto add = [&](const Json& each) {
        if (each.is_primitive() && !each.is_null())
            out.push_back(textOf(each));
    };
    if (value.is_array())
        std::for_each(value.begin(), value.end(), add);
    else
        add(value);
    return out;
}

Id Entry::id(Word word) {
    return textOf(take(word));
}

std::vector<Id> Entry::ids(Word word) {
    const Json value = take(word);
    std::vector<Id> out;
    if (value.is_array())
        std::transform(value.begin(), value.end(), std::back_inserter(out), textOf);
    else if (!value.is_null())
        out.push_back(textOf(value));
    return out;
}

std::optional<int> Entry::number(Word word) {
    const Json value = asNumber(take(word));
    if (!value.is_number_integer())
        return std::nullopt;
    const auto number = value.get<std::int64_t>();
    return number < -1'000'000 || number > 1'000'000 ? std::nullopt : std::optional(static_cast<int>(number));
}

bool Entry::flag(Word word, bool otherwise) {
    const Json value = asFlag(take(word));
    return value.is_boolean() ? value.get<bool>() : otherwise;
}

std::vector<Entry> Entry::blocks(Word word) {
    Json value = take(word);
    std::vector<Entry> out;
    if (value.is_array()) {
        for (Json& each : value)
            if (each.is_object() && !isUnknownValue(each))
                out.emplace_back(std::move(each), m_dialect);
    } else if (value.is_object() && !isUnknownValue(value)) {
        out.emplace_back(std::move(value), m_dialect);
    }
    return out;
}

std::string textOf(const Json& value) {
    if (isUnknownValue(value)) {
        const std::string& known = value.begin()->get_ref<const std::string&>();
        return known.empty() ? "${?}" : known;
    }
    if (value.is_string())
        return value.get<std::string>();
    return value.is_null() ? std::string() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json withoutUnknowns(const Json& value) {
    if (isUnknownValue(value))
        return textOf(value);
    Json out = value;
    if (out.is_structured())
        for (Json& each : out)
            each = withoutUnknowns(each);
    return out;
}

PolicyText policyOf(const Json& value) {
    if (value.is_null())
        return {};
    if (value.is_string())
        return {value.get<std::string>()};
    if (isUnknownValue(value))
        return {value.begin()->get<std::string>()};
    return {withoutUnknowns(value).dump(2, ' ', false, Json::error_handler_t::replace)};
}

Json ownForm(const std::vector<FieldInfo>& fields, Entry& entry) {
    Json object = Json::object();
    Json unknown = Json::array();
    for (const FieldInfo& field : fields) {
        const std::string_view path = pathOf(field.options, entry.dialect());
        if (path.empty())
            continue;
        const Json value = entry.take({path, path});
        if (entry.foundUnknown())
            unknown.push_back(field.name);
        if (Json own = converted(value, field, entry.dialect()); !own.is_null())
            object[field.name] = std::move(own);
    }
    if (!unknown.empty())
        object["unknown"] = std::move(unknown);
    return object;
}

} // namespace waylight::declared
