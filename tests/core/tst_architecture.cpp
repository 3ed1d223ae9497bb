// SPDX-License-Identifier: MIT
#include "core/model/codec.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

using namespace waylight;

/// What the map of the code promises: rooms include only what stands below them, core knows no Qt, and a resource type is
/// described once and completely.
class ArchitectureTest : public QObject {
    Q_OBJECT

private:
    /// Rooms from below; rooms of one line stand side by side and do not know each other.
    static QHash<QString, int> ranks() {
        const QList<QStringList> lines = {{"core/base"}, {"core/model"}, {"core/drawing", "core/policy", "core/network"}, {"core/edit"}, {"core/trace"}, {"core/analysis"}, {"core/lesson"}, {"core/formats"},
                                          {"ui/document"}, {"ui/render"}, {"ui/player", "ui/export"}, {"ui/canvas"}, {"ui/panels"}, {"ui/import"}, {"ui/shell"}};
        QHash<QString, int> out;
        for (int line = 0; line < lines.size(); ++line)
            for (const QString& room : lines[line])
                out[room] = line;
        return out;
    }

    static QString roomOf(const QString& path) { return path.section(u'/', 0, 1); }

    /// Calls `visit(path, include)` for each `#include` of the project's sources below a folder.
    template <class Visit>
    static void forEachInclude(const QString& folder, Visit visit) {
        const QString root = QStringLiteral(WAYLIGHT_SOURCE_DIR) + '/';
        QDirIterator files(root + folder, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        static const QRegularExpression include(QStringLiteral("^#include [<\"]([^>\"]+)[>\"]"), QRegularExpression::MultilineOption);
        while (files.hasNext()) {
            const QString path = files.next();
            auto matches = include.globalMatch(QString::fromUtf8(readFile(path)));
            while (matches.hasNext())
                visit(path.mid(root.size()), matches.next().captured(1));
        }
    }

private slots:
    void coreKnowsNoQt() {
        int seen = 0;
        forEachInclude(QStringLiteral("core"), [&](const QString& path, const QString& include) {
            ++seen;
            static const QRegularExpression qt(QStringLiteral("^(Q[A-Z]|Qt|ui/|app/)"));
            QVERIFY2(!qt.match(include).hasMatch(), qPrintable(path + " includes " + include));
        });
        QVERIFY(seen > 100);
    }

    void roomsIncludeOnlyWhatIsBelow() {
        const auto rank = ranks();
        for (const char* column : {"core", "ui"})
            forEachInclude(QString::fromLatin1(column), [&](const QString& path, const QString& include) {
                const QString from = roomOf(path);
                const QString to = roomOf(include);
                if (!rank.contains(to) || from == to)
                    return;
                QVERIFY2(rank.contains(from), qPrintable(path));
                QVERIFY2(rank[to] < rank[from], qPrintable(path + " includes " + include));
            });
    }

    void theCommandLineKnowsNoWindow() {
        forEachInclude(QStringLiteral("app/cli"), [&](const QString& path, const QString& include) { QVERIFY2(!include.startsWith("ui/"), qPrintable(path + " includes " + include)); });
    }

    void everyTypeIsDescribed() {
        for (Kind kind = 0; kind < kindCount; ++kind) {
            const TypeInfo& type = typeInfo(kind);
            const QByteArray name = QByteArray::fromRawData(type.name.data(), static_cast<qsizetype>(type.name.size()));
            QVERIFY2(!type.label.empty() && !type.plural.empty() && !type.help.empty(), name);
            QCOMPARE(kindNamed(type.name), std::optional(kind));
            for (const FieldInfo& field : fieldInfos(kind)) {
                QVERIFY2(!field.options.label.empty() && !field.options.help.empty(), (name + '.' + field.name.c_str()).constData());
                QVERIFY2(field.type != FieldType::Record || !field.record.empty(), name);
            }
        }
    }

    void everyDrawnTypeHasAnIcon() {
        for (const TypeInfo& type : typeInfos)
            if (type.drawn != Drawn::Hidden)
                QVERIFY2(QFile::exists(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/icons/%1.svg").arg(QString::fromUtf8(type.name.data(), static_cast<qsizetype>(type.name.size())))), type.name.data());
    }

    /// A type needs nothing but its file and its place in the variant to be read, written and in the schema.
    void everyTypeTravels() {
        for (Kind kind = 0; kind < kindCount; ++kind) {
            Resource resource = newResource(kind, "some-id");
            base(resource).name = "a name";
            base(resource).tags = {{"team", "blue"}};
            ReadLog log("test");
            const Resource again = resourceFromJson(kind, toJson(resource), "", log);
            QCOMPARE(base(again).id, std::string("some-id"));
            QVERIFY(toJson(again) == toJson(resource));
            QVERIFY(fileSchema()["properties"]["resources"]["properties"].contains(std::string(typeInfo(kind).plural)));
        }
    }
};

WAYLIGHT_TEST(ArchitectureTest)
#include "tst_architecture.moc"
