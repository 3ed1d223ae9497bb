// SPDX-License-Identifier: MIT
#include "core/analysis/compare/comparison.h"
#include "core/formats/cloudformation/write.h"
#include "core/formats/describe/describe.h"
#include "core/formats/exports.h"
#include "core/formats/open.h"
#include "core/formats/script/script.h"
#include "core/formats/terraform/write.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace waylight;

/// What is exported, judged by the tools that users hand it to, where they are on the machine.
class ValidatorsTest : public QObject {
    Q_OBJECT

    static constexpr int patience = 300000;

    static QString samples() { return QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples"); }
    static QString plugins() {
        const QString folder = qEnvironmentVariable("WAYLIGHT_TERRAFORM_PLUGINS", QStringLiteral("/opt/tf-plugins"));
        return QDir(folder).exists() && !QStandardPaths::findExecutable("terraform").isEmpty() ? folder : QString();
    }

    static QProcessEnvironment localEnvironment(int port) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove("AWS_CA_BUNDLE");
        environment.insert("AWS_ACCESS_KEY_ID", "testing");
        environment.insert("AWS_SECRET_ACCESS_KEY", "testing");
        environment.insert("AWS_ENDPOINT_URL", QStringLiteral("http://127.0.0.1:%1").arg(port));
        environment.insert("NO_PROXY", "*");
        environment.insert("TF_CLI_CONFIG_FILE", "");
        environment.insert("CHECKPOINT_DISABLE", "1");
        return environment;
    }

    struct Run {
        bool good = false;
        QString out;
    };
    static Run run(const QString& program, const QStringList& arguments, const QString& folder, const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment()) {
        QProcess process;
        process.setWorkingDirectory(folder);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool done = process.waitForFinished(patience);
        return {done && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, QString::fromUtf8(process.readAll())};
    }

    /// A sample in the account that the fake AWS has.
    static Design sampleOfFake(const QString& name) {
        QFile file(samples() + '/' + name);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return (*openText(file.readAll().replace("111122223333", "123456789012").toStdString(), name.toStdString())).design;
    }

    /// The VPC that is in every account from the start, and what is in it.
    static bool isFromTheStart(const Topology& topology, const Resource& resource) {
        const auto* subnet = std::get_if<Subnet>(&resource);
        const auto* vpc = subnet ? topology.get(subnet->vpc) : std::get_if<Vpc>(&resource);
        return vpc && vpc->isDefault;
    }

    static Design sample(const QString& name) { return (*openAny((samples() + '/' + name).toStdString())).design; }

    /// The port of a socket on this machine once `use` has used it; 0 when that failed.
    static int withSocket(int port, bool (*use)(int socket, sockaddr* address, socklen_t size)) {
        const int one = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(quint16(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const bool used = use(one, reinterpret_cast<sockaddr*>(&address), size);
        getsockname(one, reinterpret_cast<sockaddr*>(&address), &size);
        close(one);
        return used ? (port ? port : ntohs(address.sin_port)) : 0;
    }

    /// A fake AWS on this machine; its port, 0 when there is none.
    static int startMoto(QProcess& process) {
        const QString program = QStandardPaths::findExecutable("moto_server");
        if (program.isEmpty())
            return 0;
        const int port = withSocket(0, [](int one, sockaddr* address, socklen_t size) { return ::bind(one, address, size) == 0; });
        process.start(program, {"-H", "127.0.0.1", "-p", QString::number(port)});
        for (int i = 0; i < 300; ++i) {
            if (withSocket(port, [](int one, sockaddr* address, socklen_t size) { return ::connect(one, address, size) == 0; }))
                return port;
            QTest::qWait(200);
        }
        return 0;
    }
    static void stop(QProcess& process) {
        process.kill();
        process.waitForFinished();
    }

    static QString shown(const Comparison& found, const Topology& after) {
        QStringList out;
        for (const auto& each : found.removed)
            out << "lost " + QString::fromStdString(base(*each).id);
        for (const auto& each : found.added)
            if (!isFromTheStart(after, *each))
                out << "new " + QString::fromStdString(base(*each).id);
        for (const auto& each : found.changed)
            out << QString::fromStdString(each.resource + '.' + each.field + ": " + each.before.dump() + " became " + each.after.dump());
        for (const auto& each : found.verdicts)
            out << "verdict of " + QString::fromStdString(each.request.name);
        return out.join('\n');
    }

    static void addSamples() {
        QTest::addColumn<QString>("name");
        for (const QString& name : QDir(samples()).entryList({"*.waylight"}))
            QTest::newRow(qPrintable(name)) << name;
    }

private slots:
    void cloudFormationIsLinted() {
        if (QStandardPaths::findExecutable("cfn-lint").isEmpty())
            QSKIP("cfn-lint is not on this machine.");
        QTemporaryDir folder;
        QStringList names;
        const auto add = [&](const Design& design, const QString& stem) {
            for (const TextSyntax syntax : {TextSyntax::AsYaml, TextSyntax::AsJson})
                for (const WrittenFile& file : writeCloudFormation(design, syntax).files) {
                    names << stem + '-' + QString::fromStdString(file.name);
                    QVERIFY(!saveFile(folder.filePath(names.last()).toStdString(), file.text));
                }
        };
        for (const QString& name : QDir(samples()).entryList({"*.waylight"}))
            add(sample(name), name);
        // Errors, not advice: E… codes.
        const Run result = run("cfn-lint", QStringList{"--ignore-checks", "W", "I", "--format", "parseable", "--"} + names, folder.path());
        QVERIFY2(result.good, qPrintable(result.out));
    }

    void terraformValidates_data() { addSamples(); }
    void terraformValidates() {
        QFETCH(QString, name);
        if (plugins().isEmpty())
            QSKIP("terraform with the AWS provider is not on this machine.");
        QTemporaryDir folder;
        QVERIFY(!saveExport(writeTerraform(sample(name)), folder.path().toStdString()));
        const QProcessEnvironment environment = localEnvironment(1);
        const Run init = run("terraform", {"init", "-no-color", "-plugin-dir=" + plugins()}, folder.path(), environment);
        QVERIFY2(init.good, qPrintable(init.out));
        const Run valid = run("terraform", {"validate", "-no-color"}, folder.path(), environment);
        QVERIFY2(valid.good, qPrintable(valid.out));
    }

    /// Made in a fake AWS by terraform and read back from its state.
    void terraformApplies() {
        QProcess moto;
        const int port = plugins().isEmpty() ? 0 : startMoto(moto);
        if (port == 0)
            QSKIP("terraform with the AWS provider and moto_server are not on this machine.");
        QTemporaryDir folder;
        Design design = sampleOfFake("s3-gateway-endpoint.waylight");
        design.requests = {}; // the fake does not know the addresses of S3
        QVERIFY(!saveExport(writeTerraform(design), folder.path().toStdString()));
        QVERIFY(!saveFile(folder.filePath("local_override.tf.json").toStdString(), R"({"provider": {"aws": {"s3_use_path_style": true, "skip_requesting_account_id": true}}})"));
        const QProcessEnvironment environment = localEnvironment(port);
        const Run init = run("terraform", {"init", "-no-color", "-plugin-dir=" + plugins()}, folder.path(), environment);
        QVERIFY2(init.good, qPrintable(init.out));
        const Run apply = run("terraform", {"apply", "-no-color", "-auto-approve"}, folder.path(), environment);
        QVERIFY2(apply.good, qPrintable(apply.out));
        const Run state = run("terraform", {"show", "-json"}, folder.path(), environment);
        QVERIFY(state.good);
        stop(moto);
        QVERIFY(!saveFile(folder.filePath("state.json").toStdString(), state.out.toStdString()));
        const auto back = openAny(folder.filePath("state.json").toStdString());
        QVERIFY(back);
        const QString found = shown(compared(design, back->design, 0), back->design.topology);
        QVERIFY2(found.isEmpty(), qPrintable(found));
    }

    /// Made in a fake AWS by the real `aws` program and read back with describe calls.
    void scriptMakesTheDesign() {
        QProcess moto;
        const int port = QStandardPaths::findExecutable("aws").isEmpty() ? 0 : startMoto(moto);
        if (port == 0)
            QSKIP("aws and moto_server are not on this machine.");
        QTemporaryDir folder;
        Design design = sampleOfFake("s3-gateway-endpoint.waylight");
        design.requests = {}; // the fake does not know the addresses of S3
        QVERIFY(!saveExport(writeCliScript(design), folder.path().toStdString()));
        const QProcessEnvironment environment = localEnvironment(port);
        const Run script = run("bash", {"deploy.sh"}, folder.path(), environment);
        QVERIFY2(script.good, qPrintable(script.out));
        QVERIFY(QDir(folder.path()).mkdir("dump"));
        const Run dump = run("python3", {QStringLiteral(WAYLIGHT_SOURCE_DIR "/tests/support/describe_all.py"), environment.value("AWS_ENDPOINT_URL"), "us-east-1", folder.filePath("dump")}, folder.path(), environment);
        stop(moto);
        if (!dump.good && dump.out.contains("No module named"))
            QSKIP("python3 has no boto3 on this machine.");
        QVERIFY2(dump.good, qPrintable(dump.out));
        const auto back = readDescribe(folder.filePath("dump").toStdString());
        QVERIFY(back);
        const QString found = shown(compared(design, back->design, 0), back->design.topology);
        QVERIFY2(found.isEmpty(), qPrintable(found));
    }
};

WAYLIGHT_TEST(ValidatorsTest)
#include "tst_validators.moc"
