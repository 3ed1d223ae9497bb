// SPDX-License-Identifier: MIT
#include "core/formats/diagrams/embedded_design.h"

#include "core/base/message_ids.h"
#include "core/formats/diagrams/drawio.h"
#include "core/formats/diagrams/packed_text.h"
#include "core/formats/diagrams/xml_text.h"
#include "core/formats/waylight_file.h"

#include <array>
#include <zlib.h>

namespace waylight {
namespace {

constexpr std::size_t mostText = 256u << 20; ///< as large as a file may be
constexpr std::size_t sniffed = 4096;        ///< what a picture is shows in its first bytes
constexpr std::string_view pngSignature = "\x89PNG\r\n\x1a\n";
/// Keyword, its end, compressed, method 0, no language, no translated keyword: https://www.w3.org/TR/png/#11iTXt
constexpr std::string_view chunkHead("waylight\0\1\0\0\0", 13);
constexpr std::size_t chunkFrame = 12; ///< length, type and checksum of a chunk
constexpr const char* metadataId = "waylight-design";
constexpr int mostStreams = 100'000; ///< of a PDF that are looked into

Diagnostic problem(MessageId id, Carrier carrier) {
    return {Severity::Error, message(id, carrierName(carrier)), {}, {}};
}

Result<std::string> whole(Inflated found, Carrier carrier) {
    if (found.end == Inflated::End::TooLarge)
        return message(MessageId::PictureDesignTooLarge, carrierName(carrier), std::to_string(mostText >> 20));
    if (found.end == Inflated::End::Damaged)
        return problem(MessageId::PictureDesignDamaged, carrier);
    return std::move(found.text);
}

std::uint32_t bigEndian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

std::string bigEndian(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 255);
    return bytes;
}

std::string chunkOf(std::string_view type, std::string_view data) {
    std::string named = std::string(type) + std::string(data);
    const auto checksum = ::crc32_z(0, reinterpret_cast<const Bytef*>(named.data()), named.size());
    return bigEndian(static_cast<std::uint32_t>(data.size())) + named + bigEndian(static_cast<std::uint32_t>(checksum));
}

Result<std::string> textInPng(std::string_view png) {
    for (std::size_t at = pngSignature.size(); at + chunkFrame <= png.size();) {
        const std::size_t length = bigEndian(png.substr(at));
        const std::string_view type = png.substr(at + 4, 4);
        if (length > png.size() - at - chunkFrame)
            break;
        const std::string_view data = png.substr(at + 8, length);
        if (type == "iTXt" && data.starts_with(chunkHead))
            return whole(inflated(data.substr(chunkHead.size()), mostText), Carrier::Png);
        if (type == "IEND")
            return problem(MessageId::PictureWithoutDesign, Carrier::Png);
        at += chunkFrame + length;
    }
    return problem(MessageId::PictureDesignDamaged, Carrier::Png);
}

Result<std::string> textInSvg(std::string_view svg) {
    for (auto tag = nextXmlTag(svg, "metadata"); tag; tag = nextXmlTag(svg, "metadata", tag->end))
        if (xmlAttribute(tag->tag, "id") == metadataId)
            return unpackedDesign(tag->text, Carrier::Svg);
    const bool isWhole = svg.substr(svg.size() - std::min(svg.size(), sniffed)).find("</svg") != std::string_view::npos;
    return problem(isWhole ? MessageId::PictureWithoutDesign : MessageId::PictureDesignDamaged, Carrier::Svg);
}

bool beginsLikeDesign(std::string_view text) {
    const auto brace = text.find_first_not_of(" \t\r\n");
    if (brace == std::string_view::npos || text[brace] != '{')
        return false;
    const auto name = text.find_first_not_of(" \t\r\n", brace + 1);
    return name != std::string_view::npos && text.substr(name).starts_with("\"waylight\"");
}

bool beginsLikeZlib(std::string_view bytes) {
    if (bytes.size() < 2)
        return false;
    const unsigned first = static_cast<unsigned char>(bytes[0]);
    const unsigned second = static_cast<unsigned char>(bytes[1]);
    return (first & 15) == Z_DEFLATED && (first << 8 | second) % 31 == 0;
}

/// The attached file is a stream like those of pages. It is told by what is in it, so that it is found too in a PDF
/// whose objects another program has numbered anew.
Result<std::string> textInPdf(std::string_view pdf) {
    constexpr std::string_view begin = "stream";
    constexpr std::size_t shown = 64;
    int seen = 0;
    for (auto at = pdf.find(begin); at != std::string_view::npos && seen < mostStreams; at = pdf.find(begin, at + 1)) {
        const bool isEnd = at >= 3 && pdf.substr(at - 3, 3) == "end";
        std::string_view bytes = pdf.substr(at + begin.size());
        bytes.remove_prefix(bytes.starts_with("\r\n") ? 2 : bytes.starts_with("\n") ? 1 : 0);
        if (isEnd || bytes.size() + at + begin.size() == pdf.size())
            continue;
        ++seen;
        if (beginsLikeDesign(bytes.substr(0, shown)))
            return std::string(bytes.substr(0, bytes.find("\nendstream")));
        if (beginsLikeZlib(bytes) && beginsLikeDesign(inflated(bytes.substr(0, sniffed), shown).text))
            return whole(inflated(bytes, mostText), Carrier::Pdf);
    }
    const bool isWhole = pdf.substr(pdf.size() - std::min(pdf.size(), sniffed)).find("%%EOF") != std::string_view::npos;
    return problem(isWhole ? MessageId::PictureWithoutDesign : MessageId::PictureDesignDamaged, Carrier::Pdf);
}

} // namespace

std::optional<Carrier> carrierOf(std::string_view file) {
    if (file.starts_with(pngSignature))
        return Carrier::Png;
    if (file.starts_with("%PDF-"))
        return Carrier::Pdf;
    if (file.starts_with("\xEF\xBB\xBF"))
        file.remove_prefix(3);
    const auto first = file.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || file[first] != '<')
        return std::nullopt;
    const std::string_view head = file.substr(first, sniffed);
    const auto svg = head.find("<svg");
    const auto drawing = std::min(head.find("<mxfile"), head.find("<mxGraphModel"));
    if (svg == drawing)
        return std::nullopt;
    return svg < drawing ? Carrier::Svg : Carrier::Drawio;
}

const char* carrierName(Carrier carrier) {
    static constexpr std::array names = {"PNG", "SVG", "PDF", "draw.io"};
    return names[static_cast<std::size_t>(carrier)];
}

std::string pngWithDesign(std::string_view png, std::string_view waylightText) {
    const auto end = png.size() < chunkFrame ? std::string_view::npos : png.size() - chunkFrame;
    if (!png.starts_with(pngSignature) || png.substr(end + 4, 4) != "IEND")
        return std::string(png);
    const std::string data = std::string(chunkHead) + deflated(waylightText);
    return std::string(png.substr(0, end)) + chunkOf("iTXt", data) + std::string(png.substr(end));
}

std::string svgWithDesign(std::string_view svg, std::string_view waylightText) {
    const auto end = svg.rfind("</svg>");
    if (end == std::string_view::npos)
        return std::string(svg);
    return std::string(svg.substr(0, end)) + "<metadata id=\"" + metadataId + "\">" + packedDesign(waylightText) +
           "</metadata>\n" + std::string(svg.substr(end));
}

std::string packedDesign(std::string_view waylightText) {
    return base64(deflated(waylightText));
}

Result<std::string> unpackedDesign(std::string_view packed, Carrier carrier) {
    const auto bytes = fromBase64(packed);
    return bytes ? whole(inflated(*bytes, mostText), carrier) : problem(MessageId::PictureDesignDamaged, carrier);
}

Result<std::string> embeddedText(std::string_view file, Carrier carrier) {
    switch (carrier) {
    case Carrier::Png:
        return textInPng(file);
    case Carrier::Svg:
        return textInSvg(file);
    case Carrier::Pdf:
        return textInPdf(file);
    case Carrier::Drawio:
        break;
    }
    const Result<std::string> packed = drawioDesignText(file);
    return packed ? unpackedDesign(*packed, Carrier::Drawio) : packed;
}

Result<Loaded> readEmbedded(std::string_view file, Carrier carrier, const std::string& path) {
    const Result<std::string> text = embeddedText(file, carrier);
    if (!text) {
        Diagnostic why = text.error();
        why.file = path;
        return why;
    }
    Result<Loaded> loaded = readWaylight(*text, path);
    if (!loaded || carrier != Carrier::Drawio || !isSavedElsewhere(file))
        return loaded;
    Loaded result = std::move(loaded).value();
    result.diagnostics.push_back({Severity::Warning, message(MessageId::DrawioSavedElsewhere), path, {}});
    return result;
}

} // namespace waylight
