// SPDX-License-Identifier: MIT
#include "core/formats/declared/writing.h"
#include "core/formats/origin.h"

#include <algorithm>
#include <utility>

namespace waylight {
namespace declared {
namespace {

constexpr const char* refMark = "$ref";

/// True when a stranger's JSON holds a member that would be taken for one of our marks.
bool holdsMark(const Json& value) {
    if (value.is_object())
        for (const char* mark : {refMark, "$policy", "$expression"})
            if (value.contains(mark))
                return true;
    return value.is_structured() && std::any_of(value.begin(), value.end(), holdsMark);
}

void put(Json& object, std::string_view path, Json value) {
    const auto dot = path.find('.');
    std::string member(path.substr(0, dot));
    const bool list = member.ends_with("[]");
    if (list)
        member.resize(member.size() - 2);
    if (dot == std::string_view::npos) {
        object[member] = std::move(value);
        return;
    }
    Json* inner = &object[member];
    if (list) {
        if (inner->is_null())
            *inner = Json::array({Json::object()});
        inner = &(*inner)[0];
    }
    put(*inner, path.substr(dot + 1), std::move(value));
}

} // namespace

Json reference(const std::string& declaration, const std::string& attribute) {
    Json out{{refMark, declaration}};
    if (!attribute.empty())
        out["attribute"] = attribute;
    return out;
}

bool isReference(const Json& value) {
    return value.is_object() && !value.empty() && value.begin().key() == refMark;
}

Writing::Writing(const Topology& topology, Dialect dialect) : m_topology(topology), m_names(topology, dialect) {
    m_out.dialect = dialect;
}

std::string Writing::addressOf(const Id& id) const {
    return isTerraform() ? m_types.at(id) + '.' + m_names.of(id) : m_names.of(id);
}

Declaration& Writing::add(const Resource& resource, std::string_view type) {
    Declaration& made = m_out.all.emplace_back();
    made.id = addressOf(base(resource).id);
    made.type = type;
    made.region = base(resource).region;
    made.account = base(resource).account;
    return made;
}

Declaration& Writing::addPart(const Resource& owner, Word type, const std::string& suffix) {
    const ResourceBase& whose = base(owner);
    const std::string name = m_names.fresh(m_names.of(whose.id) + (isTerraform() ? "_" : "") + suffix);
    Declaration& made = m_out.all.emplace_back();
    made.type = type.in(dialect());
    made.id = isTerraform() ? made.type + '.' + name : name;
    made.region = whose.region;
    made.account = whose.account;
    return made;
}

void Writing::set(Declaration& declaration, Word word, Json value) const {
    const std::string_view path = word.in(dialect());
    if (path.empty() || value.is_null() || (value.is_array() && value.empty()))
        return;
    put(declaration.properties, path, std::move(value));
}

Json Writing::ref(const Id& id, Word attribute) const {
    if (const auto implied = m_implied.find(id); implied != m_implied.end())
        return implied->second;
    if (!m_types.contains(id))
        return id.empty() ? Json() : Json(id);
    return reference(addressOf(id), std::string(attribute.in(dialect())));
}

Json Writing::refs(const std::vector<Id>& ids, Word attribute) const {
    Json list = Json::array();
    for (const Id& id : ids)
        list.push_back(ref(id, attribute));
    return list;
}

void Writing::cannotWrite(const Resource& resource) {
    m_out.diagnostics.push_back(
        {Severity::Warning,
         message(MessageId::CannotWriteResource, displayName(base(resource)), std::string(typeInfo(resource).label),
                 isTerraform() ? "Terraform" : "CloudFormation"),
         {},
         base(resource).id});
}

void Writing::cannotWrite(const Resource& resource, std::string_view field) {
    const FieldInfo* info = fieldInfo(resource.index(), field);
    m_out.diagnostics.push_back({Severity::Warning,
                                 message(MessageId::CannotWriteField, std::string(info ? info->options.label : field),
                                         displayName(base(resource)), isTerraform() ? "Terraform" : "CloudFormation"),
                                 {},
                                 joinedPointer(base(resource).id, std::string(field))});
}

void Writing::remember(Declaration& declaration, const char* what, const Json& value) const {
    if (!value.is_null() && value != Json(""))
        declaration.attributes["Waylight"][what] = value;
}

void Writing::assume(Declaration& declaration, Word word, Json value, const char* field) const {
    set(declaration, word, std::move(value));
    declaration.attributes["Waylight"]["assumed"].push_back(field);
}

namespace {

/// The policy with references; `changed` says whether there are any.
Json withReferences(const Writing& writing, const Json& value, bool ofEndpoint, bool& changed) {
    if (value.is_string()) {
        const Id& id = value.get_ref<const std::string&>();
        const bool known = writing.topology().get<Vpc>(id) || (!ofEndpoint && writing.topology().get<VpcEndpoint>(id));
        const Json ref = known ? writing.ref(id) : Json();
        changed = changed || isReference(ref);
        return isReference(ref) ? ref : value;
    }
    Json out = value;
    if (out.is_structured())
        for (Json& each : out)
            each = withReferences(writing, each, ofEndpoint, changed);
    return out;
}

} // namespace

Json policyValue(const Writing& writing, const PolicyText& policy, bool ofEndpoint) {
    if (policy.empty())
        return {};
    const auto parsed = parseJson(policy.text);
    if (!parsed || !parsed->is_object() || holdsMark(*parsed))
        return policy.text;
    bool changed = false;
    Json document = withReferences(writing, *parsed, ofEndpoint, changed);
    if (!writing.isTerraform())
        return document;
    return changed ? Json{{"$policy", std::move(document)}} : Json(policy.text);
}

/// Writes one resource after the other, what others refer to first.
class Writer {
public:
    Writer(const Topology& topology, Dialect dialect) : m_writing(topology, dialect) {}

    Declarations write() {
        std::vector<ResourcePtr> order = inOrder();
        for (const ResourcePtr& each : order)
            if (const std::string_view type = typeOf(m_writing, *each); !type.empty())
                m_writing.m_types.emplace(base(*each).id, type);
        findImplied(m_writing);
        for (const ResourcePtr& each : order)
            writeOne(*each);
        Declarations out = m_writing.finish();
        out.all = inDependencyOrder(std::move(out.all));
        return out;
    }

private:
    /// By type in an order in which nothing refers to what comes later, apart from what is added as parts.
    std::vector<ResourcePtr> inOrder() const {
        static constexpr Kind first[] = {kindOf<DhcpOptions>,
                                         kindOf<Vpc>,
                                         kindOf<InternetGateway>,
                                         kindOf<EgressOnlyInternetGateway>,
                                         kindOf<VpnGateway>,
                                         kindOf<CustomerGateway>,
                                         kindOf<PrefixList>,
                                         kindOf<RouteTable>,
                                         kindOf<NetworkAcl>,
                                         kindOf<Subnet>,
                                         kindOf<SecurityGroup>,
                                         kindOf<ElasticIp>,
                                         kindOf<NatGateway>,
                                         kindOf<VpcPeering>,
                                         kindOf<TransitGateway>,
                                         kindOf<VpnConnection>,
                                         kindOf<TransitGatewayAttachment>,
                                         kindOf<TransitGatewayRouteTable>,
                                         kindOf<KmsKey>,
                                         kindOf<Bucket>,
                                         kindOf<AccessPoint>,
                                         kindOf<DynamoTable>,
                                         kindOf<VpcEndpoint>,
                                         kindOf<Role>,
                                         kindOf<InstanceProfile>,
                                         kindOf<Instance>,
                                         kindOf<NetworkInterface>};
        std::vector<ResourcePtr> order;
        const auto addAll = [&](Kind kind) {
            for (const auto& [id, resource] : m_writing.topology().table(kind))
                order.push_back(resource);
        };
        std::for_each(std::begin(first), std::end(first), addAll);
        for (Kind kind = 0; kind < kindCount; ++kind)
            if (std::find(std::begin(first), std::end(first), kind) == std::end(first))
                addAll(kind);
        return order;
    }

    void writeOne(const Resource& resource) {
        const Id& id = base(resource).id;
        if (m_writing.isImplied(id))
            return;
        if (!m_writing.m_types.contains(id)) {
            if (isLost(resource))
                m_writing.cannotWrite(resource);
            return;
        }
        Declaration& made = m_writing.add(resource, m_writing.m_types.at(id));
        const std::size_t place = m_writing.m_out.all.size() - 1;
        writeFields(resource, made);
        complete(m_writing, resource, made);
        writeTags(base(resource), made);
        if (m_writing.m_names.of(id) != id && m_writing.addressOf(id) != id)
            m_writing.remember(made, "id", id);
        keepProperties(base(resource), m_writing.m_out.all[place]);
        addParts(m_writing, resource);
    }

    /// The same declarations, each behind those that it refers to, else in their order. A circle is left where it is.
    static std::vector<Declaration> inDependencyOrder(std::vector<Declaration> all) {
        std::map<std::string, std::size_t> places;
        for (std::size_t i = 0; i < all.size(); ++i)
            places.emplace(all[i].id, i);
        struct Visit {
            std::size_t place;
            std::vector<std::string> referred;
            std::size_t next = 0;
        };
        std::vector<char> visited(all.size(), 0);
        std::vector<std::size_t> order;
        std::vector<Visit> open; // no recursion: a stranger's chain of references may be long
        const auto visit = [&](std::size_t place) {
            if (!std::exchange(visited[place], 1))
                open.push_back({place, referred(all[place].properties)});
        };
        for (std::size_t i = 0; i < all.size(); ++i) {
            visit(i);
            while (!open.empty()) {
                Visit& last = open.back();
                if (last.next == last.referred.size()) {
                    order.push_back(last.place);
                    open.pop_back();
                } else if (const auto found = places.find(last.referred[last.next++]); found != places.end()) {
                    visit(found->second);
                }
            }
        }
        std::vector<Declaration> out;
        out.reserve(all.size());
        for (const std::size_t place : order)
            out.push_back(std::move(all[place]));
        return out;
    }

    static std::vector<std::string> referred(const Json& value) {
        if (isReference(value))
            return {value["$ref"].get<std::string>()};
        std::vector<std::string> out;
        if (value.is_structured())
            for (const Json& each : value) {
                const std::vector<std::string> inner = referred(each);
                out.insert(out.end(), inner.begin(), inner.end());
            }
        return out;
    }

    /// Not what AWS makes by itself, and not what is only a place.
    bool isLost(const Resource& resource) const {
        if (const auto* list = std::get_if<PrefixList>(&resource))
            return !list->listName.starts_with("com.amazonaws.");
        const Kind kind = resource.index();
        return kind != kindOf<Region> && kind != kindOf<Account> && kind != kindOf<Internet> &&
               kind != kindOf<NetworkInterface>;
    }

    void writeFields(const Resource& resource, Declaration& made) {
        const ResourceBase& whose = base(resource);
        const Json own = toJson(resource);
        for (const FieldInfo& field : fieldInfos(resource.index())) {
            const std::string_view path = pathOf(field.options, m_writing.dialect());
            const auto value = own.find(field.name);
            if (path.empty() || value == own.end() || isUnknown(whose, field.name))
                continue;
            m_writing.set(made, {path, path}, written(*value, field, std::holds_alternative<VpcEndpoint>(resource)));
        }
    }

    Json written(const Json& value, const FieldInfo& field, bool endpoint) const {
        if (field.list) {
            Json list = Json::array();
            FieldInfo one = field;
            one.list = false;
            for (const Json& each : value)
                list.push_back(written(each, one, endpoint));
            return list;
        }
        if (field.type == FieldType::Reference && value.is_string())
            return m_writing.ref(value.get<std::string>());
        if (field.type == FieldType::Policy)
            return policyValue(m_writing, policyOf(value), endpoint);
        return value;
    }

    void writeTags(const ResourceBase& resource, Declaration& made) const {
        static constexpr std::string_view without[] = {"AWS::IAM::InstanceProfile", "aws_s3_access_point",
                                                       "AWS::EC2::VPCBlockPublicAccessOptions",
                                                       "aws_vpc_block_public_access_options"};
        if (std::find(std::begin(without), std::end(without), made.type) != std::end(without)) {
            m_writing.remember(made, "name", resource.name);
            if (!resource.tags.empty())
                m_writing.remember(made, "tags", codec::write(resource.tags));
            return;
        }
        Json list = Json::array();
        Json map = Json::object();
        const auto add = [&](const std::string& key, const std::string& value) {
            list.push_back({{"Key", key}, {"Value", value}});
            map[key] = value;
        };
        if (!resource.name.empty())
            add("Name", resource.name);
        for (const auto& [key, value] : resource.tags)
            add(key, value);
        if (!list.empty())
            made.properties[m_writing.isTerraform() ? "tags" : "Tags"] = m_writing.isTerraform() ? map : list;
    }

    /// What an import of the same dialect did not model.
    void keepProperties(const ResourceBase& resource, Declaration& made) const {
        const Json& extra = resource.extra.object();
        const auto kept = extra.find("properties");
        if (m_writing.isTerraform() || kept == extra.end() || !kept->is_object() ||
            originOf(resource).format != "cloudformation")
            return;
        for (const auto& [name, value] : kept->items())
            if (!made.properties.contains(name) && !holdsMark(value))
                made.properties[name] = value;
    }

    Writing m_writing;
};

} // namespace declared

Declarations declarationsOf(const Design& design, Dialect dialect) {
    return declared::Writer(design.topology, dialect).write();
}

} // namespace waylight
