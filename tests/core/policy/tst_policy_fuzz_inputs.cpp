// SPDX-License-Identifier: MIT
#include "tests/support/corpora.h"
#include "tests/support/fuzz_policy.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QtTest>

/// The inputs that the fuzz targets (tests/fuzz) keep, run again.
class PolicyFuzzInputsTest : public QObject {
    Q_OBJECT

private slots:
    void parse() { run("parse", waylight::policy::fuzzParse); }
    void evaluate() { run("evaluate", waylight::policy::fuzzEvaluate); }

private:
    static void run(const QString& folder, const char* (*target)(std::string_view)) {
        const QDir inputs(QStringLiteral(WAYLIGHT_SOURCE_DIR "/tests/fuzz/corpus/") + folder);
        int count = 0;
        for (const QFileInfo& file : inputs.entryInfoList(QDir::Files)) {
            const QByteArray text = readFile(file.filePath());
            const char* const wrong = target({text.constData(), static_cast<std::size_t>(text.size())});
            QVERIFY2(!wrong, qPrintable(file.fileName() + ": " + QString(wrong)));
            ++count;
        }
        qInfo("%d inputs", count);
        QVERIFY(count >= 20);
    }
};

WAYLIGHT_TEST(PolicyFuzzInputsTest)
#include "tst_policy_fuzz_inputs.moc"
