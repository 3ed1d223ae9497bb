// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

#include <optional>

namespace waylight {

/// `waylight export FILE OUT.{png,svg,pdf,drawio} [--request N] [--theme light|dark] [--without-design]`.
struct ExportOptions {
    QString file;
    QString out;
    QString request; ///< place in the list of saved requests from 1, id, or name; empty: no trace is drawn
    bool dark = false;
    bool withDesign = true; ///< inside the picture, so that it opens again
};

/// The options from what follows `export`; what is wrong with it goes to `problem`.
std::optional<ExportOptions> exportOptions(const QStringList& arguments, QString& problem);

/// Writes the picture; what there is to say goes to standard error. Returns 0, or 2 when there is no picture.
int runExport(const ExportOptions& options);

} // namespace waylight
