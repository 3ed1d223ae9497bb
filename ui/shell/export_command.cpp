// SPDX-License-Identifier: MIT
#include "ui/shell/export_command.h"

#include "ui/document/document.h"
#include "ui/export/export.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace waylight {
namespace {

constexpr int exitDone = 0;
constexpr int exitUnusable = 2;

QString tr(const char* text) {
    return QCoreApplication::translate("export", text);
}

void say(const QString& sentence) {
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
}

/// The saved request at a place from 1, or with that id or name; none when there is none.
std::optional<Request> savedRequest(const Design& design, const QString& wanted) {
    int place = 0;
    for (const auto& [id, request] : design.requests)
        if (QString::number(++place) == wanted || QString::fromStdString(id) == wanted ||
            QString::fromStdString(request.name) == wanted)
            return request;
    return std::nullopt;
}

} // namespace

std::optional<ExportOptions> exportOptions(const QStringList& arguments, QString& problem) {
    QCommandLineParser parser;
    const QCommandLineOption request(QStringLiteral("request"), {}, QStringLiteral("N"));
    const QCommandLineOption theme(QStringLiteral("theme"), {}, QStringLiteral("light|dark"), QStringLiteral("light"));
    const QCommandLineOption withoutDesign(QStringLiteral("without-design"));
    parser.addOptions({request, theme, withoutDesign});
    if (!parser.parse(QStringList{QStringLiteral("export")} + arguments)) {
        problem = parser.errorText();
        return std::nullopt;
    }
    const QStringList files = parser.positionalArguments();
    const QString colours = parser.value(theme);
    if (files.size() != 2)
        problem = tr("Usage: waylight export FILE OUT.{png,svg,pdf,drawio} [--request N] [--theme light|dark] "
                     "[--without-design]");
    else if (colours != QLatin1String("light") && colours != QLatin1String("dark"))
        problem = tr("`%1` is not a theme. Write --theme light or --theme dark.").arg(colours);
    else if (!pictureFormat(files.at(1)))
        problem =
            tr("`%1` does not say what to write. End its name with .png, .svg, .pdf or .drawio.").arg(files.at(1));
    else
        return ExportOptions{files.at(0), files.at(1), parser.value(request), colours == QLatin1String("dark"),
                             !parser.isSet(withoutDesign)};
    return std::nullopt;
}

int runExport(const ExportOptions& options) {
    Document document;
    const Diagnostics diagnostics = document.open(options.file);
    for (const Diagnostic& each : diagnostics)
        say(QString::fromStdString(toEnglish(each)));
    if (hasErrors(diagnostics))
        return exitUnusable;
    if (!options.request.isEmpty()) {
        const auto request = savedRequest(document.design(), options.request);
        if (!request) {
            say(tr("`%1` holds no saved request `%2`; it has %3.")
                    .arg(options.file, options.request)
                    .arg(document.design().requests.size()));
            return exitUnusable;
        }
        document.setRequest(request);
    }
    constexpr double pixelsPerUnit = 2;
    const Result<QString> written = exportPicture(
        document.design(), document.picture(), document.trace(), options.dark ? Theme::darkTheme() : Theme::light(),
        options.out, pixelsPerUnit, options.withDesign ? DesignInside::Yes : DesignInside::No);
    if (written)
        return exitDone;
    say(QString::fromStdString(toEnglish(written.error())));
    return exitUnusable;
}

} // namespace waylight
