// SPDX-License-Identifier: MIT
#include "core/formats/exports.h"

#include "core/base/message_ids.h"
#include "core/formats/cloudformation/read.h"
#include "core/formats/cloudformation/write.h"
#include "core/formats/declared/declaration.h"
#include "core/formats/files.h"
#include "core/formats/script/script.h"
#include "core/formats/terraform/read.h"
#include "core/formats/terraform/write.h"
#include "core/model/codec.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

constexpr ExportInfo infos[] = {
    {ExportFormat::CloudFormationYaml, "cloudformation", true},
    {ExportFormat::CloudFormationJson, "cloudformation-json", true},
    {ExportFormat::Terraform, "terraform", true},
    {ExportFormat::CliScript, "aws-cli", false},
    {ExportFormat::CliInputs, "cli-input-json", false},
    {ExportFormat::Policies, "policies", false},
    {ExportFormat::Describe, "describe", true},
};

Result<Declarations> declarationsIn(const WrittenFile& file, ExportFormat format) {
    if (format != ExportFormat::Terraform)
        return declarationsOfTemplate(file.text, file.name);
    const Result<Json> document = parseJson(file.text, file.name);
    return document ? declarationsOfTerraform(*document, file.name, {}) : Result<Declarations>(document.error());
}

/// What the files of an export say when they are opened together.
Topology reopened(const Written& written, ExportFormat format) {
    std::vector<ResourcePtr> resources;
    for (const WrittenFile& file : written.files) {
        Result<Declarations> declared = declarationsIn(file, format);
        if (declared)
            designOf(*std::move(declared)).design.topology.forEachResource([&](const ResourcePtr& each) {
                resources.push_back(each);
            });
    }
    return Topology::fromResources(std::move(resources));
}

bool isPlace(Kind kind) {
    return kind == kindOf<Region> || kind == kindOf<Account> || kind == kindOf<Internet>;
}

/// Lists whose order says nothing, and policies by what they say.
Json comparable(const FieldInfo& field, Json value) {
    if (field.type == FieldType::Policy && value.is_string())
        if (auto policy = parseJson(value.get_ref<const std::string&>()))
            return *std::move(policy);
    if (value.is_array())
        std::sort(value.begin(), value.end(), [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
    return value;
}

void compareFields(const Resource& written, const Resource& read, const char* format, Diagnostics& out) {
    const Json a = toJson(written);
    const Json b = toJson(read);
    for (const FieldInfo& field : fieldInfos(written.index())) {
        if (field.name == "unknown" ||
            comparable(field, a.value(field.name, Json())) == comparable(field, b.value(field.name, Json())))
            continue;
        out.push_back({Severity::Note,
                       message(MessageId::CannotWriteField,
                               field.options.label.empty() ? field.name : std::string(field.options.label),
                               displayName(base(written)), format),
                       {},
                       joinedPointer(base(written).id, field.name)});
    }
}

void sayWhatDiffers(const Topology& design, const Topology& back, const char* format, Diagnostics& out) {
    design.forEachResource([&](const ResourcePtr& each) {
        const ResourcePtr read = back.find(base(*each).id);
        if (isPlace(each->index()))
            return;
        if (read && read->index() == each->index())
            compareFields(*each, *read, format, out);
        else
            out.push_back({Severity::Warning,
                           message(MessageId::CannotWriteResource, displayName(base(*each)),
                                   std::string(typeInfo(*each).label), format),
                           {},
                           base(*each).id});
    });
}

/// True for what AWS chooses when it makes the resource, so that no file says it.
bool isGivenByAws(const Resource& resource, std::string_view field) {
    if (const auto* list = std::get_if<PrefixList>(&resource))
        return list->listName.starts_with("com.amazonaws.");
    const Kind kind = resource.index();
    return (kind == kindOf<ElasticIp> && field == "publicIp") ||
           (kind == kindOf<NetworkInterface> && field == "privateIpAddresses") ||
           (kind == kindOf<EndpointService> && field == "serviceName");
}

/// An import may have left fields open that a deployment needs, such as the block of a VPC.
void sayWhatIsNotKnown(const Topology& design, Diagnostics& out) {
    design.forEachResource([&](const ResourcePtr& each) {
        std::string labels;
        for (const std::string& name : base(*each).unknown)
            if (const FieldInfo* field = fieldInfo(each->index(), name); field && !isGivenByAws(*each, name))
                (labels += labels.empty() ? "" : ", ") += field->options.label;
        if (!labels.empty() && !isPlace(each->index()))
            out.push_back({Severity::Warning,
                           message(MessageId::CannotWriteUnknown, displayName(base(*each)), labels),
                           {},
                           base(*each).id});
    });
}

} // namespace

std::span<const ExportInfo> exportInfos() {
    return infos;
}

std::optional<ExportFormat> exportNamed(std::string_view name) {
    for (const ExportInfo& info : infos)
        if (name == info.name)
            return info.format;
    return std::nullopt;
}

Written exported(const Design& design, ExportFormat format) {
    switch (format) {
    case ExportFormat::CloudFormationYaml:
        return writeCloudFormation(design, TextSyntax::AsYaml);
    case ExportFormat::CloudFormationJson:
        return writeCloudFormation(design, TextSyntax::AsJson);
    case ExportFormat::Terraform:
        return writeTerraform(design);
    case ExportFormat::CliScript:
        return writeCliScript(design);
    case ExportFormat::CliInputs:
        return writeCliInputs(design);
    case ExportFormat::Policies:
        return writePolicies(design);
    case ExportFormat::Describe:
        break;
    }
    return {};
}

Diagnostics differencesAfter(const Design& design, ExportFormat format) {
    const bool template_ = format == ExportFormat::CloudFormationYaml || format == ExportFormat::CloudFormationJson;
    const bool reads = format == ExportFormat::Terraform || template_;
    if (!reads && format != ExportFormat::CliScript)
        return {};
    const Written written = exported(design, format);
    Diagnostics out = written.diagnostics;
    sayWhatIsNotKnown(design.topology, out);
    if (reads)
        sayWhatDiffers(design.topology, reopened(written, format), template_ ? "CloudFormation" : "Terraform", out);
    std::set<std::string> said;
    std::erase_if(out, [&](const Diagnostic& each) { return !said.insert(toEnglish(each.message)).second; });
    std::stable_sort(out.begin(), out.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.severity > b.severity; });
    return out;
}

std::optional<Diagnostic> saveExport(const Written& written, const std::string& path) {
    namespace fs = std::filesystem;
    if (written.files.size() == 1 && fs::path(path).has_extension())
        return saveFile(path, written.files.front().text);
    std::error_code error;
    if (fs::path(path).has_extension()) { // several where one was asked for: beside each other
        const fs::path stem = fs::path(path).parent_path() / fs::path(path).stem();
        for (const WrittenFile& file : written.files)
            if (const auto failure = saveFile(stem.string() + '-' + file.name, file.text))
                return failure;
        return std::nullopt;
    }
    fs::create_directories(path, error);
    for (const WrittenFile& file : written.files) {
        const fs::path target = fs::path(path) / file.name;
        if (const auto failure = saveFile(target, file.text))
            return failure;
        if (file.executable)
            fs::permissions(target, fs::perms::owner_exec | fs::perms::group_exec, fs::perm_options::add, error);
    }
    return std::nullopt;
}

} // namespace waylight
