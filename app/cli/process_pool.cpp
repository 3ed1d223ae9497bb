// SPDX-License-Identifier: MIT
#include "app/cli/process_pool.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace waylight::cli {
namespace {

using End = collect::CallResult::End;

struct Pipe {
    int reading = -1;
    int writing = -1;

    bool open() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
        reading = ends[0];
        writing = ends[1];
        return true;
    }
    void close() {
        closeOne(reading);
        closeOne(writing);
    }
    static void closeOne(int& descriptor) {
        if (descriptor >= 0)
            ::close(std::exchange(descriptor, -1));
    }
};

/// What the new process does; says why it became nothing on `failure`.
[[noreturn]] void become(char* const* words, const Pipe& out, const Pipe& err, const Pipe& failure) {
    ::setsid();
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGPIPE, SIG_DFL);
    const int nothing = ::open("/dev/null", O_RDONLY);
    if (nothing >= 0 && ::dup2(nothing, STDIN_FILENO) >= 0 && ::dup2(out.writing, STDOUT_FILENO) >= 0 &&
        ::dup2(err.writing, STDERR_FILENO) >= 0)
        ::execvp(words[0], words);
    const int why = errno;
    [[maybe_unused]] const ssize_t said = ::write(failure.writing, &why, sizeof why);
    ::_exit(127);
}

/// The error by which starting failed; 0: the program runs.
int failureOf(const Pipe& failure) {
    int why = 0;
    ssize_t count = 0;
    do
        count = ::read(failure.reading, &why, sizeof why);
    while (count < 0 && errno == EINTR);
    return count == sizeof why ? why : 0;
}

int exitCodeOf(pid_t process) {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR)
        ;
    constexpr int signalled = 128;
    return WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
}

/// A signal that comes just before waiting must not be missed for long.
int patienceUntil(ProcessPool::Clock::time_point until) {
    constexpr auto longest = std::chrono::milliseconds(200);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - ProcessPool::Clock::now());
    return static_cast<int>(
        std::clamp(left + std::chrono::milliseconds(1), std::chrono::milliseconds(0), longest).count());
}

std::vector<char*> pointersTo(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

ProcessPool::ProcessPool(std::string program, std::chrono::seconds patience, std::size_t mostBytes)
    : m_program(std::move(program)), m_patience(patience), m_mostBytes(mostBytes) {}

ProcessPool::~ProcessPool() {
    stop();
}

void ProcessPool::start(std::size_t key, const std::vector<std::string>& arguments) {
    std::vector<std::string> words{m_program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const std::vector<char*> pointers = pointersTo(words);
    Run run;
    run.key = key;
    run.until = Clock::now() + m_patience;
    Pipe out;
    Pipe err;
    Pipe failure;
    if (out.open() && err.open() && failure.open())
        run.process = ::fork();
    int why = run.process < 0 ? errno : 0;
    if (run.process == 0)
        become(pointers.data(), out, err, failure);
    for (Pipe* pipe : {&out, &err, &failure})
        Pipe::closeOne(pipe->writing);
    if (run.process > 0)
        why = failureOf(failure);
    failure.close();
    if (why == 0) {
        run.out = std::exchange(out.reading, -1);
        run.err = std::exchange(err.reading, -1);
    } else {
        if (run.process > 0)
            exitCodeOf(std::exchange(run.process, -1));
        run.result.end = End::NotStarted;
        run.result.err = std::strerror(why);
    }
    out.close();
    err.close();
    m_runs.push_back(std::move(run));
}

/// False when the answer is too large. At the end of the stream, and on an error, it is closed.
bool ProcessPool::read(int& descriptor, std::string& text) {
    std::array<char, 1 << 16> buffer;
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0)
        text.append(buffer.data(), static_cast<std::size_t>(count));
    else if (count == 0 || (errno != EINTR && errno != EAGAIN))
        Pipe::closeOne(descriptor);
    return text.size() <= m_mostBytes;
}

void ProcessPool::kill(Run& run, End why) {
    run.result.end = why;
    Pipe::closeOne(run.out);
    Pipe::closeOne(run.err);
    if (run.process > 0)
        ::kill(-run.process, SIGKILL);
}

/// Takes a run that has ended off the list.
std::optional<ProcessPool::Ended> ProcessPool::ended() {
    const auto done =
        std::find_if(m_runs.begin(), m_runs.end(), [](const Run& run) { return run.out < 0 && run.err < 0; });
    if (done == m_runs.end())
        return std::nullopt;
    Ended found{done->key, std::move(done->result)};
    if (done->process > 0)
        found.result.exitCode = exitCodeOf(done->process);
    m_runs.erase(done);
    return found;
}

std::optional<ProcessPool::Ended> ProcessPool::wait() {
    if (auto found = ended())
        return found;
    if (!m_runs.empty()) {
        std::vector<pollfd> descriptors;
        auto until = Clock::time_point::max();
        for (const Run& run : m_runs) {
            descriptors.push_back({run.out, POLLIN, 0});
            descriptors.push_back({run.err, POLLIN, 0});
            until = std::min(until, run.until);
        }
        if (::poll(descriptors.data(), descriptors.size(), patienceUntil(until)) < 0)
            return std::nullopt;
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            Run& run = m_runs[i];
            const bool fits = (descriptors[2 * i].revents == 0 || read(run.out, run.result.out)) &&
                              (descriptors[2 * i + 1].revents == 0 || read(run.err, run.result.err));
            if (!fits)
                kill(run, End::TooLarge);
            else if (Clock::now() >= run.until)
                kill(run, End::TimedOut);
        }
    }
    return ended();
}

void ProcessPool::stop() {
    for (Run& run : m_runs) {
        kill(run, End::Stopped);
        if (run.process > 0)
            exitCodeOf(run.process);
    }
    m_runs.clear();
}

} // namespace waylight::cli
