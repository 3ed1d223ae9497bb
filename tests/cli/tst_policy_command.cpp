// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {

struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Run run(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(WAYLIGHT_CLI, QStringList{"policy"} + arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished();
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

const QByteArray question = R"({"id": "a", "request": {"principal": "anonymous", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}})";

} // namespace

class PolicyCommandTest : public QObject {
    Q_OBJECT

private slots:
    void evalAnswersEachLine() {
        const Run result = run({"eval", "-"}, question + "\n\n" + question + '\n');
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.out.count('\n'), 2);
        QVERIFY(result.out.startsWith(R"({"id":"a","decision":"ImplicitlyDenied","blockedBy":["resource"])"));
    }

    void evalGoesOnBehindABadLine() {
        const Run result = run({"eval"}, "not json\n" + question + "\n{}\n");
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.out.count('\n'), 1);
        QVERIFY(result.err.contains("-:1: "));
        QVERIFY(result.err.contains("-:3: /request: "));
    }

    void validateNamesThePlace() {
        QTemporaryDir folder;
        const QString path = folder.filePath("policy.json");
        const auto validated = [&](const QByteArray& text, const QString& type) {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
                qFatal("cannot write");
            file.close();
            return run({"validate", path, "--type", type});
        };
        const QByteArray policy = "{\"Version\": \"2012-10-17\",\n \"Statement\": [{\"Effect\": \"allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}";
        const Run bad = validated(policy, "identity");
        QCOMPARE(bad.exitCode, 1);
        QVERIFY(bad.out.contains(":2:27: error: /Statement/0/Effect: "));
        QCOMPARE(validated(QByteArray(policy).replace("allow", "Allow"), "identity").exitCode, 0);
        QCOMPARE(validated("{", "identity").exitCode, 2);
        QCOMPARE(validated(policy, "bucket").exitCode, 2);
    }

    void badUsageExplainsItself() {
        for (const QStringList& arguments : {QStringList{}, QStringList{"evaluate"}, QStringList{"validate", "x"}, QStringList{"eval", "/nowhere"}, QStringList{"eval", "/"}}) {
            const Run result = run(arguments);
            QCOMPARE(result.exitCode, 2);
            QVERIFY(!result.err.isEmpty());
        }
    }
};

WAYLIGHT_TEST(PolicyCommandTest)
#include "tst_policy_command.moc"
