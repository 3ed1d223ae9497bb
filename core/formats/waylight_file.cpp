// SPDX-License-Identifier: MIT
#include "core/formats/waylight_file.h"

#include "core/base/message_ids.h"
#include "core/model/codec_values.h"

#include <unordered_map>

namespace waylight {
namespace {

std::optional<Kind> kindOfList(std::string_view plural) {
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (typeInfo(kind).plural == plural)
            return kind;
    return std::nullopt;
}

/// Reads the parts of a document one after the other into a design.
class Reader {
public:
    explicit Reader(const std::string& file) : m_log(file) {}

    Loaded read(const Json& root) {
        Json rest = Json::object();
        for (const auto& [key, value] : root.items())
            if (!readMember(key, value, rest))
                rest[key] = value;
        m_loaded.design.extra = Extra(std::move(rest));
        m_loaded.diagnostics = std::move(m_log.found());
        return std::move(m_loaded);
    }

private:
    /// False when the member is unknown and to be kept.
    bool readMember(const std::string& key, const Json& value, Json& rest) {
        Design& design = m_loaded.design;
        const codec::Source source = codec::Source{m_log, {}}.at(key);
        if (key == "waylight")
            return true;
        if (key == "name")
            codec::read(value, design.name, source);
        else if (key == "resources")
            readResources(value, source, rest);
        else if (key == "layout")
            readLayout(value, source);
        else if (key == "requests")
            readEntries(value, source, design.requests, requestFromJson);
        else if (key == "notes")
            readEntries(value, source, design.notes, noteFromJson);
        else if (key == "approvals")
            readEntries(value, source, design.approvals, approvalFromJson);
        else
            return false;
        return true;
    }

    void readResources(const Json& lists, const codec::Source& source, Json& rest) {
        std::vector<ResourcePtr> resources;
        std::unordered_map<Id, std::string> places;
        for (const auto& [plural, list] : lists.items()) {
            if (const auto kind = kindOfList(plural))
                readList(*kind, list, source.at(plural), resources, places);
            else
                rest["resources"][plural] = list;
        }
        m_loaded.design.topology = Topology::fromResources(std::move(resources));
    }

    void readList(Kind kind, const Json& list, const codec::Source& source, std::vector<ResourcePtr>& out,
                  std::unordered_map<Id, std::string>& places) {
        if (!list.is_array()) {
            source.fail(message(MessageId::ExpectedList, codec::excerpt(list)));
            return;
        }
        for (std::size_t i = 0; i < list.size(); ++i) {
            const codec::Source at = source.at(i);
            Resource resource = resourceFromJson(kind, list[i], at.pointer, m_log);
            if (isNewId(base(resource).id, list[i], at, places))
                out.push_back(std::make_shared<const Resource>(std::move(resource)));
        }
    }

    void readLayout(const Json& layout, const codec::Source& source) {
        if (!layout.is_object()) {
            source.fail(message(MessageId::ExpectedObject, codec::excerpt(layout)));
            return;
        }
        std::vector<Layout::value_type> entries;
        for (const auto& [id, value] : layout.items()) {
            int sides[4] = {};
            bool good = value.is_array() && value.size() == 4;
            ReadLog ignored({});
            for (std::size_t i = 0; good && i < 4; ++i)
                good = codec::read(value[i], sides[i], codec::Source{ignored, {}});
            if (good)
                entries.emplace_back(id, Rect{sides[0], sides[1], sides[2], sides[3]});
            else
                source.at(id).fail(message(MessageId::ExpectedRectangle, codec::excerpt(value)));
        }
        m_loaded.design.layout = Layout::fromEntries(std::move(entries));
    }

    template <class T, class FromJson>
    void readEntries(const Json& list, const codec::Source& source, SharedMap<Id, T>& out, FromJson fromJson) {
        if (!list.is_array()) {
            source.fail(message(MessageId::ExpectedList, codec::excerpt(list)));
            return;
        }
        std::vector<std::pair<Id, T>> entries;
        std::unordered_map<Id, std::string> places;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const codec::Source at = source.at(i);
            T entry = fromJson(list[i], at.pointer, m_log);
            if (isNewId(entry.id, list[i], at, places))
                entries.emplace_back(entry.id, std::move(entry));
        }
        out = SharedMap<Id, T>::fromEntries(std::move(entries));
    }

    /// Logs an id that is empty or taken; an id that is missing or no text has been logged by whoever read the object.
    static bool isNewId(const Id& id, const Json& object, const codec::Source& source,
                        std::unordered_map<Id, std::string>& places) {
        if (id.empty()) {
            if (object.is_object() && object.contains("id") && object["id"].is_string())
                source.at("id").fail(message(MessageId::EmptyId));
            return false;
        }
        const auto [place, isNew] = places.emplace(id, source.pointer);
        if (!isNew)
            source.at("id").fail(message(MessageId::DuplicateId, id, place->second));
        return isNew;
    }

    ReadLog m_log;
    Loaded m_loaded;
};

/// Why the document cannot be read at all, if so.
std::optional<Diagnostic> fatalProblem(const Json& root, const std::string& file) {
    const auto problem = [&](Message what, const char* pointer) {
        return Diagnostic{Severity::Error, std::move(what), file, pointer};
    };
    if (!isWaylight(root))
        return problem(message(MessageId::NotADesign), "");
    if (root["waylight"] != Json(waylightVersion))
        return problem(
            message(MessageId::UnknownVersion, codec::excerpt(root["waylight"]), std::to_string(waylightVersion)),
            "/waylight");
    if (!root.contains("resources"))
        return problem(message(MessageId::NoResources), "");
    if (!root["resources"].is_object())
        return problem(message(MessageId::ExpectedObject, codec::excerpt(root["resources"])), "/resources");
    return std::nullopt;
}

Json listsOf(const Topology& topology) {
    Json lists = Json::object();
    for (Kind kind = 0; kind < kindCount; ++kind) {
        if (topology.table(kind).empty())
            continue;
        Json& list = lists[std::string(typeInfo(kind).plural)] = Json::array();
        for (const auto& [id, resource] : topology.table(kind))
            list.push_back(toJson(*resource));
    }
    return lists;
}

Json layoutObject(const Layout& layout) {
    Json::object_t object; // appended to, because looking up each id of an ordered object is quadratic
    for (const auto& [id, rect] : layout)
        object.emplace_back(id, Json{rect.x, rect.y, rect.width, rect.height});
    return object;
}

template <class T>
Json entryList(const SharedMap<Id, T>& entries) {
    Json list = Json::array();
    for (const auto& [id, entry] : entries)
        list.push_back(toJson(entry));
    return list;
}

} // namespace

Result<Loaded> readWaylight(std::string_view text, const std::string& file) {
    const Result<Json> document = parseJson(text, file);
    if (!document)
        return document.error();
    return readWaylightDocument(*document, file);
}

Result<Loaded> readWaylightDocument(const Json& document, const std::string& file) {
    if (auto problem = fatalProblem(document, file))
        return *std::move(problem);
    return Reader(file).read(document);
}

bool isWaylight(const Json& document) {
    return document.is_object() && document.contains("waylight");
}

std::string writeWaylight(const Design& design) {
    Json root = {{"waylight", waylightVersion}};
    if (!design.name.empty())
        root["name"] = design.name;
    root["resources"] = listsOf(design.topology);
    const std::pair<const char*, Json> parts[] = {{"layout", layoutObject(design.layout)},
                                                  {"requests", entryList(design.requests)},
                                                  {"notes", entryList(design.notes)},
                                                  {"approvals", entryList(design.approvals)}};
    for (const auto& [name, part] : parts)
        if (!part.empty())
            root[name] = part;
    for (const auto& [key, value] : design.extra.object().items()) {
        if (key == "resources" && value.is_object())
            root["resources"].update(value);
        else if (!root.contains(key))
            root[key] = value;
    }
    return formatJson(root) + '\n';
}

} // namespace waylight
