// SPDX-License-Identifier: MIT
#include "core/formats/files.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace waylight {
namespace {

constexpr std::size_t roomBehind = 64; ///< for parsers that look further than the end

Diagnostic failure(MessageId id, const std::filesystem::path& path, int error) {
    return {Severity::Error, message(id, std::strerror(error)), path.string(), {}};
}

class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    bool good() const { return m_descriptor >= 0; }
    int get() const { return m_descriptor; }
    bool close() { return !good() || ::close(std::exchange(m_descriptor, -1)) == 0; }

private:
    int m_descriptor;
};

bool writeAll(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return false;
        text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return true;
}

/// The permissions of the file that is replaced, or those that a new file gets.
mode_t permissionsOf(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0)
        return status.st_mode & 07777;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

} // namespace

Result<std::string> readFile(const std::filesystem::path& path, std::size_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.good())
        return failure(MessageId::FileUnreadable, path, errno);
    std::string text;
    if (struct stat status{}; ::fstat(file.get(), &status) == 0 && status.st_size > 0)
        text.reserve(std::min(static_cast<std::size_t>(status.st_size), limit) + roomBehind);
    char buffer[1 << 16];
    for (;;) {
        const ssize_t count = ::read(file.get(), buffer, sizeof buffer);
        if (count == 0)
            return text;
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(MessageId::FileUnreadable, path, errno);
        text.append(buffer, static_cast<std::size_t>(count));
        if (text.size() > limit)
            return Diagnostic{
                Severity::Error, message(MessageId::FileTooLarge, std::to_string(limit >> 20)), path.string(), {}};
    }
}

std::string asFileName(std::string text) {
    for (char& c : text)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != '.')
            c = '-';
    return text.empty() || text.front() == '.' ? '-' + text : text;
}

std::optional<Diagnostic> saveFile(const std::filesystem::path& path, std::string_view text) {
    // A link keeps pointing to its file: that is what gets replaced.
    std::error_code ignored;
    const std::filesystem::path target =
        std::filesystem::is_symlink(path, ignored) ? std::filesystem::weakly_canonical(path, ignored) : path;
    const mode_t permissions = permissionsOf(target);
    std::string temporary = target.string() + ".XXXXXX";
    Descriptor file(::mkstemp(temporary.data()));
    if (!file.good())
        return failure(MessageId::FileUnwritable, path, errno);
    const bool written = writeAll(file.get(), text) && ::fchmod(file.get(), permissions) == 0 &&
                         ::fsync(file.get()) == 0 && file.close();
    if (written && ::rename(temporary.c_str(), target.c_str()) == 0)
        return std::nullopt;
    const int error = errno;
    ::unlink(temporary.c_str());
    return failure(MessageId::FileUnwritable, path, error);
}

} // namespace waylight
