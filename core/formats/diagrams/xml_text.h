// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waylight {

/// Text as it stands in an attribute's value or between tags; characters that XML 1.0 does not know become U+FFFD.
std::string xmlEscaped(std::string_view text);

/// What stands in an attribute of a tag such as `<svg width="1">`, as it is written; none when there is none.
std::optional<std::string_view> xmlAttribute(std::string_view tag, std::string_view name);

/// A start tag with what is between it and the next tag.
struct XmlTag {
    std::string_view tag;  ///< from `<` to `>`
    std::string_view text; ///< what follows, to the next `<`
    std::size_t end = 0;   ///< behind the tag
};
/// The first tag of this name from a place on; none when there is none, or when it is cut off.
std::optional<XmlTag> nextXmlTag(std::string_view xml, std::string_view name, std::size_t from = 0);

} // namespace waylight
