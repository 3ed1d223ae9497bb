// SPDX-License-Identifier: MIT
#include "tests/support/corpora.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

QString corpusPath(const QString& relative) {
    const QString path = QStringLiteral(WAYLIGHT_SOURCE_DIR) + "/../shared/corpora/" + relative;
    return QFileInfo::exists(path) ? path : QString();
}

void addRealDumps() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("large");
    for (const char* group : {"labs", "snapshots"}) {
        const QString folder = corpusPath(QStringLiteral("reachability/") + group);
        const QStringList names = folder.isEmpty() ? QStringList() : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << folder + '/' + name + "/aws_configs" << (qstrcmp(group, "labs") == 0);
        if (names.isEmpty())
            QTest::newRow(group) << QString() << false;
    }
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}
