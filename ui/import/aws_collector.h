// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/collect/collect.h"

#include <QObject>
#include <QProcess>

#include <memory>

namespace waylight {

/// Runs the calls of a collection, a few at a time, beside the window. It starts when it is told to.
class AwsCollector : public QObject {
    Q_OBJECT

public:
    /// `program`: a path, or a name that PATH leads to.
    AwsCollector(QString program, collect::Options options, QObject* parent = nullptr);
    ~AwsCollector() override;

    void start();
    /// Ends the calls that run. What was answered stays.
    void cancel();
    const collect::Collection& collection() const { return m_collection; }

signals:
    void answered(const waylight::collect::Task& task); ///< or failed: the collection knows
    void finished();

private:
    struct Run {
        QProcess* process = nullptr;
        collect::Task task;
        collect::CallResult result;
    };

    void startWhatCan();
    void startCall(collect::Task task);
    void kill(const std::shared_ptr<Run>& run, collect::CallResult::End why);
    void end(const std::shared_ptr<Run>& run);

    QString m_program;
    collect::Collection m_collection;
    std::vector<std::shared_ptr<Run>> m_runs;
    bool m_isFinished = false;
};

/// The environment in which the AWS CLI asks nothing.
QProcessEnvironment awsEnvironment();

} // namespace waylight
