// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace waylight {

/// How compressed bytes are wrapped: in a zlib stream (RFC 1950), or not at all (RFC 1951), as draw.io has them.
enum class Deflate : unsigned char { Zlib, Raw };

/// The bytes compressed. The same bytes give the same result with the same version of zlib.
std::string deflated(std::string_view bytes, Deflate wrapping = Deflate::Zlib);

/// What came of decompressing. `text` is what there was until the end or the limit.
struct Inflated {
    enum class End : unsigned char { Whole, Damaged, TooLarge };
    End end = End::Damaged;
    std::string text;
};

/// Decompresses the stream that begins with the bytes, whatever comes behind it; never gives more than `limit` bytes.
Inflated inflated(std::string_view bytes, std::size_t limit, Deflate wrapping = Deflate::Zlib);

/// The bytes in base64 (RFC 4648), without line breaks.
std::string base64(std::string_view bytes);
/// The bytes of a base64 text, in which white space counts for nothing; none when it is none.
std::optional<std::string> fromBase64(std::string_view text);

} // namespace waylight
