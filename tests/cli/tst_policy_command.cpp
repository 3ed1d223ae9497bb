// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
        QVERIFY(bad.out.contains("AWS says: The policy failed legacy parsing"));
        QCOMPARE(validated("{", "identity").exitCode, 2);
        QCOMPARE(validated(policy, "nothing").exitCode, 2);
    }

    void validateKnowsEachType() {
        const QByteArray policy = R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]})";
        const QStringList named{"endpoint", "interface-endpoint", "gateway-endpoint", "resource", "bucket"};
        const QStringList unnamed{"identity", "inline-user", "inline-group", "inline-role", "boundary", "session", "scp"};
        for (const QString& type : named)
            QCOMPARE(run({"validate", "--type", type, "-"}, policy).exitCode, 0);
        for (const QString& type : unnamed) {
            QVERIFY(run({"validate", "-", "--type", type}, policy).out.contains("/Statement/0/Principal: "));
            QCOMPARE(run({"validate", "-", "--type", type}, QByteArray(policy).replace("\"Principal\": \"*\", ", "")).exitCode, 0);
        }
        QVERIFY(run({"validate", "-", "--type", "trust"}, policy).out.contains("AWS says: Has prohibited field Resource"));
        QVERIFY(run({"validate", "-", "--type", "rcp"}, policy).out.contains("AWS says: The provided policy document does not meet"));
    }

    void validateAnswersInJson() {
        const QByteArray policy = "{\"Version\": \"2012-10-17\",\n \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3\", \"Resource\": \"*\"}]}";
        const Run result = run({"validate", "-", "--json", "--type", "bucket"}, policy);
        QCOMPARE(result.exitCode, 1);
        const QJsonObject answer = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(answer["valid"].toBool(true), false);
        QCOMPARE(answer["serviceError"].toString(), QString("Policy has invalid action"));
        QCOMPARE(answer["public"].toBool(), true);
        QCOMPARE(answer["publicStatements"].toArray(), QJsonArray{"/Statement/0"});
        const QJsonObject problem = answer["problems"].toArray().at(0).toObject();
        QCOMPARE(problem["line"].toInt(), 2);
        QCOMPARE(policy.mid(problem["begin"].toInt(), problem["end"].toInt() - problem["begin"].toInt()), QByteArray("\"s3\""));
        QCOMPARE(problem["service"].toString(), QString("Policy has invalid action"));
        QCOMPARE(problem["pointer"].toString(), QString("/Statement/0/Action"));
    }

    /// A finding shows the request that it is about.
    void validateShowsWitnesses() {
        const QByteArray policy = R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b"}})";
        const Run result = run({"validate", "-", "--json", "--type", "identity"}, policy);
        QCOMPARE(result.exitCode, 0);
        const QJsonObject finding = QJsonDocument::fromJson(result.out).object()["findings"].toArray().at(0).toObject();
        QCOMPARE(finding["code"].toString(), QString("bucket-for-object-action"));
        const QJsonObject witness = finding["witness"].toObject();
        QCOMPARE(witness["action"].toString(), QString("s3:GetObject"));
        QCOMPARE(witness["resource"].toString(), QString("arn:aws:s3:::b/example"));
        QCOMPARE(witness["decision"].toString(), QString("ImplicitlyDenied"));
        QCOMPARE(witness["expected"].toString(), QString("Allowed"));
        QVERIFY(witness["principal"].toString().startsWith("arn:aws:") && witness["context"].isObject());
        const QByteArray trust = R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}})";
        QVERIFY(run({"validate", "-", "--type", "trust"}, trust).out.contains("trust-everyone"));
    }

    void validateAnswersEachLine() {
        const QByteArray good = R"({"id": 1, "type": "identity", "document": {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}})";
        const QByteArray bad = R"({"id": 2, "type": "identity", "document": "no policy"})";
        const Run clean = run({"validate", "--jsonl", "-"}, good + "\n\n" + good);
        QCOMPARE(clean.exitCode, 0);
        QCOMPARE(clean.out.count("\n"), 2);
        QCOMPARE(QJsonDocument::fromJson(clean.out.split('\n')[0]).object()["valid"].toBool(), true);
        const Run findings = run({"validate", "--jsonl"}, bad + '\n' + good);
        QCOMPARE(findings.exitCode, 1);
        const QJsonObject answer = QJsonDocument::fromJson(findings.out.split('\n')[0]).object();
        QCOMPARE(answer["id"].toInt(), 2);
        QCOMPARE(answer["serviceError"].toString(), QString("Syntax errors in policy."));
        const Run broken = run({"validate", "--jsonl", "-"}, "x\n{\"type\": \"scp\"}\n{\"type\": \"s\", \"document\": {}}\n" + good);
        QCOMPARE(broken.exitCode, 2);
        QCOMPARE(broken.out.count("\n"), 1);
        QVERIFY(broken.err.contains("-:1: ") && broken.err.contains("-:2: ") && broken.err.contains("-:3: "));
    }

    void badUsageExplainsItself() {
        for (const QStringList& arguments : {QStringList{}, QStringList{"evaluate"}, QStringList{"validate", "x"}, QStringList{"validate", "-", "--type"}, QStringList{"validate", "--jsonl", "--type", "scp"}, QStringList{"validate", "--type", "scp"}, QStringList{"validate", "/nowhere", "--type", "scp"}, QStringList{"eval", "/nowhere"}, QStringList{"eval", "/"}}) {
            const Run result = run(arguments);
            QCOMPARE(result.exitCode, 2);
            QVERIFY(!result.err.isEmpty());
        }
    }
};

WAYLIGHT_TEST(PolicyCommandTest)
#include "tst_policy_command.moc"
