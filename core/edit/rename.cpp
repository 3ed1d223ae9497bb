// SPDX-License-Identifier: MIT
#include "core/edit/rename.h"

#include "core/base/message_ids.h"
#include "core/drawing/labels.h"
#include "core/edit/aws_names.h"
#include "core/edit/notes.h"

namespace waylight::edit {
namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? std::string()
                                      : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Resource named(Resource resource, const std::string& name) {
    const std::string before = titleOf(resource);
    std::visit(
        [&](auto& each) {
            each.name = name;
            if (!name.empty())
                forEachAwsName(each, [&](std::string& awsName) {
                    if (awsName == before)
                        awsName = name;
                });
        },
        resource);
    return resource;
}

} // namespace

bool isRenamable(const Design& design, const Id& id) {
    const ResourcePtr resource = design.topology.find(id);
    if (design.notes.contains(id))
        return true;
    return resource && !std::holds_alternative<Region>(*resource) && !std::holds_alternative<Account>(*resource);
}

std::string shownName(const Design& design, const Id& id) {
    if (const Note* note = design.notes.find(id))
        return note->text;
    const ResourcePtr resource = design.topology.find(id);
    return resource ? titleOf(*resource) : std::string();
}

Result<Design> renamed(const Design& design, const Id& id, const std::string& name) {
    if (!isRenamable(design, id))
        return message(MessageId::NothingThere, id);
    if (design.notes.contains(id))
        return noteWritten(design, id, trimmed(name));
    if (auto problem = renameProblem(design, id, name))
        return *std::move(problem);
    Design after = design;
    after.topology.set(named(*design.topology.find(id), trimmed(name)));
    return after;
}

std::optional<Message> renameProblem(const Design& design, const Id& id, const std::string& name) {
    if (design.notes.contains(id))
        return std::nullopt;
    const ResourcePtr resource = design.topology.find(id);
    if (!resource)
        return message(MessageId::NothingThere, id);
    const Resource after = named(*resource, trimmed(name));
    for (const char* field : {"name", "bucketName"})
        if (fieldInfo(after.index(), field))
            if (auto problem = fieldProblem(design, after, field))
                return problem;
    return std::nullopt;
}

bool isNameTaken(const Design& design, const Id& id, const std::string& name) {
    const ResourcePtr resource = design.topology.find(id);
    if (!resource || trimmed(name).empty())
        return false;
    for (const auto& [otherId, other] : design.topology.table(resource->index()))
        if (otherId != id && titleOf(*other) == trimmed(name))
            return true;
    return false;
}

} // namespace waylight::edit
