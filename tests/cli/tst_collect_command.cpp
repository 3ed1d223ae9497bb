// SPDX-License-Identifier: MIT
#include "core/formats/collect/collect.h"
#include "core/formats/open.h"
#include "tests/support/fake_aws.h"
#include "tests/support/registry.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <arpa/inet.h>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

using namespace waylight;

/// `waylight-cli collect` with a program that answers like the AWS CLI, and with the real one where it is.
class CollectCommandTest : public QObject {
    Q_OBJECT

    struct Result {
        int exitCode;
        QByteArray out;
        QByteArray err;
    };

    static Result run(const QStringList& arguments, const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment()) {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(WAYLIGHT_CLI), QStringList{"collect"} + arguments);
        process.closeWriteChannel();
        if (!process.waitForFinished(300000) || process.exitStatus() != QProcess::NormalExit)
            return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    /// A port of this computer that nobody listens on.
    static int freePort() {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
        ::close(socket);
        return bound ? ntohs(address.sin_port) : 0;
    }

private slots:
    void listsWithoutAsking() {
        FakeAws aws;
        aws.write();
        const Result listed = run({"--list", "--aws", aws.program()});
        QCOMPARE(listed.exitCode, 0);
        QVERIFY(aws.asked().isEmpty());
        for (const collect::Call& call : collect::calls())
            QVERIFY2(listed.out.contains(("aws " + call.name()).c_str()), call.name().c_str());
        for (const std::string& permission : collect::permissions())
            QVERIFY2(listed.out.contains(("  " + permission + "\n").c_str()), permission.c_str());
    }

    void collectsAll() {
        FakeAws aws;
        aws.write();
        QTemporaryDir folder;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PATH", aws.folder() + ':' + environment.value("PATH"));
        environment.insert("AWS_PAGER", "less");
        const Result done = run({"--region", "us-east-1", "--profile", "audit", "--out", folder.filePath("dump")}, environment);
        QVERIFY2(done.exitCode == 0, done.err);
        QVERIFY(done.out.isEmpty());
        QVERIFY2(done.err.contains("] ec2 describe-vpcs (us-east-1)\n"), done.err);
        for (const QString& asked : aws.asked())
            QVERIFY2(QStringList({"describe", "get", "list", "search"}).contains(asked.section(' ', 1, 1).section('-', 0, 0)), qPrintable(asked));
        const auto loaded = openAny(folder.filePath("dump").toStdString());
        QVERIFY(loaded);
        QVERIFY(loaded->design.topology.get<Vpc>(Id("vpc-1"))->unknown.empty());
        QVERIFY(loaded->design.topology.get<Subnet>(Id("subnet-1")));
        const int before = aws.asked().size();
        const Result again = run({"--region", "us-east-1", "--out", folder.filePath("dump"), "--aws", aws.program()});
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.err.contains("new or empty folder"));
        QCOMPARE(aws.asked().size(), before);
    }

    void whatIsMissingIsSaid() {
        FakeAws aws;
        aws.refuse("ec2 describe-network-acls", "UnauthorizedOperation");
        aws.instead("ec2 describe-route-tables", "echo '<html>'");
        aws.instead("iam *", "echo 'aws: error: Invalid choice' >&2; exit 252");
        aws.write();
        QTemporaryDir folder;
        const Result done = run({"--region", "us-east-1", "--out", folder.filePath("dump"), "--aws", aws.program()});
        QVERIFY2(done.exitCode == 3, done.err);
        const QByteArray missing = done.err.mid(done.err.indexOf("stays unknown"));
        QVERIFY2(missing.contains("ec2 describe-network-acls (us-east-1): Not allowed: it needs the permission ec2:DescribeNetworkAcls."), missing);
        QVERIFY2(missing.contains("ec2 describe-route-tables (us-east-1): The answer is not the JSON"), missing);
        QVERIFY2(missing.contains("iam get-account-authorization-details: This version"), missing);
        QVERIFY(missing.contains(" and 3 were not"));
        QVERIFY(!QFile::exists(folder.filePath("dump/111122223333/us-east-1/ec2-describe-network-acls.json")));
        QVERIFY(QFile::exists(folder.filePath("dump/111122223333/us-east-1/ec2-describe-vpcs.json")));
    }

    void badUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << QStringList{} << "--out DIR";
        QTest::newRow("no folder") << QStringList{"--region", "us-east-1"} << "--out DIR";
        QTest::newRow("no Region") << QStringList{"--out", "/nowhere/x"} << "--out DIR";
        QTest::newRow("bad Region") << QStringList{"--out", "/nowhere/x", "--region", "europe"} << "`europe` is not the name of a Region";
        QTest::newRow("no program") << QStringList{"--out", "/nowhere/x", "--region", "eu-west-1", "--aws", "/nowhere/aws"} << "No such file";
        QTest::newRow("a word") << QStringList{"dump"} << "--out DIR";
    }
    void badUsage() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        const Result done = run(arguments);
        QCOMPARE(done.exitCode, 2);
        QVERIFY2(QString::fromUtf8(done.err).contains(words), done.err);
        QVERIFY(!QFile::exists("/nowhere"));
    }

    void nobody() {
        FakeAws aws;
        aws.instead("sts *", "echo 'Unable to locate credentials. Run aws configure.' >&2; exit 253");
        aws.write();
        QTemporaryDir folder;
        const Result done = run({"--region", "us-east-1", "--out", folder.filePath("dump"), "--aws", aws.program()});
        QCOMPARE(done.exitCode, 2);
        QVERIFY2(done.err.contains("Unable to locate credentials"), done.err);
        QCOMPARE(aws.asked(), QStringList{"sts get-caller-identity"});
    }

    /// Ctrl-C ends what hangs, with what that started, and keeps what is there.
    void interrupted() {
        FakeAws aws;
        aws.instead("ec2 describe-vpcs", "echo $$ > \"$(dirname \"$0\")/hanging\"; sleep 3600 & wait");
        aws.write();
        QTemporaryDir folder;
        QProcess process;
        process.start(QStringLiteral(WAYLIGHT_CLI), {"collect", "--region", "us-east-1", "--out", folder.filePath("dump"), "--aws", aws.program()});
        QVERIFY(process.waitForStarted());
        const QString subnets = folder.filePath("dump/111122223333/us-east-1/ec2-describe-subnets.json");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(subnets) && QFile::exists(aws.folder() + "/hanging"), 60000);
        QFile hanging(aws.folder() + "/hanging");
        QTRY_VERIFY(hanging.isOpen() || hanging.open(QIODevice::ReadOnly));
        const pid_t session = hanging.readAll().trimmed().toInt();
        QVERIFY(session > 1);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("Stopped."));
        QVERIFY(QFile::exists(subnets));
        QTRY_VERIFY(::kill(-session, 0) != 0); // no process of that group is left
    }

    /// The real AWS CLI against a server that plays AWS.
    void withTheRealProgram() {
        const QString server = QStandardPaths::findExecutable("moto_server");
        if (server.isEmpty() || QStandardPaths::findExecutable("aws").isEmpty())
            QSKIP("Needs the AWS CLI and moto_server.");
        const QString port = QString::number(freePort());
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, value] : {std::pair("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port), std::pair("NO_PROXY", QString("*")), std::pair("AWS_ACCESS_KEY_ID", QString("testing")), std::pair("AWS_SECRET_ACCESS_KEY", QString("testing")), std::pair("AWS_CONFIG_FILE", QString("/dev/null"))})
            environment.insert(name, value);
        environment.remove("AWS_CA_BUNDLE");
        QProcess moto;
        moto.setProcessEnvironment(environment);
        moto.setStandardOutputFile(QProcess::nullDevice());
        moto.setStandardErrorFile(QProcess::nullDevice());
        moto.start(server, {"-H", "127.0.0.1", "-p", port});
        const auto aws = [&](const QStringList& words) {
            QProcess process;
            process.setProcessEnvironment(environment);
            process.start("aws", words + QStringList{"--region", "us-east-1", "--output", "json"});
            return process.waitForFinished(60000) && process.exitCode() == 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(aws({"s3api", "create-bucket", "--bucket", "waylight-test"}), 120000);
        QTemporaryDir folder;
        const Result done = run({"--region", "us-east-1", "--out", folder.filePath("dump")}, environment);
        moto.kill();
        moto.waitForFinished();
        QVERIFY2(done.exitCode == 0 || done.exitCode == 3, done.err);
        qInfo("%s", done.err.mid(done.err.indexOf("What these calls")).constData());
        const auto loaded = openAny(folder.filePath("dump").toStdString());
        QVERIFY(loaded);
        // moto has a default VPC with six subnets.
        QCOMPARE(loaded->design.topology.table(kindOf<Vpc>).size(), std::size_t(1));
        QCOMPARE(loaded->design.topology.table(kindOf<Subnet>).size(), std::size_t(6));
        const Bucket* bucket = loaded->design.topology.get<Bucket>(Id("waylight-test"));
        QVERIFY(bucket && bucket->unknown.empty());
        loaded->design.topology.forEach<Vpc>([](const Vpc& vpc) { QVERIFY(vpc.unknown.empty()); });
    }
};

WAYLIGHT_TEST(CollectCommandTest)
#include "tst_collect_command.moc"
