// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/input.h"

#include "core/base/message_ids.h"
#include "core/formats/describe/describe.h"
#include "core/formats/diagrams/drawio.h"
#include "core/formats/diagrams/mermaid.h"
#include "core/formats/exports.h"
#include "core/formats/files.h"
#include "core/formats/terraform/write.h"
#include "core/formats/waylight_file.h"

#include <iostream>

namespace waylight::cli {
namespace {

/// What the name of the output asks for; without a meaning it is a folder of describe output.
std::string formatOf(const std::string& path) {
    static constexpr std::pair<std::string_view, const char*> endings[] = {{".waylight", "waylight"},
                                                                           {".yaml", "cloudformation"},
                                                                           {".yml", "cloudformation"},
                                                                           {".template", "cloudformation"},
                                                                           {".template.json", "cloudformation-json"},
                                                                           {".tf.json", "terraform"},
                                                                           {".sh", "aws-cli"},
                                                                           {".drawio", "drawio"},
                                                                           {".mmd", "mermaid"}};
    if (path == "-")
        return "waylight";
    for (const auto& [ending, name] : endings)
        if (path.ends_with(ending))
            return name;
    return "describe";
}

std::optional<Diagnostic> written(const Design& design, ExportFormat format, bool adopt, const std::string& path,
                                  const Streams& io) {
    if (format == ExportFormat::Describe)
        return writeDescribe(design, path);
    for (const Diagnostic& each : differencesAfter(design, format))
        complain(each, io);
    const Written files = format == ExportFormat::Terraform ? writeTerraform(design, adopt) : exported(design, format);
    if (path == "-") {
        io.out << (files.files.empty() ? std::string() : files.files.front().text);
        return std::nullopt;
    }
    // A script stands beside its policies.
    const auto slash = path.rfind('/');
    const bool script = path.ends_with(".sh");
    return saveExport(files, script ? (slash == std::string::npos ? "." : path.substr(0, slash)) : path);
}

std::string textAs(const Design& design, const std::string& format) {
    return format == "drawio"    ? writeDrawio(design)
           : format == "mermaid" ? writeMermaid(draw(design))
                                 : writeWaylight(design);
}

std::optional<Diagnostic> saved(const std::string& text, const std::string& path, const Streams& io) {
    if (path != "-")
        return saveFile(path, text);
    io.out << text;
    return std::nullopt;
}

} // namespace

int runConvert(const std::vector<std::string>& words, const Streams& io) {
    const auto arguments = Arguments::parse(words, {"adopt"}, {"to"});
    if (!arguments)
        return refuse(arguments.error().message, io);
    if (arguments->words().size() != 2)
        return refuse(message(MessageId::UsageConvert), io);
    const std::string& path = arguments->words()[1];
    const std::string name = arguments->value("to").empty() ? formatOf(path) : arguments->value("to");
    const auto format = exportNamed(name);
    const auto picture = name == "drawio" || name == "mermaid";
    if (!format && !picture && name != "waylight")
        return refuse(message(MessageId::UsageConvert), io);
    const auto design = openDesign(arguments->words()[0], io);
    if (!design)
        return badUsage;
    std::optional<Diagnostic> failure;
    if (format)
        failure = written(*design, *format, arguments->has("adopt"), path, io);
    else
        failure = saved(textAs(*design, name), path, io);
    if (!failure)
        return allowed;
    complain(*failure, io);
    return badUsage;
}

} // namespace waylight::cli
