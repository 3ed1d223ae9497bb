// SPDX-License-Identifier: MIT
#include "core/formats/open.h"

#include "core/base/message_ids.h"
#include "core/formats/describe.h"
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

} // namespace

Result<Loaded> openAny(const std::string& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return readDescribe(path);
    const Result<std::string> text = textOf(path);
    if (!text)
        return text.error();
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
