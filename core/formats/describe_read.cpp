// SPDX-License-Identifier: MIT
#include "core/formats/describe.h"
#include "core/formats/describe_hooks.h"
#include "core/formats/describe_iam.h"
#include "core/formats/describe_scopes.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

using namespace describe;

void readTags(ResourceBase& resource, Json& rest) {
    for (const char* member : {"Tags", "TagSet"}) {
        if (!rest.contains(member) || !rest[member].is_array())
            continue;
        for (const Json& tag : takenMember(rest, member)) {
            if (!tag.is_object() || !tag.contains("Key") || !tag["Key"].is_string())
                continue;
            const std::string key = tag["Key"].get<std::string>();
            const std::string value = tag.contains("Value") && tag["Value"].is_string() ? tag["Value"].get<std::string>() : std::string();
            if (key == "Name")
                resource.name = value;
            else
                resource.tags[key] = value;
        }
    }
}

/// `OwnerId` is a field only where it is an account; AWS's own things belong to `AWS` or `amazon`.
template <class T>
void readOwner(T& resource, Json& rest) {
    const auto owner = rest.find("OwnerId");
    if (owner != rest.end() && owner->is_string() && isAccountNumber(owner->get_ref<const std::string&>()))
        resource.account = takenMember(rest, "OwnerId").template get<std::string>();
}

template <class T>
void readItem(T& resource, Json& rest, const codec::Source& source) {
    if (const Json id = takenMember(rest, std::string(Description<T>::type.awsId)); id.is_string())
        resource.id = id.get<std::string>();
    readOwner(resource, rest);
    readFields(resource, rest, source);
    readTags(resource, rest);
    Hooks<T>::afterReading(resource, rest, source);
    if (resource.name.empty())
        resource.name = Hooks<T>::impliedName(resource);
}

/// Makes a design of what was gathered.
class Builder {
public:
    Builder(const std::vector<DescribeFile>& files, Gathered input) : m_files(files), m_input(std::move(input)) {}

    Loaded build() {
        for (Item& item : joined(std::move(m_input.items), m_files, m_loaded.diagnostics))
            addItem(item);
        linkAssociations(m_drafts);
        linkTransitGatewayTables(m_drafts);
        linkPolicies(m_drafts, m_input.unmodelled);
        dropImpliedRoutes(m_drafts);
        dropDerivedMembers(m_drafts);
        finish();
        for (const UnmodelledList& list : m_input.unmodelled)
            if (!isBackgroundList(list.list))
                say(Severity::Note, message(MessageId::ListNotModelled, std::to_string(list.items.size()), list.list), {}, {});
        m_loaded.design.extra = unmodelledExtra(m_input.unmodelled);
        return std::move(m_loaded);
    }

private:
    void addItem(Item& item) {
        const std::string& file = m_files[item.file].path;
        ReadLog log(file);
        Draft draft{newResource(item.kind, {}), std::move(item.json), std::move(item.more), std::move(item.others)};
        base(draft.resource).account = item.account;
        base(draft.resource).region = item.region;
        std::visit([&](auto& each) { readItem(each, draft.rest, codec::Source{log, item.pointer}); }, draft.resource);
        for (Diagnostic& each : log.found())
            m_loaded.diagnostics.push_back(std::move(each));
        if (const auto* block = std::get_if<BlockPublicAccess>(&draft.resource); block && block->id.empty())
            base(draft.resource).id = blockPublicAccessId(block->account, block->region);
        const Id id = base(draft.resource).id;
        if (id.empty())
            say(Severity::Warning, message(MessageId::ItemWithoutId, item.list, typeInfo(item.kind).awsId), file, item.pointer);
        else if (!m_drafts.add(std::move(draft)))
            say(Severity::Warning, message(MessageId::RepeatedItem, id), file, item.pointer);
    }

    void finish() {
        std::vector<ResourcePtr> resources;
        std::set<std::string> regions;
        std::set<std::string> accounts;
        bool internet = false;
        for (Draft& draft : m_drafts.all()) {
            ResourceBase& resource = base(draft.resource);
            if (Json listings = writtenListings(draft.others); !listings.is_null())
                draft.more["alsoListed"] = std::move(listings);
            resource.extra = awsExtra(std::move(draft.rest), std::move(draft.more));
            regions.insert(resource.region);
            accounts.insert(resource.account);
            internet |= std::holds_alternative<InternetGateway>(draft.resource) || std::holds_alternative<EgressOnlyInternetGateway>(draft.resource);
            resources.push_back(std::make_shared<const Resource>(std::move(draft.resource)));
        }
        const auto add = [&](Kind kind, const Id& id) {
            if (!id.empty() && !m_drafts.find(id))
                resources.push_back(std::make_shared<const Resource>(newResource(kind, id)));
        };
        for (const std::string& each : regions)
            add(kindOf<Region>, each);
        for (const std::string& each : accounts)
            add(kindOf<Account>, each);
        if (internet)
            add(kindOf<Internet>, "internet");
        m_loaded.design.topology = Topology::fromResources(std::move(resources));
    }

    void say(Severity severity, Message what, const std::string& file, const std::string& pointer) { m_loaded.diagnostics.push_back({severity, std::move(what), file, pointer}); }

    const std::vector<DescribeFile>& m_files;
    Gathered m_input;
    Drafts m_drafts;
    Loaded m_loaded;
};

Result<Loaded> loaded(DescribeFiles input, const std::string& name) {
    Gathered all = gathered(input.files);
    if (!all.isDescribeOutput) {
        for (const Diagnostic& each : input.diagnostics)
            if (each.severity == Severity::Error)
                return each;
        return Diagnostic{Severity::Error, message(MessageId::NoDescribeOutput, name), name, {}};
    }
    Diagnostics diagnostics = std::move(input.diagnostics);
    diagnostics.insert(diagnostics.end(), all.diagnostics.begin(), all.diagnostics.end());
    Loaded result = Builder(input.files, std::move(all)).build();
    result.diagnostics.insert(result.diagnostics.begin(), diagnostics.begin(), diagnostics.end());
    return result;
}

} // namespace

Result<Loaded> readDescribe(const std::filesystem::path& folderOrFile) {
    std::error_code error;
    if (!std::filesystem::exists(folderOrFile, error))
        return Diagnostic{Severity::Error, message(MessageId::NeedsFileOrFolder, folderOrFile.string()), folderOrFile.string(), {}};
    return loaded(collectedFiles(folderOrFile), folderOrFile.string());
}

Result<Loaded> readDescribeText(std::string_view text, const std::string& name) { return loaded(filesOfText(text, name), name); }

} // namespace waylight
