// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// Path of a file or folder of the shared corpora (`../shared/corpora` beside the checkout), or an empty string where the
/// corpora are not on this machine: then a test says so with QSKIP.
QString corpusPath(const QString& relative);

/// A row for each network that was collected from AWS, with `path` and `large`; one with an empty path where there are none.
void addRealDumps();

/// The whole of a file as bytes; fails loudly when it cannot be read.
QByteArray readFile(const QString& path);
