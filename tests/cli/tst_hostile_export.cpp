// SPDX-License-Identifier: MIT
#include "core/formats/describe/describe.h"
#include "core/formats/exports.h"
#include "core/formats/waylight_file.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace waylight;

/// A stranger's design whose names and ids are words of shells, of Terraform and of file systems: what is exported from
/// it runs nothing of theirs, and lands where it was sent.
class HostileExportTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static constexpr const char* payload = "$(touch ran)`touch ran`'; touch ran;'\"; touch ran; \"\n touch ran\n/../../../x${file(\"deploy.sh\")}%{if}";

    /// What names something, wherever it stands in the file.
    static void collectNames(const Json& value, std::set<std::string>& names) {
        if (value.is_object())
            for (const auto& [member, each] : value.items()) {
                static const std::set<std::string> naming = {"id", "name", "region", "account", "bucketName", "tableName", "roleName", "groupName", "description"};
                if (each.is_string() && naming.contains(member) && !each.get<std::string>().empty())
                    names.insert(each.get<std::string>());
            }
        if (value.is_structured())
            for (const Json& each : value)
                collectNames(each, names);
    }

    static Json renamed(const Json& value, const std::set<std::string>& names) {
        if (value.is_string())
            return names.contains(value.get<std::string>()) ? value.get<std::string>() + payload : value.get<std::string>();
        if (!value.is_structured())
            return value;
        Json out = value.is_array() ? Json::array() : Json::object();
        for (const auto& [member, each] : value.items())
            if (value.is_array())
                out.push_back(renamed(each, names));
            else
                out[member] = renamed(each, names);
        return out;
    }

    static Design hostile(const Json& file) {
        std::set<std::string> names;
        collectNames(file["resources"], names);
        Json out = renamed(file, names);
        for (auto& [plural, list] : out["resources"].items())
            for (Json& each : list) {
                each["tags"][payload] = payload;
                // As an import keeps what it does not model: with marks that stand for references while exporting.
                each["origin"] = {{"format", each["name"].is_null() ? Json(5) : Json("cloudformation")}, {"address", 5}};
                each["properties"] = {{"Kept", {{"$ref", payload}}}, {"Other", {{"$expression", payload}}}, {"Third", {{"$policy", {{"$ref", 5}}}}}};
                for (const char* policy : {"policy", "policyDocument", "trustPolicy"})
                    if (each.contains(policy) && each[policy].is_object() && each[policy]["Statement"].is_array())
                        each[policy]["Statement"].push_back({{"Sid", {{"$ref", payload}}}, {"Resource", {{"$expression", payload}}}});
            }
        auto read = readWaylight(out.dump(), "hostile");
        return read ? read->design : Design();
    }

    /// Runs the script with an `aws` that does nothing.
    QString scriptRun(const QString& folder) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PATH", m_folder.filePath("bin") + ':' + environment.value("PATH"));
        const QByteArray script = [&] {
            QFile file(folder + "/deploy.sh");
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }();
        static const QRegularExpression profile(QStringLiteral("PROFILE_\\w+"));
        for (auto found = profile.globalMatch(QString::fromUtf8(script)); found.hasNext();)
            environment.insert(found.next().captured(), "p");
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start("bash", {"deploy.sh"});
        const bool done = process.waitForFinished(60000) && process.exitCode() == 0;
        return done ? QString() : QString::fromUtf8(process.readAll());
    }

    static QStringList everythingBelow(const QString& folder) {
        QStringList out;
        QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext())
            out << all.next();
        return out;
    }

private slots:
    void initTestCase() {
        QVERIFY(QDir(m_folder.path()).mkpath("bin"));
        QFile aws(m_folder.filePath("bin/aws"));
        QVERIFY(aws.open(QIODevice::WriteOnly));
        aws.write("#!/bin/sh\necho id-1\n");
        aws.close();
        QVERIFY(aws.setPermissions(aws.permissions() | QFile::ExeOwner));
    }

    void runsNothing_data() {
        QTest::addColumn<QString>("file");
        const QDir samples(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples"));
        for (const QString& name : samples.entryList({"*.waylight"}))
            QTest::newRow(qPrintable(name)) << samples.filePath(name);
        for (int seed = 0; seed < 6; ++seed)
            QTest::newRow(qPrintable(QString("random %1").arg(seed))) << QString();
    }
    void runsNothing() {
        QFETCH(QString, file);
        const int seed = QByteArray(QTest::currentDataTag()).split(' ').last().toInt();
        std::string text;
        if (file.isEmpty()) {
            text = writeWaylight(randomDesign(static_cast<unsigned>(seed)));
        } else {
            QFile sample(file);
            QVERIFY(sample.open(QIODevice::ReadOnly));
            text = sample.readAll().toStdString();
        }
        const Design design = hostile(*parseJson(text));
        QVERIFY(design.topology.size() > 3);
        const QString place = m_folder.filePath(QString("a/b/c/d%1").arg(QString(QTest::currentDataTag()).replace(QRegularExpression("\\W"), "-")));
        for (const ExportInfo& each : exportInfos()) {
            const QString folder = place + '/' + QString::fromUtf8(each.name);
            QVERIFY(QDir().mkpath(folder));
            const auto failure = each.format == ExportFormat::Describe ? writeDescribe(design, folder.toStdString()) : saveExport(exported(design, each.format), folder.toStdString());
            QVERIFY2(!failure, failure ? toEnglish(*failure).c_str() : "");
            if (each.format == ExportFormat::CliScript) {
                const QString wrong = scriptRun(folder);
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            }
        }
        for (const QString& each : everythingBelow(m_folder.path())) {
            QVERIFY2(!each.endsWith("/ran"), qPrintable(each));
            QVERIFY2(each.startsWith(m_folder.filePath("bin")) || each.startsWith(m_folder.filePath("a/b/c/d")), qPrintable(each));
        }
    }

    /// In Terraform's JSON every text is an expression: a stranger's `${` must have been doubled.
    void terraformEvaluatesNothing() {
        QFile sample(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/s3-gateway-endpoint.waylight"));
        QVERIFY(sample.open(QIODevice::ReadOnly));
        const Written written = exported(hostile(*parseJson(sample.readAll().toStdString())), ExportFormat::Terraform);
        static const QRegularExpression call(QStringLiteral("(?<![$])[$][{]file"));
        // Comments ("//") are no expressions.
        Json document = *parseJson(written.files.front().text);
        document.erase("//");
        for (auto& [type, named] : document["resource"].items())
            for (auto& [name, body] : named.items())
                body.erase("//");
        for (Json& provider : document["provider"]["aws"])
            provider.erase("//");
        const QString expressions = QString::fromStdString(document.dump());
        const auto match = call.match(expressions);
        QVERIFY2(!match.hasMatch(), qPrintable(expressions.mid(std::max(0, int(match.capturedStart()) - 200), 300)));
        QVERIFY(expressions.contains("$${file"));
    }
};

WAYLIGHT_TEST(HostileExportTest)
#include "tst_hostile_export.moc"
