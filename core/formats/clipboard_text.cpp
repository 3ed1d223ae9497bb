// SPDX-License-Identifier: MIT
#include "core/formats/clipboard_text.h"

#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/formats/describe/describe.h"
#include "core/formats/waylight_file.h"

namespace waylight {

Result<Loaded> readClipboardText(std::string_view text) {
    constexpr JsonLimits limits{.bytes = 16u << 20};
    const Result<Json> document = parseJson(text, {}, limits);
    if (!document)
        return document.error();
    if (isWaylight(*document))
        return readWaylightDocument(*document, {});
    Result<Loaded> loaded = readDescribeText(text, {});
    if (!loaded || loaded->design.topology.size() == 0)
        return message(MessageId::UnknownFormat);
    return loaded;
}

} // namespace waylight
