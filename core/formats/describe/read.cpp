// SPDX-License-Identifier: MIT
#include "core/base/parallel.h"
#include "core/formats/describe/describe.h"
#include "core/formats/describe/hooks.h"
#include "core/formats/describe/iam.h"
#include "core/formats/describe/organization.h"
#include "core/formats/describe/scopes.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

using namespace describe;

void readTags(ResourceBase& resource, Json& rest) {
    static const AwsPath members[] = {AwsPath::parse("Tags"), AwsPath::parse("TagSet")};
    for (const AwsPath& member : members) {
        if (const Json* list = valueAt(rest, member.head); !list || !list->is_array())
            continue;
        for (const Json& tag : taken(rest, member)) {
            if (!tag.is_object() || !tag.contains("Key") || !tag["Key"].is_string())
                continue;
            const std::string key = tag["Key"].get<std::string>();
            const std::string value =
                tag.contains("Value") && tag["Value"].is_string() ? tag["Value"].get<std::string>() : std::string();
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
    static const AwsPath path = AwsPath::parse("OwnerId");
    const auto owner = rest.find("OwnerId");
    if (owner != rest.end() && owner->is_string() && isAccountNumber(owner->get_ref<const std::string&>()))
        resource.account = taken(rest, path).template get<std::string>();
}

template <class T>
void readItem(T& resource, Json& rest, const codec::Source& source) {
    static const AwsPath idPath = AwsPath::parse(Description<T>::type.awsId);
    if (Json id = taken(rest, idPath); id.is_string())
        resource.id = std::move(id.get_ref<std::string&>());
    readOwner(resource, rest);
    readFields(resource, rest, source);
    readTags(resource, rest);
    Hooks<T>::afterReading(resource, rest, source);
    sortMembers(rest);
    if (resource.name.empty())
        resource.name = Hooks<T>::impliedName(resource);
}

/// Makes a design of what was gathered.
class Builder {
public:
    Builder(const std::vector<DescribeFile>& files, Gathered input) : m_files(files), m_input(std::move(input)) {}

    Loaded build() {
        readItems(joined(std::move(m_input.items), m_files, m_loaded.diagnostics));
        linkAssociations(m_drafts);
        linkFunctions(m_drafts);
        linkTransitGatewayTables(m_drafts);
        linkPolicies(m_drafts, m_input.unmodelled);
        dropImpliedRoutes(m_drafts);
        m_loaded.design.topology = m_drafts.topology();
        finish();
        for (const UnmodelledList& list : m_input.unmodelled)
            if (!isBackgroundList(list.list))
                say(Severity::Note, message(MessageId::ListNotModelled, std::to_string(list.items.size()), list.list),
                    {}, {});
        m_loaded.design.extra = unmodelledExtra(m_input.unmodelled);
        return std::move(m_loaded);
    }

private:
    Draft readDraft(Item& item, Diagnostics& diagnostics) const {
        ReadLog log(m_files[item.file].path);
        Draft draft{std::make_shared<Resource>(newResource(item.kind, {})), std::move(item.json()),
                    std::move(item.more), std::move(item.others)};
        base(*draft.resource).account = item.account;
        base(*draft.resource).region = item.region;
        std::visit([&](auto& each) { readItem(each, draft.rest, codec::Source{log, item.pointer}); }, *draft.resource);
        if (const auto* block = std::get_if<BlockPublicAccess>(draft.resource.get()); block && block->id.empty())
            base(*draft.resource).id = blockPublicAccessId(block->account, block->region);
        diagnostics = std::move(log.found());
        return draft;
    }

    void readItems(std::vector<Item> items) {
        std::vector<Draft> drafts(items.size());
        std::vector<Diagnostics> diagnostics(items.size());
        inParallelRanges(items.size(), 256, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i)
                drafts[i] = readDraft(items[i], diagnostics[i]);
        });
        m_drafts.reserve(drafts.size());
        for (std::size_t i = 0; i < items.size(); ++i) {
            std::move(diagnostics[i].begin(), diagnostics[i].end(), std::back_inserter(m_loaded.diagnostics));
            addDraft(std::move(drafts[i]), items[i]);
        }
    }

    void addDraft(Draft draft, const Item& item) {
        const std::string& file = m_files[item.file].path;
        const Id id = base(*draft.resource).id;
        if (id.empty())
            say(Severity::Warning, message(MessageId::ItemWithoutId, item.list, typeInfo(item.kind).awsId), file,
                item.pointer);
        else if (!m_drafts.add(std::move(draft)))
            say(Severity::Warning, message(MessageId::RepeatedItem, id), file, item.pointer);
    }

    void finish() {
        std::vector<Draft>& drafts = m_drafts.all();
        const Surroundings around(m_loaded.design.topology);
        inParallelRanges(drafts.size(), 512, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i)
                finish(drafts[i], around);
        });
        std::set<std::string_view> regions;
        std::set<std::string_view> accounts;
        for (const Draft& draft : drafts) {
            regions.insert(base(*draft.resource).region);
            accounts.insert(base(*draft.resource).account);
        }
        const auto add = [&](Kind kind, const Id& id) {
            if (!id.empty() && !m_drafts.find(id))
                m_loaded.design.topology.set(newResource(kind, id));
        };
        for (const std::string_view each : regions)
            add(kindOf<Region>, Id(each));
        for (const std::string_view each : accounts)
            add(kindOf<Account>, Id(each));
        addAccountBlocks();
        linkOrganization(m_input.organization, m_loaded.design.topology, m_input.unmodelled, m_loaded.diagnostics);
        const Topology& topology = m_loaded.design.topology;
        if (!topology.table(kindOf<InternetGateway>).empty() ||
            !topology.table(kindOf<EgressOnlyInternetGateway>).empty())
            add(kindOf<Internet>, "internet");
    }

    /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html
    void addAccountBlocks() {
        for (const auto& [number, block] : m_input.accountBlocks) {
            if (number.empty())
                continue;
            const auto* known = m_loaded.design.topology.get<Account>(number);
            Account account = known ? *known : Account();
            account.id = number;
            const auto isOn = [&block = block](const char* name) { return block.value(name, Json()) == Json(true); };
            account.blockPublicAcls = isOn("BlockPublicAcls");
            account.ignorePublicAcls = isOn("IgnorePublicAcls");
            account.blockPublicPolicy = isOn("BlockPublicPolicy");
            account.restrictPublicBuckets = isOn("RestrictPublicBuckets");
            m_loaded.design.topology.set(account);
        }
    }

    static void finish(Draft& draft, const Surroundings& around) {
        dropDerivedMembers(draft, around);
        if (Json listings = writtenListings(draft.others); !listings.is_null())
            draft.more["alsoListed"] = std::move(listings);
        base(*draft.resource).extra = awsExtra(std::move(draft.rest), std::move(draft.more));
    }

    void say(Severity severity, Message what, const std::string& file, const std::string& pointer) {
        m_loaded.diagnostics.push_back({severity, std::move(what), file, pointer});
    }

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
        return Diagnostic{
            Severity::Error, message(MessageId::NeedsFileOrFolder, folderOrFile.string()), folderOrFile.string(), {}};
    return loaded(collectedFiles(folderOrFile), folderOrFile.string());
}

Result<Loaded> readDescribeText(std::string_view text, const std::string& name) {
    return loaded(filesOfText(text, name), name);
}

} // namespace waylight
