// SPDX-License-Identifier: MIT
#include "core/formats/describe/files.h"

#include "core/base/message_ids.h"
#include "core/base/parallel.h"
#include "core/formats/describe/gather.h"
#include "core/formats/files.h"

#include <algorithm>
#include <fstream>

namespace waylight::describe {
namespace {

namespace fs = std::filesystem;

/// Walks a folder within the limits.
class Walker {
public:
    explicit Walker(const FolderLimits& limits) : m_limits(limits) {}

    std::vector<fs::path> found;
    Diagnostics diagnostics;

    void walk(const fs::path& folder, int depth) {
        if (depth > m_limits.depth)
            return say(Severity::Warning, message(MessageId::FoldersTooDeep, std::to_string(m_limits.depth)), folder);
        std::error_code error;
        std::vector<fs::directory_entry> entries;
        for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
            entries.push_back(*at);
        if (error)
            say(Severity::Error, message(MessageId::FileUnreadable, error.message()), folder);
        std::sort(entries.begin(), entries.end());
        for (const fs::directory_entry& entry : entries)
            take(entry, depth);
    }

private:
    void take(const fs::directory_entry& entry, int depth) {
        std::error_code error;
        if (entry.is_symlink(error))
            return say(Severity::Note, message(MessageId::LinkNotFollowed), entry.path());
        if (entry.is_directory(error))
            return walk(entry.path(), depth + 1);
        if (!entry.is_regular_file(error) || !mayHoldJson(entry.path()) || m_full)
            return;
        m_full = found.size() == m_limits.files;
        if (m_full)
            return say(Severity::Warning, message(MessageId::TooManyFiles, std::to_string(m_limits.files)),
                       entry.path());
        found.push_back(entry.path());
    }

    /// Collectors give their files the name of a bucket, without an ending.
    static bool mayHoldJson(const fs::path& path) {
        if (path.extension() == ".json")
            return true;
        if (path.has_extension())
            return false;
        char first = 0;
        std::ifstream stream(path);
        return stream >> first && first == '{';
    }

    void say(Severity severity, Message what, const fs::path& where) {
        diagnostics.push_back({severity, std::move(what), where.string(), {}});
    }

    FolderLimits m_limits;
    bool m_full = false;
};

/// What the folders above a file say: names that look like a Region or an account, and whatever is directly in a folder
/// `regions` or `accounts`. The innermost wins.
void readFolders(const fs::path& folders, DescribeFile& file) {
    std::string above;
    for (const fs::path& part : folders) {
        const std::string name = part.string();
        if (looksLikeRegion(name) || above == "regions")
            file.region = name;
        if (looksLikeAccount(name) || above == "accounts")
            file.account = name;
        above = name;
    }
}

/// A document may be one object, a recorded answer around it ({"status_code", "data"}), or a list of such.
void addObjects(Json document, const DescribeFile& pattern, std::vector<DescribeFile>& out, bool inList = false) {
    if (document.is_array() && !inList) {
        for (std::size_t i = 0; i < document.size(); ++i) {
            DescribeFile each = pattern;
            each.pointer = joinedPointer(pattern.pointer, i);
            addObjects(std::move(document[i]), each, out, true);
        }
        return;
    }
    if (!document.is_object())
        return;
    DescribeFile file = pattern;
    if (document.contains("status_code") && document.contains("data") && document["data"].is_object()) {
        file.pointer = joinedPointer(file.pointer, "data");
        file.root = std::move(document["data"]);
    } else {
        file.root = std::move(document);
    }
    out.push_back(std::move(file));
}

void addText(std::string text, const DescribeFile& pattern, DescribeFiles& out) {
    Result<LargeJson> document = parseLargeJson(std::move(text), pattern.path, isListOfItems);
    if (!document) {
        out.diagnostics.push_back(document.error());
        return;
    }
    LargeJson all = std::move(document).value();
    const std::size_t first = out.files.size();
    addObjects(std::move(all.root), pattern, out.files);
    if (first < out.files.size() && out.files[first].pointer.empty())
        out.files[first].lists = std::move(all.lists);
}

/// The opened folder's own name and those of the two above it count: a user may open one Region of a dump.
fs::path innermostFolders(const fs::path& folder) {
    std::error_code error;
    fs::path whole = fs::weakly_canonical(folder, error);
    if (!whole.has_filename())
        whole = whole.parent_path();
    return whole.parent_path().parent_path().filename() / whole.parent_path().filename() / whole.filename();
}

/// How many of the files, from the first, hold no more than this together.
std::size_t countWithin(const std::vector<fs::path>& files, std::size_t bytes) {
    std::size_t sum = 0;
    std::error_code error;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::uintmax_t size = fs::file_size(files[i], error);
        sum += error ? 0 : static_cast<std::size_t>(size);
        if (sum > bytes)
            return i;
    }
    return files.size();
}

DescribeFiles readJsonFile(const fs::path& path, const fs::path& above, const fs::path& top) {
    DescribeFiles out;
    Result<std::string> text = readFile(path);
    if (!text) {
        out.diagnostics.push_back(text.error());
        return out;
    }
    std::error_code error;
    DescribeFile pattern{path.string(), {}, {}, {}, {}, {}};
    readFolders(above / fs::relative(path.parent_path(), top, error), pattern);
    addText(std::move(text).value(), pattern, out);
    return out;
}

} // namespace

fs::path scopeFolder(const std::string& account, const std::string& region) {
    const auto folder = [](const std::string& name, bool recognised, const char* above) {
        if (name.empty())
            return fs::path();
        return recognised ? fs::path(asFileName(name)) : fs::path(above) / asFileName(name);
    };
    return folder(account, looksLikeAccount(account), "accounts") / folder(region, looksLikeRegion(region), "regions");
}

bool looksLikeRegion(std::string_view name) {
    const auto dash = name.rfind('-');
    if (dash == std::string_view::npos || dash + 1 == name.size() || name.size() - dash > 3)
        return false;
    if (!std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dash) + 1, name.end(),
                     [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    name = name.substr(0, dash);
    constexpr std::string_view directions[] = {"north",     "south",     "east",      "west",     "central",
                                               "northeast", "northwest", "southeast", "southwest"};
    const auto direction = name.rfind('-');
    return direction != std::string_view::npos && direction >= 2 &&
           std::find(std::begin(directions), std::end(directions), name.substr(direction + 1)) !=
               std::end(directions) &&
           std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

bool looksLikeAccount(std::string_view name) {
    return name.size() == 12 && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

DescribeFiles collectedFiles(const fs::path& path, const FolderLimits& limits) {
    DescribeFiles out;
    std::error_code error;
    const bool isFolder = fs::is_directory(path, error);
    Walker walker(limits);
    if (isFolder)
        walker.walk(path, 0);
    else
        walker.found.push_back(path);
    out.diagnostics = std::move(walker.diagnostics);
    std::vector<fs::path>& found = walker.found;
    std::optional<Diagnostic> tooLarge;
    if (const std::size_t within = countWithin(found, limits.bytes); within < found.size()) {
        tooLarge = Diagnostic{Severity::Warning,
                              message(MessageId::FolderTooLarge, std::to_string(limits.bytes >> 20)),
                              found[within].string(),
                              {}};
        found.resize(within);
    }
    const fs::path top = isFolder ? path : path.parent_path();
    const fs::path above = innermostFolders(top);
    std::vector<DescribeFiles> parts(found.size());
    inParallel(found.size(), [&](std::size_t i) { parts[i] = readJsonFile(found[i], above, top); });
    for (DescribeFiles& part : parts) {
        std::move(part.files.begin(), part.files.end(), std::back_inserter(out.files));
        std::move(part.diagnostics.begin(), part.diagnostics.end(), std::back_inserter(out.diagnostics));
    }
    if (tooLarge)
        out.diagnostics.push_back(*std::move(tooLarge));
    return out;
}

DescribeFiles filesOfText(std::string_view text, const std::string& name) {
    DescribeFiles out;
    addText(std::string(text), DescribeFile{name, {}, {}, {}, {}, {}}, out);
    return out;
}

} // namespace waylight::describe
