// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/input.h"
#include "app/cli/process_pool.h"

#include "core/base/message_ids.h"

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace waylight::cli {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void onInterrupt(int) {
    interrupted = 1;
}

/// Without SA_RESTART, so that waiting ends.
void catchInterrupts() {
    struct sigaction action {};
    action.sa_handler = onInterrupt;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void printCalls(std::ostream& out) {
    out << toEnglish(message(MessageId::CollectCallsHead)) << '\n';
    for (const std::string& line : collect::callLines())
        out << "  aws " << line << '\n';
    out << toEnglish(message(MessageId::CollectPermissionsHead)) << '\n';
    for (const std::string& permission : collect::permissions())
        out << "  " << permission << '\n';
    out.flush();
}

void startWhatCan(collect::Collection& collection, ProcessPool& pool, std::map<std::size_t, collect::Task>& tasks,
                  std::size_t& key) {
    while (pool.running() < collect::callsAtOnce) {
        auto task = collection.next();
        if (!task)
            return;
        pool.start(++key, task->arguments);
        tasks.emplace(key, *std::move(task));
    }
}

void sayProgress(const collect::Collection& collection, const collect::Task& task, std::size_t failuresBefore,
                 std::ostream& err) {
    const std::size_t done = static_cast<std::size_t>(collection.answered()) + collection.failures().size();
    const bool failed = collection.failures().size() > failuresBefore;
    err << '[' << done << '/' << collection.known() << "] " << task.words();
    if (failed)
        err << ": " << toEnglish(collection.failures().back().why);
    err << '\n';
}

void run(collect::Collection& collection, const std::string& program, std::ostream& err) {
    ProcessPool pool(program, std::chrono::seconds(collect::secondsForCall), collect::mostAnswerBytes);
    std::map<std::size_t, collect::Task> tasks;
    std::size_t key = 0;
    while (!interrupted && !collection.isDone()) {
        startWhatCan(collection, pool, tasks, key);
        const auto ended = pool.wait();
        if (!ended)
            continue;
        const collect::Task task = std::move(tasks.extract(ended->key).mapped());
        const std::size_t failuresBefore = collection.failures().size();
        collection.finish(task, ended->result);
        if (!collection.fatal())
            sayProgress(collection, task, failuresBefore, err);
    }
    if (interrupted)
        collection.stop();
}

int summed(const collect::Collection& collection, const Streams& io) {
    const std::string folder = collection.options().folder.string();
    if (!collection.failures().empty()) {
        io.err << toEnglish(message(MessageId::CollectMissingHead)) << '\n';
        for (const collect::Failure& each : collection.failures())
            io.err << "  " << each.task.words() << ": " << toEnglish(each.why) << '\n';
    }
    if (collection.fatal()) {
        complain(*collection.fatal(), io);
        return badUsage;
    }
    io.err << toEnglish(message(MessageId::CollectDone, std::to_string(collection.answered()),
                                std::to_string(collection.failures().size()), folder))
           << '\n';
    if (interrupted)
        io.err << toEnglish(message(MessageId::CollectStopped, folder)) << '\n';
    if (collection.answered() == 0)
        return badUsage;
    return interrupted || !collection.failures().empty() ? unknown : allowed;
}

} // namespace

int runCollect(const std::vector<std::string>& words, const Streams& io) {
    const auto arguments = Arguments::parse(words, {"list"}, {"profile", "region", "out", "aws"});
    if (!arguments)
        return refuse(arguments.error().message, io);
    if (!arguments->words().empty())
        return refuse(message(MessageId::UsageCollect), io);
    if (arguments->has("list")) {
        printCalls(io.out);
        return allowed;
    }
    collect::Collection collection({arguments->value("profile"), arguments->values("region"), arguments->value("out")});
    if (const auto problem = collection.problem()) {
        complain(*problem, io);
        return badUsage;
    }
    printCalls(io.err);
    for (const auto& [name, value] : collect::environment())
        ::setenv(name.c_str(), value.c_str(), 1);
    const std::string program = arguments->value("aws");
    catchInterrupts();
    run(collection, program.empty() ? "aws" : program, io.err);
    return summed(collection, io);
}

} // namespace waylight::cli
