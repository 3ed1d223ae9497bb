// SPDX-License-Identifier: MIT
#include "core/formats/diagrams/packed_text.h"

#include <algorithm>
#include <array>
#include <zlib.h>

namespace waylight {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t mostAtOnce = 1u << 30; ///< zlib counts in 32 bits
constexpr int memoryLevel = 8;

int windowBits(Deflate wrapping) {
    return wrapping == Deflate::Raw ? -MAX_WBITS : MAX_WBITS;
}

/// Hands zlib the bytes in pieces that it can count.
void feed(z_stream& stream, std::string_view& bytes) {
    if (stream.avail_in > 0 || bytes.empty())
        return;
    const std::string_view piece = bytes.substr(0, mostAtOnce);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream.avail_in = static_cast<uInt>(piece.size());
    bytes.remove_prefix(piece.size());
}

/// Runs `step` once on the buffer and appends what it gave.
template <class Step>
int appendStep(z_stream& stream, std::string& out, std::size_t most, Step step) {
    std::array<char, 1 << 16> buffer;
    const std::size_t room = std::min(buffer.size(), most);
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(room);
    const int state = step();
    out.append(buffer.data(), room - stream.avail_out);
    return state;
}

std::array<signed char, 256> digitValues() {
    std::array<signed char, 256> values;
    values.fill(-1);
    for (std::size_t i = 0; i < digits.size(); ++i)
        values[static_cast<unsigned char>(digits[i])] = static_cast<signed char>(i);
    return values;
}

} // namespace

std::string deflated(std::string_view bytes, Deflate wrapping) {
    std::string out;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits(wrapping), memoryLevel, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return out;
    int state = Z_OK;
    while (state == Z_OK) {
        feed(stream, bytes);
        state = appendStep(stream, out, SIZE_MAX,
                           [&] { return ::deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH); });
    }
    ::deflateEnd(&stream);
    return out;
}

Inflated inflated(std::string_view bytes, std::size_t limit, Deflate wrapping) {
    Inflated result;
    z_stream stream{};
    if (inflateInit2(&stream, windowBits(wrapping)) != Z_OK)
        return result;
    int state = Z_OK;
    while (state == Z_OK && result.text.size() <= limit) {
        feed(stream, bytes);
        state = appendStep(stream, result.text, limit + 1 - result.text.size(),
                           [&] { return ::inflate(&stream, Z_NO_FLUSH); });
    }
    ::inflateEnd(&stream);
    if (result.text.size() > limit) {
        result.end = Inflated::End::TooLarge;
        result.text.resize(limit);
    } else if (state == Z_STREAM_END) {
        result.end = Inflated::End::Whole;
    }
    return result;
}

std::string base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t j = i; j < i + 3; ++j)
            group = group << 8 | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0u);
        const std::size_t used = std::min<std::size_t>(3, bytes.size() - i) + 1;
        for (std::size_t digit = 0; digit < 4; ++digit)
            out += digit < used ? digits[group >> (18 - 6 * digit) & 63] : '=';
    }
    return out;
}

std::optional<std::string> fromBase64(std::string_view text) {
    static const std::array<signed char, 256> values = digitValues();
    std::string out;
    out.reserve(text.size() / 4 * 3);
    unsigned group = 0;
    int bits = 0;
    std::size_t digitsSeen = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        const int value = values[static_cast<unsigned char>(c)];
        if (value < 0 || padding > 0)
            return std::nullopt;
        group = group << 6 | static_cast<unsigned>(value);
        ++digitsSeen;
        bits += 6;
        if (bits < 8)
            continue;
        bits -= 8;
        out += static_cast<char>(group >> bits & 255);
    }
    const bool fits = digitsSeen % 4 != 1 && padding <= 2 && (padding == 0 || (digitsSeen + padding) % 4 == 0);
    return fits ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace waylight
