// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTemporaryDir>

/// A program called `aws` that answers like the AWS CLI, from a table, and writes down what it is asked. It is a shell
/// script, so that it runs as the real one does.
class FakeAws {
public:
    FakeAws();

    /// The folder for PATH, and the program in it.
    QString folder() const { return m_folder.path(); }
    QString program() const { return m_folder.filePath(QStringLiteral("aws")); }

    /// `pattern` is one of the shell, over the words before `--region`, such as "ec2 describe-vpcs*".
    void answer(const QString& pattern, const QString& json);
    /// It fails with this code, as AWS words it.
    void refuse(const QString& pattern, const QString& code);
    /// What the shell does instead, such as `sleep 1000`.
    void instead(const QString& pattern, const QString& commands);
    /// Writes the program. What no pattern is for answers that there is none.
    void write() const;

    /// What it was asked until now, a line each.
    QStringList asked() const;

private:
    QTemporaryDir m_folder;
    QString m_cases;
};
