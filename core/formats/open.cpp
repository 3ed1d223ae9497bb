// SPDX-License-Identifier: MIT
#include "core/formats/open.h"

#include "core/base/message_ids.h"
#include "core/formats/cloudformation/read.h"
#include "core/formats/declared/declaration.h"
#include "core/formats/describe/describe.h"
#include "core/formats/diagrams/embedded_design.h"
#include "core/formats/sniff.h"
#include "core/formats/terraform/read.h"
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

constexpr std::size_t mostMembers = 100; ///< that are looked at to tell what a document is

bool isTelling(std::string_view name) {
    return name == "waylight" || isTerraformMember(name);
}

/// JSON of ours or of Terraform; null when it is neither by the names of its members.
std::optional<Result<Loaded>> openKnown(const std::string& text, const std::string& path, const ReadOptions& options) {
    const std::vector<std::string> names = memberNames(text, mostMembers, isTelling);
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

/// What a text is that is neither ours nor Terraform's; none: describe output, or nothing that we know.
std::optional<Result<Loaded>> openNamed(const std::string& text, const std::string& path, const ReadOptions& options) {
    if (const auto carrier = carrierOf(text))
        return readEmbedded(text, *carrier, path);
    if (auto known = openKnown(text, path, options))
        return known;
    if (looksLikeTemplate(text))
        return designOf(declarationsOfTemplate(text, path, options));
    return std::nullopt;
}

/// Why a text is no describe output: it may be JSON with a mistake.
Diagnostic notKnown(const std::string& text, const std::string& path) {
    if (text.find_first_of("{[") < 2)
        if (const Result<Json> document = parseJson(text, path); !document)
            return document.error();
    return {Severity::Error, message(MessageId::UnknownFormat), path, {}};
}

} // namespace

Result<Loaded> openText(std::string text, const std::string& name, const ReadOptions& options) {
    if (auto known = openNamed(text, name, options))
        return *std::move(known);
    Result<Loaded> loaded = readDescribeText(text, name);
    return loaded ? std::move(loaded) : notKnown(text, name);
}

Result<Loaded> openAny(const std::string& path, const ReadOptions& options) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return readDescribe(path);
    Result<std::string> text = textOf(path);
    if (!text)
        return text.error();
    if (path == "-")
        return openText(*std::move(text), path, options);
    if (auto known = openNamed(*text, path, options))
        return *std::move(known);
    text = std::string(); // the file is read again, as its name may say what it is
    Result<Loaded> loaded = readDescribe(path);
    if (loaded)
        return loaded;
    const Result<std::string> again = readFile(path);
    return again ? notKnown(*again, path) : again.error();
}

std::optional<Design> designBefore(const std::string& path, const ReadOptions& options) {
    const Result<std::string> text = readFile(path);
    const std::vector<std::string> names =
        text ? memberNames(*text, mostMembers, isTerraformMember) : std::vector<std::string>();
    if (names.empty() || !isTerraformMember(names.back()))
        return std::nullopt;
    const Result<Json> document = parseJson(*text, path);
    if (!document || !looksLikeTerraformPlan(*document))
        return std::nullopt;
    Result<Loaded> before = designOf(declarationsBefore(*document, path, options));
    return before ? std::optional(std::move(*std::move(before)).design) : std::nullopt;
}

} // namespace waylight
