// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/formats/open.h"
#include "core/trace/engine.h"
#include "tests/support/corpora.h"
#include "tests/support/fuzz_open.h"
#include "tests/support/registry.h"

#include <QDirIterator>
#include <QtTest>

#include <map>

using namespace waylight;

/// Real files of each format, opened as a user would.
class FormatCorpusTest : public QObject {
    Q_OBJECT

    static QStringList entries(const QString& folder) {
        const QString path = corpusPath("formats/" + folder);
        QStringList out;
        if (!path.isEmpty())
            for (const QString& name : QDir(path).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
                out << path + '/' + name;
        return out;
    }

    struct Counts {
        int files = 0, notOpened = 0, resources = 0, unknown = 0, notModelled = 0, gateways = 0;
    };

    static void count(const Loaded& loaded, Counts& counts) {
        counts.resources += int(loaded.design.topology.size());
        loaded.design.topology.forEachResource([&](const ResourcePtr& each) { counts.unknown += int(base(*each).unknown.size()); });
        loaded.design.topology.forEach<VpcEndpoint>([&](const VpcEndpoint& each) { counts.gateways += each.type == EndpointType::Gateway; });
        const auto& extra = loaded.design.extra.object();
        if (extra.contains("unmodelled") && extra["unmodelled"].is_object())
            for (const auto& list : extra["unmodelled"].items())
                counts.notModelled += int(list.value().size());
    }

private slots:
    void everyFileOpens_data() {
        QTest::addColumn<QString>("folder");
        for (const char* folder : {"cfn-yaml", "cfn-json", "cdk", "tfplan", "tfstate", "tfjson", "describe"})
            QTest::newRow(folder) << QString::fromLatin1(folder);
    }
    void everyFileOpens() {
        QFETCH(QString, folder);
        const QStringList all = entries(folder);
        if (all.isEmpty())
            QSKIP("The corpora are not on this machine.");
        Counts counts;
        for (const QString& path : all) {
            ++counts.files;
            const auto loaded = openAny(path.toStdString());
            if (loaded)
                count(*loaded, counts);
            else
                qInfo("not opened: %s: %s", qPrintable(QFileInfo(path).fileName()), toEnglish(loaded.error()).c_str());
            counts.notOpened += !loaded;
            if (QFileInfo(path).isFile()) {
                const QByteArray bytes = readFile(path);
                const char* wrong = fuzzOpen({bytes.constData(), std::size_t(bytes.size())});
                QVERIFY2(!wrong, qPrintable(path + ": " + QString::fromUtf8(wrong)));
            }
        }
        qInfo("%s: %d files, %d not opened, %d resources, %d fields not known, %d not modelled, %d gateway endpoints", qPrintable(folder), counts.files, counts.notOpened, counts.resources, counts.unknown, counts.notModelled, counts.gateways);
        QVERIFY(counts.resources > 0);
    }
};

WAYLIGHT_TEST(FormatCorpusTest)
#include "tst_format_corpus.moc"
