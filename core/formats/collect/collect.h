// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/formats/collect/calls.h"

#include <deque>
#include <filesystem>
#include <optional>
#include <set>

namespace waylight::collect {

/// What to collect, and where to put it.
struct Options {
    std::string profile; ///< of the AWS CLI's configuration; empty: the one that it takes by itself
    std::vector<std::string> regions;
    std::filesystem::path folder; ///< new or empty
};

/// What running a program came to.
struct CallResult {
    enum class End : std::uint8_t { Exited, NotStarted, TimedOut, TooLarge, Stopped };
    End end = End::Exited;
    int exitCode = 0;
    std::string out;
    std::string err; ///< where it could not be started: why
};

/// A call to be made now.
struct Task {
    const Call* call = nullptr;
    std::string region;
    std::string thing; ///< that it is about; empty: nothing
    int attempt = 1;

    std::vector<std::string> arguments; ///< for the AWS CLI, without its name
    std::string words() const;          ///< "ec2 describe-vpc-attribute vpc-1 (eu-west-1)"
};

/// A call whose answer is missing, and why.
struct Failure {
    Task task;
    Message why;
};

/// How long a call may take, and how large its answer may be.
inline constexpr int secondsForCall = 120;
inline constexpr std::size_t mostAnswerBytes = 256u << 20;
/// How many calls are made at the same time.
inline constexpr int callsAtOnce = 4;

/// What the AWS CLI must have in its environment, so that it asks nothing and shows no pager.
std::vector<std::pair<std::string, std::string>> environment();

/// Collects an account: says which calls to make, and takes their answers, which it writes into the folder for
/// `readDescribe`. It runs nothing itself. First it asks whose account it is; what fails is left out, so that what it
/// would have told stays unknown.
class Collection {
public:
    explicit Collection(Options options);

    /// Why it cannot begin, such as a folder that is not empty; none: it can.
    std::optional<Diagnostic> problem() const;

    /// The next call to make; none when there is none until others are finished, or at all.
    std::optional<Task> next();
    /// Takes what a call came to.
    void finish(const Task& task, const CallResult& result);
    /// No more calls are given.
    void stop() { m_stopped = true; }

    bool isDone() const { return m_running == 0 && (m_waiting.empty() || m_stopped); }
    bool isStopped() const { return m_stopped; }
    int answered() const { return m_answered; }
    /// Calls that are known by now, with those that are finished.
    int known() const { return m_known; }
    const std::vector<Failure>& failures() const { return m_failures; }
    /// Why nothing more is asked: nobody could be asked, or nothing can be written.
    const std::optional<Diagnostic>& fatal() const { return m_fatal; }
    const Options& options() const { return m_options; }

private:
    void add(const Call& call, const std::string& region, const std::string& thing);
    void addFirst();
    void addFollowing(const Task& task, std::string_view answer);
    std::vector<std::string> argumentsOf(const Task& task) const;
    void takeAnswer(const Task& task, const std::string& answer);
    void takeError(const Task& task, const CallResult& result);
    void beginAccount(const Task& task, const std::string& answer);
    void write(const Task& task, const std::string& answer);
    void fail(const Task& task, Message why);
    std::filesystem::path fileOf(const Task& task) const;

    Options m_options;
    std::string m_account; ///< empty: not known yet
    std::deque<Task> m_waiting;
    std::set<std::tuple<const Call*, std::string, std::string>> m_asked;
    std::vector<Failure> m_failures;
    std::optional<Diagnostic> m_fatal;
    int m_running = 0;
    int m_answered = 0;
    int m_known = 0;
    bool m_stopped = false;
};

/// The calls for people, one a line: "ec2 describe-vpcs", "ec2 describe-vpc-attribute --attribute enableDnsSupport
/// (for each VPC)".
std::vector<std::string> callLines();

/// The code of an error that the AWS CLI printed, such as "AccessDenied"; empty when there is none.
std::string_view errorCode(std::string_view err);

} // namespace waylight::collect
