// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::cli {

/// The exit codes of all commands.
enum ExitCode { allowed = 0, blocked = 1, badUsage = 2, unknown = 3 };

/// Words and options of a command line. An option may be written `--name value` or `--name=value`.
class Arguments {
public:
    /// `flags` take no value, `options` take one; anything else that starts with `--` is refused.
    static Result<Arguments> parse(const std::vector<std::string>& words, const std::set<std::string_view>& flags,
                                   const std::set<std::string_view>& options);

    const std::vector<std::string>& words() const { return m_words; }
    bool has(const std::string& flag) const { return m_flags.contains(flag); }
    /// The last value given; empty when there is none.
    std::string value(const std::string& option) const;
    std::vector<std::string> values(const std::string& option) const;
    /// The number given, from `least` to `most`; `otherwise` when there is none.
    Result<int> number(const std::string& option, int otherwise, int least, int most) const;

private:
    std::vector<std::string> m_words;
    std::set<std::string> m_flags;
    std::multimap<std::string, std::string> m_options;
};

} // namespace waylight::cli
