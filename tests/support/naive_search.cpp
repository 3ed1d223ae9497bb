// SPDX-License-Identifier: MIT
#include "tests/support/naive_search.h"

#include "core/base/diagnostic.h"
#include "core/model/codec.h"

#include <algorithm>

using namespace waylight;

namespace {

using Places = std::set<std::pair<Id, std::string>>;

std::string lowerCase(std::string text) {
    for (char& each : text)
        if (each >= 'A' && each <= 'Z')
            each = static_cast<char>(each - 'A' + 'a');
    return text;
}

struct Search {
    std::string text;
    Id id;
    Places& places;

    void words(const std::string& value, const std::string& pointer) {
        if (lowerCase(value).find(text) != std::string::npos)
            places.insert({id, pointer});
    }

    void block(const std::string& value, const std::string& pointer) {
        words(value, pointer);
        const auto address = IpAddress::parse(text);
        const auto cidr = Cidr::parse(value);
        if (address && cidr && cidr->length() > 0 && cidr->contains(*address))
            places.insert({id, pointer});
    }

    void value(const Json& json, const FieldInfo& info, const std::string& pointer) {
        if (json.is_null() || info.type == FieldType::Flag)
            return;
        if (info.type == FieldType::Reference && (info.options.container || info.options.partOf))
            return;
        if (json.is_array() && info.list) {
            for (std::size_t i = 0; i < json.size(); ++i)
                value(json[i], info, joinedPointer(pointer, i));
        } else if (info.type == FieldType::Record) {
            members(json, info.record, pointer);
        } else if (info.type == FieldType::TagMap) {
            for (const auto& [key, tag] : json.items())
                if (lowerCase(key).find(text) != std::string::npos || lowerCase(tag.get<std::string>()).find(text) != std::string::npos)
                    places.insert({id, joinedPointer(pointer, key)});
        } else if (info.type == FieldType::Block) {
            block(json.get<std::string>(), pointer);
        } else {
            words(json.is_string() ? json.get<std::string>() : json.dump(json.is_object() ? 2 : -1), pointer);
        }
    }

    void members(const Json& object, const std::vector<FieldInfo>& fields, const std::string& pointer) {
        for (const FieldInfo& field : fields)
            if (const auto at = object.find(field.name); at != object.end() && field.name != "region" && field.name != "account" && field.name != "unknown")
                value(*at, field, joinedPointer(pointer, field.name));
    }
};

} // namespace

Places naivelyFound(const Design& design, std::string text) {
    Places places;
    Search search{lowerCase(std::move(text)), {}, places};
    design.topology.forEachResource([&](const ResourcePtr& each) {
        search.id = base(*each).id;
        search.members(toJson(*each), fieldInfos(each->index()), {});
    });
    for (const auto& [id, note] : design.notes) {
        search.id = id;
        search.words(note.text, "/text");
    }
    return places;
}
