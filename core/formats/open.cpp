// SPDX-License-Identifier: MIT
#include "core/formats/open.h"

#include "core/base/message_ids.h"
#include "core/formats/declaration.h"
#include "core/formats/describe.h"
#include "core/formats/terraform.h"
#include "core/formats/embedded_design.h"
#include "core/formats/waylight_file.h"

#include <iostream>
#include <iterator>

namespace waylight {
namespace {

Result<std::string> textOf(const std::string& path) {
    if (path != "-")
        return readFile(path);
    return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

Result<Loaded> designOf(Result<Declarations> declarations) {
    if (!declarations)
        return declarations.error();
    return designOf(*std::move(declarations));
}

Result<Loaded> openText(const std::string& text, const std::string& path, const ReadOptions& options) {
    const Result<Json> document = parseJson(text, path);
    if (!document)
        return document.error();
    if (isWaylight(*document))
        return readWaylightDocument(*document, path);
    if (looksLikeTerraform(*document))
        return designOf(declarationsOfTerraform(*document, path, options));
    Result<Loaded> loaded = path == "-" ? readDescribeText(text, path) : readDescribe(path);
    if (!loaded)
        return Diagnostic{Severity::Error, message(MessageId::UnknownFormat), path, {}};
    return loaded;
}

} // namespace

Result<Loaded> openAny(const std::string& path, const ReadOptions& options) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return readDescribe(path);
    const Result<std::string> text = textOf(path);
    if (!text)
        return text.error();
    return openText(*text, path, options);
}

std::optional<Design> designBefore(const std::string& path, const ReadOptions& options) {
    const Result<std::string> text = readFile(path);
    const Result<Json> document = text ? parseJson(*text, path) : Result<Json>(text.error());
    if (!document || !looksLikeTerraformPlan(*document))
        return std::nullopt;
    Result<Loaded> before = designOf(declarationsBefore(*document, path, options));
    return before ? std::optional(std::move(*std::move(before)).design) : std::nullopt;
    if (const auto carrier = carrierOf(*text))
        return readEmbedded(*text, *carrier, path);
    const Result<Json> document = parseJson(*text, path);
    if (!document)
        return document.error();
    if (isWaylight(*document))
        return readWaylightDocument(*document, path);
    Result<Loaded> loaded = path == "-" ? readDescribeText(*text, path) : readDescribe(path);
    if (!loaded)
        return Diagnostic{Severity::Error, message(MessageId::UnknownFormat), path, {}};
    return loaded;
}

} // namespace waylight
