// SPDX-License-Identifier: MIT
#include "ui/import/aws_collector.h"

#include <QTimer>

#include <algorithm>
#include <csignal>
#include <unistd.h>

namespace waylight {
namespace {

using End = collect::CallResult::End;

} // namespace

QProcessEnvironment awsEnvironment() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : collect::environment())
        environment.insert(QString::fromStdString(name), QString::fromStdString(value));
    return environment;
}

AwsCollector::AwsCollector(QString program, collect::Options options, QObject* parent)
    : QObject(parent), m_program(std::move(program)), m_collection(std::move(options)) {}

AwsCollector::~AwsCollector() {
    for (const auto& run : m_runs) {
        run->process->disconnect(this);
        kill(run, End::Stopped);
        run->process->waitForFinished();
    }
}

void AwsCollector::start() {
    startWhatCan();
}

void AwsCollector::cancel() {
    m_collection.stop();
    for (const auto& run : std::vector(m_runs))
        kill(run, End::Stopped);
    if (m_runs.empty())
        startWhatCan();
}

void AwsCollector::startWhatCan() {
    while (static_cast<int>(m_runs.size()) < collect::callsAtOnce) {
        auto task = m_collection.next();
        if (!task)
            break;
        startCall(*std::move(task));
    }
    if (!m_collection.isDone() || m_isFinished)
        return;
    m_isFinished = true;
    emit finished();
}

void AwsCollector::startCall(collect::Task task) {
    auto run = std::make_shared<Run>();
    run->task = std::move(task);
    run->process = new QProcess(this);
    m_runs.push_back(run);
    QProcess& process = *run->process;
    process.setProcessEnvironment(awsEnvironment());
    process.setStandardInputFile(QProcess::nullDevice());
    // A session of its own: it has no terminal to ask, and ends with all that it started.
    process.setChildProcessModifier([] { ::setsid(); });
    connect(&process, &QProcess::readyReadStandardOutput, this, [this, run] {
        run->result.out += run->process->readAllStandardOutput().toStdString();
        if (run->result.out.size() > collect::mostAnswerBytes)
            kill(run, End::TooLarge);
    });
    connect(&process, &QProcess::finished, this, [this, run] { end(run); });
    connect(&process, &QProcess::errorOccurred, this, [this, run](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        run->result.end = End::NotStarted;
        run->result.err = run->process->errorString().toStdString();
        end(run);
    });
    QTimer::singleShot(std::chrono::seconds(collect::secondsForCall), &process,
                       [this, run] { kill(run, End::TimedOut); });
    QStringList words;
    for (const std::string& word : run->task.arguments)
        words << QString::fromStdString(word);
    process.start(m_program, words);
}

void AwsCollector::kill(const std::shared_ptr<Run>& run, End why) {
    if (run->result.end != End::Exited)
        return;
    run->result.end = why;
    if (const auto process = static_cast<pid_t>(run->process->processId()); process > 0)
        ::kill(-process, SIGKILL);
    run->process->kill();
}

void AwsCollector::end(const std::shared_ptr<Run>& run) {
    const auto found = std::find(m_runs.begin(), m_runs.end(), run);
    if (found == m_runs.end())
        return;
    m_runs.erase(found);
    if (run->result.end != End::NotStarted) {
        run->result.out += run->process->readAllStandardOutput().toStdString();
        run->result.err += run->process->readAllStandardError().toStdString();
        const bool crashed = run->process->exitStatus() != QProcess::NormalExit;
        run->result.exitCode = crashed ? 1 : run->process->exitCode();
    }
    m_collection.finish(run->task, run->result);
    run->process->deleteLater();
    emit answered(run->task);
    startWhatCan();
}

} // namespace waylight
