// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/attributes.h"
#include "core/formats/cloudformation/read.h"
#include "tests/support/corpora.h"
#include "tests/support/fuzz_template.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QtTest>

using namespace waylight;

/// Templates that people wrote, and the inputs that the fuzz target keeps.
class CloudformationCorpusTest : public QObject {
    Q_OBJECT

private:
    static int unknowns(const Json& value) {
        if (isUnknownValue(value))
            return 1;
        int out = 0;
        if (value.is_structured())
            for (const Json& each : value)
                out += unknowns(each);
        return out;
    }

private slots:
    void everyTemplateIsRead_data() {
        QTest::addColumn<QString>("folder");
        for (const char* folder : {"cfn-yaml", "cfn-json", "cdk"})
            QTest::newRow(folder) << QString(folder);
    }

    void everyTemplateIsRead() {
        QFETCH(QString, folder);
        const QString root = corpusPath("formats/" + folder);
        if (root.isEmpty())
            QSKIP("The corpora are not on this machine.");
        int files = 0, resources = 0, values = 0, open = 0, warnings = 0;
        for (const QFileInfo& file : QDir(root).entryInfoList(QDir::Files)) {
            const std::string text = readFile(file.filePath()).toStdString();
            const auto declarations = declarationsOfTemplate(text, file.fileName().toStdString());
            QVERIFY2(bool(declarations), declarations ? "" : toEnglish(declarations.error()).c_str());
            QVERIFY2(looksLikeTemplate(text), qPrintable(file.fileName()));
            QVERIFY2(!declarations->all.empty(), qPrintable(file.fileName()));
            ++files;
            for (const Declaration& each : declarations->all) {
                ++resources;
                values += unknowns(each.properties);
                open += each.condition.empty() ? 0 : 1;
                QVERIFY2(!each.type.empty() && each.position.line > 0, qPrintable(file.fileName()));
            }
            for (const Diagnostic& each : declarations->diagnostics) {
                QVERIFY2(each.severity != Severity::Error, toEnglish(each).c_str());
                warnings += each.severity == Severity::Warning ? 1 : 0;
            }
            QVERIFY2(!fuzzTemplate(text), fuzzTemplate(text));
        }
        qInfo("%s: %d files, %d resources declared, %d values unknown, %d conditions undecided, %d warnings", qPrintable(folder), files, resources, values, open, warnings);
        QVERIFY(files >= 20);
        QVERIFY(resources > files);
    }

    /// The attribute that identifies a type is what references to it are.
    void identifiersAreOwnIds() {
        const QString path = corpusPath("../reference/schemas/cfn-resource-types.json");
        if (path.isEmpty())
            QSKIP("The schemas are not on this machine.");
        const auto types = parseJson(readFile(path).toStdString());
        QVERIFY(bool(types));
        int seen = 0;
        for (const auto& [type, schema] : types->items()) {
            const Json& identifier = schema["primaryIdentifier"];
            if (!type.starts_with("AWS::EC2::") || identifier.size() != 1 || !identifier[0].get<std::string>().ends_with("Id"))
                continue;
            const Json& readOnly = schema["readOnly"];
            if (std::find(readOnly.begin(), readOnly.end(), identifier[0]) == readOnly.end())
                continue;
            ++seen;
            if (type != "AWS::EC2::VPCBlockPublicAccessOptions" && type != "AWS::EC2::VPCBlockPublicAccessExclusion" && type != "AWS::EC2::VPCEndpointConnectionNotification")
                QVERIFY2(cloudformation::isOwnId(type, identifier[0].get<std::string>()), type.c_str());
        }
        QVERIFY(seen > 25);
        QVERIFY(!cloudformation::isOwnId("AWS::EC2::NatGateway", "RouteTableId"));
        QVERIFY(!cloudformation::isOwnId("AWS::EC2::Subnet", "VpcId"));
        QVERIFY(!cloudformation::isOwnId("AWS::EC2::Instance", "VpcId"));
    }

    void keptFuzzInputs() {
        int count = 0;
        for (const QFileInfo& file : QDir(QStringLiteral(WAYLIGHT_SOURCE_DIR "/tests/fuzz/corpus/template")).entryInfoList(QDir::Files)) {
            const QByteArray text = readFile(file.filePath());
            const char* const wrong = fuzzTemplate({text.constData(), static_cast<std::size_t>(text.size())});
            QVERIFY2(!wrong, qPrintable(file.fileName() + ": " + QString(wrong)));
            ++count;
        }
        qInfo("%d inputs", count);
        QVERIFY(count >= 10);
    }
};

WAYLIGHT_TEST(CloudformationCorpusTest)
#include "tst_cloudformation_corpus.moc"
