// SPDX-License-Identifier: MIT
#include "core/formats/declared/hosts.h"
#include "core/formats/declared/parts.h"

#include "core/trace/question.h"

#include <algorithm>

namespace waylight {
namespace {

using namespace declared;

const std::unordered_map<std::string_view, const Part*>& parts(Dialect dialect) {
    static const auto made = [] {
        std::array<std::unordered_map<std::string_view, const Part*>, 2> out;
        for (const std::vector<Part>* list :
             {&routeParts(), &filterParts(), &vpcParts(), &hostParts(), &transitParts(), &policyParts()})
            for (const Part& part : *list) {
                out[std::size_t(Dialect::CloudFormation)].emplace(part.cfn, &part);
                out[std::size_t(Dialect::Terraform)].emplace(part.tf, &part);
            }
        for (auto& each : out)
            each.erase(std::string_view());
        return out;
    }();
    return made[std::size_t(dialect)];
}

/// Tags are a list of pairs in one language and a map in the other.
void readTags(ResourceBase& resource, Entry& entry) {
    const auto set = [&](const std::string& key, const Json& value) {
        if (key == "Name")
            resource.name = textOf(value);
        else
            resource.tags[key] = textOf(value);
    };
    const Json tags = entry.take({"Tags", "tags"});
    if (isUnknownValue(tags)) {
        Assembly::markUnknown(resource, "tags");
    } else if (tags.is_object()) {
        for (const auto& [key, value] : tags.items())
            set(key, value);
    } else if (tags.is_array()) {
        for (const Json& each : tags)
            if (each.is_object() && each.contains("Key") && each.contains("Value") && each["Key"].is_string())
                set(each["Key"].get<std::string>(), each["Value"]);
    }
    entry.take({"", "tags_all"});
    entry.foundUnknown();
}

/// Makes the design: resources first, then what completes them, then what is said of them elsewhere.
class Builder {
public:
    explicit Builder(Declarations input) : m_input(std::move(input)), m_assembly(m_input.dialect, m_input.file) {}

    Loaded build() {
        readScope();
        for (Declaration& each : m_input.all) {
            if (each.region.empty())
                each.region = m_input.region;
            if (each.account.empty())
                each.account = m_input.account;
            if (const Json account = noteOf(each).value("account", Json()); account.is_string())
                each.account = account.get<std::string>();
        }
        resolveNotedIds();
        readResources();
        addAliases();
        for (const auto& [resource, reading] : m_readings)
            completeResource(m_assembly, *resource, *reading);
        applyParts();
        m_assembly.settleReferences();
        associateAddresses(m_assembly);
        addImplied(m_assembly);
        m_assembly.settleReferences();
        keepTheRest();
        return loaded();
    }

private:
    /// The account and Region that a file of ours was written for.
    void readScope() {
        if (m_input.region.empty())
            m_input.region = regionOfZones();
        const Json* note = &m_input.document;
        for (const char* member : {m_input.document.contains("//") ? "//" : "Metadata", "Waylight"}) {
            const auto found = note->is_object() ? note->find(member) : note->end();
            if (!note->is_object() || found == note->end())
                return;
            note = &*found;
        }
        for (const auto& [member, field] :
             {std::pair("account", &Declarations::account), std::pair("region", &Declarations::region)})
            if (const auto found = note->is_object() ? note->find(member) : note->end();
                note->is_object() && found != note->end() && found->is_string())
                for (Declaration& each : m_input.all)
                    if (std::string& own = field == &Declarations::account ? each.account : each.region;
                        own.empty() || own == m_input.*field)
                        own = found->get<std::string>();
    }

    /// The Region whose zones the file names, where it names those of one only.
    std::string regionOfZones() const {
        std::string region;
        for (const Declaration& each : m_input.all)
            for (const char* member : {"AvailabilityZone", "availability_zone"}) {
                const auto zone = each.properties.find(member);
                const std::string name =
                    zone != each.properties.end() && zone->is_string() ? zone->get<std::string>() : std::string();
                const bool isZone = name.size() > 2 &&
                                    std::isdigit(static_cast<unsigned char>(name[name.size() - 2])) != 0 &&
                                    std::islower(static_cast<unsigned char>(name.back())) != 0;
                if (!isZone)
                    continue;
                const std::string its = name.substr(0, name.size() - 1);
                if (!region.empty() && region != its)
                    return {};
                region = its;
            }
        return region;
    }

    /// In policies the ids of a design stand for what is declared under another name.
    void resolveNotedIds() {
        std::unordered_map<std::string, std::string> ids;
        for (const Declaration& each : m_input.all)
            if (const auto id = noteOf(each).find("id"); id != noteOf(each).end() && id->is_string())
                ids.emplace(each.id, id->get<std::string>());
        if (ids.empty())
            return;
        for (Declaration& each : m_input.all)
            for (auto& [name, value] : each.properties.items())
                if (name.find("olic") != std::string::npos)
                    value = withIds(value, ids);
    }
    static Json withIds(const Json& value, const std::unordered_map<std::string, std::string>& ids) {
        if (value.is_string()) {
            const auto found = ids.find(value.get_ref<const std::string&>());
            if (found != ids.end())
                return found->second;
            const std::string& text = value.get_ref<const std::string&>();
            if (!text.starts_with('{'))
                return value;
            const auto policy = parseJson(text); // Terraform has policies as texts
            const Json renamed = policy ? withIds(*policy, ids) : Json();
            return policy && renamed != *policy ? Json(renamed.dump(2)) : value;
        }
        Json out = value;
        if (out.is_structured())
            for (Json& each : out)
                each = withIds(each, ids);
        return out;
    }

    void readResources() {
        for (const Declaration& each : m_input.all) {
            if (!each.condition.empty())
                m_assembly.say(Severity::Warning, message(MessageId::DeclaredConditional, each.id, each.condition),
                               each.pointer);
            if (const auto kind = kindOfType(m_input.dialect, each.type))
                readResource(*kind, each);
            else if (isManagedPolicy(each.type))
                m_assembly.addManagedPolicy(each);
        }
    }

    void readResource(Kind kind, const Declaration& declaration) {
        const Json& note = noteOf(declaration);
        const Id id = note.contains("id") && note["id"].is_string() ? note["id"].get<Id>() : declaration.id;
        if (m_assembly.has(id)) {
            m_assembly.say(Severity::Warning, message(MessageId::DeclaredTwice, id), declaration.pointer);
            return;
        }
        if (const auto interfaces = note.find("interfaces"); interfaces != note.end()) {
            Entry list(note, m_input.dialect);
            m_assembly.noteInterfaces(id, list.texts({"interfaces", "interfaces"}));
        }
        auto reading = std::make_unique<Reading>(Reading{declaration, Entry(declaration.properties, m_input.dialect)});
        Json own = ownForm(fieldInfos(kind), reading->entry);
        own["id"] = id;
        if (const auto assumed = note.find("assumed"); assumed != note.end() && assumed->is_array())
            for (const Json& field : *assumed)
                if (field.is_string())
                    own.erase(field.get<std::string>());
        ReadLog log(m_input.file);
        Resource resource = resourceFromJson(kind, own, declaration.pointer, log);
        sayWrongValues(log.found(), resource, declaration);
        readTags(base(resource), reading->entry);
        if (const auto name = note.find("name"); name != note.end() && name->is_string())
            base(resource).name = name->get<std::string>();
        if (const auto tags = note.find("tags"); tags != note.end() && tags->is_object())
            for (const auto& [key, value] : tags->items())
                base(resource).tags[key] = textOf(value);
        m_readings.emplace_back(&m_assembly.added(std::move(resource), declaration), std::move(reading));
    }

    /// A value that cannot be read costs its field, which is not known then.
    void sayWrongValues(const Diagnostics& found, Resource& resource, const Declaration& declaration) {
        for (const Diagnostic& each : found) {
            if (messageName(each.message.id) == std::string_view("MissingField"))
                continue; // what a file leaves open
            std::string field = each.pointer.substr(declaration.pointer.size());
            field = field.substr(0, field.find('/', 1));
            if (!field.empty())
                Assembly::markUnknown(base(resource), std::string_view(field).substr(1));
            m_assembly.say(Severity::Warning, each.message, each.pointer);
        }
    }

    /// What else references may say: names, and ARNs made of them.
    void addAliases() {
        for (const auto& [resource, reading] : m_readings) {
            const Kind kind = resource->index();
            const ResourceBase& each = base(*resource);
            const Json& properties = reading->declaration.properties;
            for (const char* member :
                 {"arn", "name", "bucket", "function_name", "key_id", "BucketName", "RoleName", "TableName",
                  "FunctionName", "InstanceProfileName", "Name", "address", "public_ip"})
                if (const auto found = properties.find(member); found != properties.end() && found->is_string())
                    m_assembly.alias(kind, found->get<std::string>(), each.id);
            m_assembly.alias(kind, reading->declaration.id, each.id);
            m_assembly.alias(kind, reading->declaration.address, each.id);
            m_assembly.alias(kind, arnOf(*resource), each.id);
            if (const char* part = iamPart(kind))
                m_assembly.alias(kind,
                                 "arn:" + partition(each.region) + ":iam::" + each.account + ':' + part +
                                     nameOf(*resource, properties),
                                 each.id);
            if (kind == kindOf<LambdaFunction>)
                m_assembly.alias(kind,
                                 "arn:" + partition(each.region) + ":lambda:" + each.region + ':' + each.account +
                                     ":function:" + nameOf(*resource, properties),
                                 each.id);
        }
    }

    static const char* iamPart(Kind kind) {
        return kind == kindOf<Role> ? "role/" : kind == kindOf<InstanceProfile> ? "instance-profile/" : nullptr;
    }
    static std::string partition(const std::string& region) {
        return region.starts_with("cn-") ? "aws-cn" : region.starts_with("us-gov-") ? "aws-us-gov" : "aws";
    }
    static std::string nameOf(const Resource& resource, const Json& properties) {
        for (const char* member : {"RoleName", "InstanceProfileName", "FunctionName", "function_name", "name"})
            if (const auto found = properties.find(member); found != properties.end() && found->is_string())
                return found->get<std::string>();
        return base(resource).id;
    }

    void applyParts() {
        const auto& known = parts(m_input.dialect);
        for (const Declaration& each : m_input.all) {
            if (kindOfType(m_input.dialect, each.type))
                continue;
            const auto part = known.find(each.type);
            if (part == known.end()) {
                m_unmodelled.push_back(&each);
                continue;
            }
            Reading reading{each, Entry(each.properties, m_input.dialect)};
            part->second->apply(m_assembly, reading);
        }
    }

    /// Properties that nobody took, and where each resource was declared.
    void keepTheRest() {
        const char* dialect = m_input.dialect == Dialect::CloudFormation ? "cloudformation" : "terraform";
        for (auto& [resource, reading] : m_readings) {
            Json extra = Json::object();
            const Declaration& by = reading->declaration;
            if (!reading->entry.rest().empty())
                extra["properties"] = withoutUnknowns(reading->entry.rest());
            if (Json attributes = withoutNote(by.attributes); !attributes.empty())
                extra["attributes"] = std::move(attributes);
            Json origin{{"format", dialect}};
            if (by.position.line > 0)
                origin["line"] = by.position.line;
            if (!by.address.empty() && by.address != by.id)
                origin["address"] = by.address;
            if (!by.condition.empty())
                origin["condition"] = by.condition;
            for (const auto& [pointer, certainty] : by.certainties)
                origin[certainty == Certainty::OnlyCandidate ? "onlyCandidates" : "resolved"].push_back(pointer);
            extra["origin"] = std::move(origin);
            base(*resource).extra = Extra(std::move(extra));
        }
    }

    /// The attributes without our own note, which is in the ids now.
    static Json withoutNote(Json attributes) {
        for (const char* member : {"Metadata", "//"})
            if (const auto found = attributes.find(member); found != attributes.end() && found->is_object()) {
                found->erase("Waylight");
                if (found->empty())
                    attributes.erase(member);
            }
        return attributes;
    }

    Loaded loaded() {
        Loaded out;
        out.diagnostics = std::move(m_input.diagnostics);
        sayUnknown();
        sayUnmodelled(out.design);
        std::move(m_assembly.diagnostics().begin(), m_assembly.diagnostics().end(),
                  std::back_inserter(out.diagnostics));
        std::vector<ResourcePtr> resources;
        std::set<std::string> regions, accounts;
        bool internet = false;
        for (std::unique_ptr<Resource>& each : m_assembly.resources()) {
            regions.insert(base(*each).region);
            accounts.insert(base(*each).account);
            internet = internet || std::holds_alternative<InternetGateway>(*each) ||
                       std::holds_alternative<EgressOnlyInternetGateway>(*each);
            resources.push_back(std::make_shared<const Resource>(std::move(*each)));
        }
        const auto add = [&](Kind kind, const Id& id) {
            if (!id.empty() && !m_assembly.has(id))
                resources.push_back(std::make_shared<const Resource>(newResource(kind, id)));
        };
        for (const std::string& each : regions)
            add(kindOf<Region>, each);
        for (const std::string& each : accounts)
            add(kindOf<Account>, each);
        if (internet)
            add(kindOf<Internet>, "internet");
        out.design.topology = Topology::fromResources(std::move(resources));
        return out;
    }

    void sayUnknown() {
        for (const auto& [resource, reading] : m_readings) {
            std::string fields;
            for (const std::string& field : base(*resource).unknown)
                fields += (fields.empty() ? "" : ", ") + field;
            if (!fields.empty())
                m_assembly.say(Severity::Note, message(MessageId::DeclaredUnknown, base(*resource).id, fields),
                               reading->declaration.pointer);
            for (const auto& [pointer, certainty] : reading->declaration.certainties)
                if (certainty == Certainty::OnlyCandidate)
                    m_assembly.say(Severity::Note,
                                   message(MessageId::DeclaredOnlyCandidate, pointer.substr(1), base(*resource).id,
                                           candidate(reading->declaration, pointer)),
                                   reading->declaration.pointer);
        }
    }

    static std::string candidate(const Declaration& declaration, const std::string& pointer) {
        try {
            return textOf(declaration.properties.at(Json::json_pointer(pointer)));
        } catch (const Json::exception&) {
            return {};
        }
    }

    void sayUnmodelled(Design& design) {
        std::map<std::string, std::size_t> counts;
        Json kept = Json::object();
        for (const Declaration* each : m_unmodelled) {
            ++counts[each->type];
            kept[each->id] = Json{{"type", each->type}, {"properties", withoutUnknowns(each->properties)}};
        }
        for (const auto& [type, count] : counts)
            m_assembly.say(Severity::Note, message(MessageId::DeclaredNotModelled, std::to_string(count), type), {});
        Json extra = Json::object();
        const char* dialect = m_input.dialect == Dialect::CloudFormation ? "cloudformation" : "terraform";
        if (!kept.empty())
            extra["unmodelled"][dialect] = std::move(kept);
        if (!m_input.document.empty())
            extra[dialect] = std::move(m_input.document);
        design.extra = Extra(std::move(extra));
    }

    Declarations m_input;
    Assembly m_assembly;
    std::vector<std::pair<Resource*, std::unique_ptr<Reading>>> m_readings;
    std::vector<const Declaration*> m_unmodelled;
};

} // namespace

Loaded designOf(Declarations declarations) {
    return Builder(std::move(declarations)).build();
}

} // namespace waylight
