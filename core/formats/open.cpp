// SPDX-License-Identifier: MIT
#include "core/formats/open.h"

#include "core/base/message_ids.h"
#include "core/formats/cloudformation.h"
#include "core/formats/declaration.h"
#include "core/formats/describe.h"
#include "core/formats/embedded_design.h"
#include "core/formats/sniff.h"
#include "core/formats/terraform.h"
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

bool isTelling(std::string_view name) {
    return name == "waylight" || isTerraformMember(name);
}

/// JSON of ours or of Terraform; null when it is neither by the names of its members.
std::optional<Result<Loaded>> openKnown(const std::string& text, const std::string& path, const ReadOptions& options) {
    constexpr std::size_t enough = 100;
    const std::vector<std::string> names = memberNames(text, enough, isTelling);
    if (names.empty() || !isTelling(names.back()))
        return std::nullopt;
    const Result<Json> document = parseJson(text, path);
    if (!document)
        return document.error();
    if (isWaylight(*document))
        return readWaylightDocument(*document, path);
    if (looksLikeTerraform(*document))
        return designOf(declarationsOfTerraform(*document, path, options));
    return std::nullopt;
}

/// The text is not needed any more where the file itself is read, whose name may say what it is.
Result<Loaded> openDescribe(std::string text, const std::string& path) {
    Result<Loaded> loaded = message(MessageId::UnknownFormat);
    if (path == "-") {
        loaded = readDescribeText(text, path);
    } else {
        text = std::string();
        loaded = readDescribe(path);
    }
    if (loaded)
        return loaded;
    if (const Result<std::string> again = path == "-" ? Result<std::string>(std::move(text)) : readFile(path); again)
        if (const Result<Json> document = parseJson(*again, path); !document && again->find_first_of("{[") < 2)
            return document.error();
    return Diagnostic{Severity::Error, message(MessageId::UnknownFormat), path, {}};
}

} // namespace

Result<Loaded> openAny(const std::string& path, const ReadOptions& options) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return readDescribe(path);
    Result<std::string> text = textOf(path);
    if (!text)
        return text.error();
    if (const auto carrier = carrierOf(*text))
        return readEmbedded(*text, *carrier, path);
    if (auto known = openKnown(*text, path, options))
        return *std::move(known);
    if (looksLikeTemplate(*text))
        return designOf(declarationsOfTemplate(*text, path, options));
    return openDescribe(*std::move(text), path);
}

std::optional<Design> designBefore(const std::string& path, const ReadOptions& options) {
    const Result<std::string> text = readFile(path);
    const Result<Json> document = text ? parseJson(*text, path) : Result<Json>(text.error());
    if (!document || !looksLikeTerraformPlan(*document))
        return std::nullopt;
    Result<Loaded> before = designOf(declarationsBefore(*document, path, options));
    return before ? std::optional(std::move(*std::move(before)).design) : std::nullopt;
}

} // namespace waylight
