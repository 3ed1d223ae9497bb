// SPDX-License-Identifier: MIT
#include "ui/render/icons.h"
#include "ui/shell/export_command.h"
#include "ui/shell/main_window.h"
#include "ui/shell/outlined_style.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

#include <cstdio>

namespace {

using namespace waylight;

constexpr int exitUnusable = 2;

/// Exporting works where there is no display; the window needs one, and says so itself.
void useOffscreenWithoutDisplay() {
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!display && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

int fail(const QString& problem) {
    std::fprintf(stderr, "%s\n", qPrintable(problem));
    return exitUnusable;
}

std::optional<QSize> parsedSize(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('x'));
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    return size.isEmpty() ? std::nullopt : std::optional(size);
}

int exportPicture(const QStringList& arguments) {
    QString problem;
    const auto options = exportOptions(arguments, problem);
    return options ? runExport(*options) : fail(problem);
}

int openWindow(const QCommandLineParser& parser) {
    WindowOptions options;
    options.restore = !parser.isSet(QStringLiteral("no-restore"));
    options.animated = !parser.isSet(QStringLiteral("no-animation"));
    if (parser.isSet(QStringLiteral("theme"))) {
        options.theme = themeChoice(parser.value(QStringLiteral("theme")));
        if (!options.theme)
            return fail(QStringLiteral("`%1` is not a theme. Write --theme light, dark or system.")
                            .arg(parser.value(QStringLiteral("theme"))));
    }
    Settings settings(parser.value(QStringLiteral("settings-dir")));
    MainWindow window(settings, options);
    if (!options.restore || settings.geometry().isEmpty())
        window.resize(1400, 900);
    if (parser.isSet(QStringLiteral("geometry"))) {
        const auto size = parsedSize(parser.value(QStringLiteral("geometry")));
        if (!size)
            return fail(QStringLiteral("`%1` is not a size. Write it as 1600x1000.")
                            .arg(parser.value(QStringLiteral("geometry"))));
        window.move(0, 0);
        window.resize(*size);
    }
    window.show();
    const QStringList files = parser.positionalArguments();
    // When the window has its size, so that the design is fitted to it.
    if (!files.isEmpty())
        QTimer::singleShot(0, &window, [&window, &files] { window.openPath(files.first()); });
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    const bool exporting = argc > 1 && qstrcmp(argv[1], "export") == 0;
    if (exporting)
        useOffscreenWithoutDisplay();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("waylight"));
    QApplication::setApplicationDisplayName(QStringLiteral("Waylight"));
    QApplication::setStyle(new OutlinedStyle);
    initResources();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/waylight.svg")));
    if (exporting)
        return exportPicture(QApplication::arguments().mid(2));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Designer and simulator for AWS VPC topologies. `waylight export "
                                                    "FILE OUT.png` writes a picture without a display."));
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("A design, or a file or folder of AWS describe output."),
                                 QStringLiteral("[FILE]"));
    parser.addOptions(
        {{QStringLiteral("settings-dir"), QStringLiteral("Keep settings in this folder."), QStringLiteral("D")},
         {QStringLiteral("no-restore"), QStringLiteral("Do not restore the last session's layout.")},
         {QStringLiteral("geometry"), QStringLiteral("Size of the window."), QStringLiteral("WxH")},
         {QStringLiteral("no-animation"), QStringLiteral("Jump from check to check instead of moving.")},
         {QStringLiteral("theme"), QStringLiteral("Colours of this session."), QStringLiteral("light|dark|system")}});
    if (!parser.parse(QApplication::arguments()))
        return fail(parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp();
    return openWindow(parser);
}
