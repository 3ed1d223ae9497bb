// SPDX-License-Identifier: MIT
#include "tests/support/corpora.h"

#include <QFile>
#include <QFileInfo>

QString corpusPath(const QString& relative) {
    const QString path = QStringLiteral(WAYLIGHT_SOURCE_DIR) + "/../shared/corpora/" + relative;
    return QFileInfo::exists(path) ? path : QString();
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}
