// SPDX-License-Identifier: MIT
#include "core/formats/diagrams/drawio.h"

#include "core/base/message_ids.h"
#include "core/formats/diagrams/embedded_design.h"
#include "core/formats/diagrams/packed_text.h"
#include "core/formats/diagrams/xml_text.h"

#include <charconv>

namespace waylight {
namespace {

constexpr std::size_t mostPageBytes = 256u << 20; ///< of all pages of a drawing together, unpacked
constexpr const char* spaces = " \t\r\n";

/// What encodeURIComponent of JavaScript has written.
std::string percentDecoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const char* const digits = text.data() + i + 1;
        if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
            out += static_cast<char>(value);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// The attribute with the design in a page's model: of the object of its root, which comes first.
std::optional<std::string> designIn(std::string_view model) {
    for (const char* name : {"UserObject", "object"}) {
        const auto root = nextXmlTag(model, name);
        if (const auto value = root ? xmlAttribute(root->tag, drawioDesignAttribute) : std::nullopt)
            return std::string(*value);
    }
    return std::nullopt;
}

Diagnostic problem(MessageId id) {
    return {Severity::Error, message(id, carrierName(Carrier::Drawio)), {}, {}};
}

bool isWhole(std::string_view drawing) {
    const auto end = drawing.find_last_not_of(spaces);
    const std::string_view trimmed = drawing.substr(0, end == std::string_view::npos ? 0 : end + 1);
    return trimmed.ends_with("</mxfile>") || trimmed.ends_with("</mxGraphModel>");
}

} // namespace

Result<std::string> drawioDesignText(std::string_view drawing) {
    if (auto found = designIn(drawing))
        return *std::move(found);
    std::size_t room = mostPageBytes;
    bool damaged = !isWhole(drawing);
    for (auto page = nextXmlTag(drawing, "diagram"); page; page = nextXmlTag(drawing, "diagram", page->end)) {
        if (page->text.find_first_not_of(spaces) == std::string_view::npos)
            continue;
        const auto packed = fromBase64(page->text);
        const Inflated model = packed ? inflated(*packed, room, Deflate::Raw) : Inflated();
        if (model.end == Inflated::End::TooLarge)
            return Diagnostic{Severity::Error,
                              message(MessageId::PictureDesignTooLarge, carrierName(Carrier::Drawio),
                                      std::to_string(mostPageBytes >> 20)),
                              {},
                              {}};
        damaged |= model.end == Inflated::End::Damaged;
        room -= model.text.size();
        if (auto found = designIn(percentDecoded(model.text)))
            return *std::move(found);
    }
    return problem(damaged ? MessageId::PictureDesignDamaged : MessageId::PictureWithoutDesign);
}

bool isSavedElsewhere(std::string_view drawing) {
    const auto file = nextXmlTag(drawing, "mxfile");
    return !file || xmlAttribute(file->tag, "host").value_or(std::string_view()) != "Waylight";
}

} // namespace waylight
