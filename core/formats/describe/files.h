// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/large_json.h"

#include <filesystem>
#include <string>
#include <vector>

namespace waylight::describe {

/// What reading a stranger's folder may cost.
struct FolderLimits {
    std::size_t files = 20'000;
    std::size_t bytes = 1024u << 20;
    int depth = 16;
};

/// One JSON object of describe output.
struct DescribeFile {
    std::string path;    ///< for diagnostics, and where the content does not say what it belongs to
    std::string account; ///< from the names of the folders; empty: they do not say
    std::string region;
    std::string pointer; ///< to `root` in the file: empty, but for wrapped objects
    Json root;
    std::map<std::string, LargeList> lists; ///< of `root`, which has empty lists in their places
};

struct DescribeFiles {
    std::vector<DescribeFile> files; ///< in the order of their paths
    Diagnostics diagnostics;
};

/// The JSON objects in a file or below a folder. Symbolic links are not followed; what is beyond the limits or is not
/// JSON is left out with a diagnostic.
DescribeFiles collectedFiles(const std::filesystem::path& path, const FolderLimits& limits = {});
/// The same for a text, such as standard input.
DescribeFiles filesOfText(std::string_view text, const std::string& name);

/// The folder that reading takes for this account and Region, either of which may be empty.
std::filesystem::path scopeFolder(const std::string& account, const std::string& region);

/// True for names like us-east-1 and us-gov-west-1.
bool looksLikeRegion(std::string_view name);
/// True for 12 digits.
bool looksLikeAccount(std::string_view name);

} // namespace waylight::describe
