// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/collect/collect.h"

#include <chrono>
#include <map>
#include <sys/types.h>

namespace waylight::cli {

/// Runs one program several times side by side, without a shell and without a terminal. Each run has its own session,
/// so that it ends with everything that it started.
class ProcessPool {
public:
    using Clock = std::chrono::steady_clock;

    /// `program`: a path, or a name that PATH leads to.
    ProcessPool(std::string program, std::chrono::seconds patience, std::size_t mostBytes);
    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;
    /// Ends what still runs.
    ~ProcessPool();

    /// Starts a run that `wait` will name by `key`.
    void start(std::size_t key, const std::vector<std::string>& arguments);
    std::size_t running() const { return m_runs.size(); }

    struct Ended {
        std::size_t key = 0;
        collect::CallResult result;
    };
    /// Waits a little for a run to end; none when none has, or when a signal came in between.
    std::optional<Ended> wait();
    /// Ends all runs.
    void stop();

private:
    struct Run {
        pid_t process = -1;
        int out = -1;
        int err = -1;
        Clock::time_point until;
        collect::CallResult result;
        std::size_t key = 0;
    };

    bool read(int& descriptor, std::string& text);
    void kill(Run& run, collect::CallResult::End why);
    std::optional<Ended> ended();

    std::string m_program;
    std::chrono::seconds m_patience;
    std::size_t m_mostBytes;
    std::vector<Run> m_runs;
};

} // namespace waylight::cli
