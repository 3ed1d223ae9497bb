// SPDX-License-Identifier: MIT
#include "core/formats/script/script.h"

#include "core/formats/script/writer.h"

#include <algorithm>

namespace waylight {
namespace script {

using declared::isReference;

namespace {

/// True for ids that mean nothing to a shell or to sed, as AWS's and ours are; a stranger's file may have others.
bool isPlainId(const std::string& id) {
    return std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
}

} // namespace

Written ScriptWriter::write() {
    findDefaults();
    for (const Declaration& each : m_all.all)
        countScope(each);
    for (const Declaration& each : m_all.all)
        writeOne(each);
    Written out;
    out.diagnostics = std::move(m_all.diagnostics);
    for (Diagnostic& each : out.diagnostics) // the declarations are those of a template
        std::replace(each.message.args.begin(), each.message.args.end(), std::string("CloudFormation"),
                     std::string("the script"));
    out.files.push_back({"deploy.sh", head() + m_text, true});
    out.files.insert(out.files.end(), m_files.begin(), m_files.end());
    return out;
}

std::string ScriptWriter::head() const {
    std::string out = "#!/usr/bin/env bash\n"
                      "# Makes the network of this design, in the order in which one thing needs the other.\n"
                      "# usage: ./deploy.sh [--dry-run]     with --dry-run the calls are only printed\n"
                      "set -euo pipefail\n"
                      "cd \"$(dirname \"$0\")\"\n\n"
                      "aws() {\n"
                      "    if [ \"${dry_run:-}\" ]; then\n"
                      "        printf '%q ' aws \"$@\" >&2; echo >&2; echo dry-run\n"
                      "    else\n"
                      "        AWS_PAGER= command aws --output text \"$@\"\n"
                      "    fi\n"
                      "}\n"
                      "[ \"${1:-}\" != --dry-run ] || dry_run=1\n";
    if (m_regions.size() == 1)
        out += "export AWS_DEFAULT_REGION=" + script::quoted(*m_regions.begin()) + '\n';
    for (const std::string& account : m_accounts)
        if (m_accounts.size() > 1)
            out += ": \"${" + profileOf(account) + ":?set it to a profile of that account}\"\n";
    return out;
}

/// The variable with the profile of an account.
std::string ScriptWriter::profileOf(const std::string& account) {
    std::string out = "PROFILE_" + account;
    std::replace_if(
        out.begin(), out.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return out;
}

void ScriptWriter::countScope(const Declaration& each) {
    if (!each.region.empty())
        m_regions.insert(each.region);
    if (!each.account.empty())
        m_accounts.insert(each.account);
}

void ScriptWriter::findDefaults() {
    for (const Declaration& each : m_all.all)
        collect(each.properties);
    for (const Declaration& each : m_all.all)
        if (const auto note = each.attributes.find("Waylight");
            note != each.attributes.end() && (note->contains("main") || note->contains("default")))
            if (isReference(property(each, "VpcId")))
                m_adopted.insert(each.id);
}

void ScriptWriter::collect(const Json& value) {
    if (isReference(value)) {
        if (value.contains("attribute"))
            m_wanted.insert(script::variable(value));
        return;
    }
    if (value.is_structured())
        for (const Json& each : value)
            collect(each);
}

void ScriptWriter::emit(const Call& call, const Declaration& of) {
    std::string line = "aws";
    if (m_regions.size() > 1 && !of.region.empty())
        line += " --region " + script::quoted(of.region);
    if (m_accounts.size() > 1 && !of.account.empty())
        line += " --profile \"$" + profileOf(of.account) + '"';
    line += ' ' + call.service + ' ' + call.operation;
    for (std::size_t i = 0; i < call.options.size(); ++i) {
        const bool option = call.options[i].starts_with("--");
        line += (option && line.size() > 90 ? " \\\n    " : " ") + call.options[i];
    }
    if (!call.query.empty())
        line += " --query " + script::quoted(call.query);
    if (!call.captured.empty())
        m_text += call.captured + "=$(" + line + ")\n";
    else
        m_text += line + " > /dev/null\n";
}

void ScriptWriter::section(const Declaration& each) {
    const std::string kind = each.type.substr(each.type.rfind(':') + 1);
    if (kind != m_section)
        m_text += "\n# " + spaced(kind) + '\n';
    m_section = kind;
}

std::string ScriptWriter::spaced(const std::string& kind) {
    std::string out;
    for (std::size_t i = 0; i < kind.size(); ++i) {
        const bool starts = i > 0 && i + 1 < kind.size() && std::isupper(static_cast<unsigned char>(kind[i])) != 0 &&
                            std::islower(static_cast<unsigned char>(kind[i + 1])) != 0;
        if (starts)
            out += ' ';
        out += starts ? char(std::tolower(static_cast<unsigned char>(kind[i]))) : kind[i];
    }
    return out;
}

Json ScriptWriter::property(const Declaration& each, const char* name) {
    const auto found = each.properties.find(name);
    return found == each.properties.end() ? Json() : *found;
}

Json ScriptWriter::self(const Declaration& each) {
    return declared::reference(each.id);
}

std::string ScriptWriter::fileOf(const std::string& name, const Json& policy) {
    std::string replacements;
    const Json document = withDesignIds(policy, replacements);
    m_files.push_back({name, (document.is_string() ? document.get<std::string>() : document.dump(2)) + '\n'});
    return replacements.empty() ? script::quoted("file://" + name)
                                : "\"$(sed" + replacements + ' ' + script::quoted(name) + ")\"";
}

Json ScriptWriter::withDesignIds(const Json& value, std::string& replacements) const {
    if (isReference(value)) {
        const std::string id = designId(value["$ref"].get<std::string>());
        const std::string one = " -e \"s/\\\"" + id + "\\\"/\\\"$" + script::variable(value) + "\\\"/g\"";
        if (replacements.find(one) == std::string::npos)
            replacements += one;
        return id;
    }
    Json out = value;
    if (out.is_structured())
        for (Json& each : out)
            each = withDesignIds(each, replacements);
    return out;
}

std::string ScriptWriter::designId(const std::string& declared) const {
    for (const Declaration& each : m_all.all)
        if (each.id == declared)
            if (const auto note = each.attributes.find("Waylight"); note != each.attributes.end())
                if (const std::string id = note->value("id", declared); isPlainId(id))
                    return id;
    return declared;
}

void ScriptWriter::writeOne(const Declaration& each) {
    section(each);
    if (const Maker* maker = makerOf(each.type))
        make(*maker, each);
    else if (!writeLink(each) && !writeService(each))
        m_text += "# " + each.id + ": there is no call for it here\n";
}

Json ScriptWriter::nameOf(const Json& value) const {
    if (!isReference(value))
        return value;
    for (const Declaration& each : m_all.all)
        if (value["$ref"] == each.id)
            return nameOf(each);
    return value["$ref"];
}

Json ScriptWriter::nameOf(const Declaration& each) {
    for (const char* name : {"RoleName", "InstanceProfileName", "BucketName", "TableName"})
        if (each.properties.contains(name))
            return each.properties[name];
    const auto note = each.attributes.find("Waylight");
    if (each.type == "AWS::IAM::InstanceProfile" && note != each.attributes.end() && note->contains("name"))
        return safeName((*note)["name"].get<std::string>());
    const std::string id = note != each.attributes.end() ? note->value("id", each.id) : each.id;
    return id.substr(id.find_last_of("/:") + 1);
}

std::string ScriptWriter::safeName(std::string name) {
    std::replace_if(
        name.begin(), name.end(),
        [](unsigned char c) {
            return std::isalnum(c) == 0 && std::string_view("_+=,.@-").find(char(c)) == std::string_view::npos;
        },
        '-');
    return name;
}

} // namespace script

Written writeCliScript(const Design& design) {
    return script::ScriptWriter(design).write();
}

} // namespace waylight
