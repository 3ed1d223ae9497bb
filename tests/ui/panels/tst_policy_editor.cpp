// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/panels/code_edit.h"
#include "ui/panels/policy_editor.h"
#include "ui/shell/templates.h"

#include <QListWidget>
#include <QPushButton>
#include <QtTest>

using namespace waylight;

namespace {

struct Fixture {
    Document document;
    PolicyEditor editor{document};
    CodeEdit* text = nullptr;
    QListWidget* problems = nullptr;
    QPushButton* apply = nullptr;

    explicit Fixture(const Id& selected) {
        document.reset(*templateDesign(QStringLiteral(":/samples/s3-gateway-endpoint.waylight")), {});
        document.select({selected});
        text = editor.findChild<CodeEdit*>(QStringLiteral("policy.text"));
        problems = editor.findChild<QListWidget*>(QStringLiteral("policy.problems"));
        apply = editor.findChild<QPushButton*>(QStringLiteral("policy.apply"));
    }
    std::string stored() const { return document.design().topology.get<VpcEndpoint>(Id("vpce-s3"))->policy.text; }
};

} // namespace

class PolicyEditorTest : public QObject {
    Q_OBJECT

private slots:
    void errorsStandAtTheirLine_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("syntax") << "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [}\n" << 3;
        QTest::newRow("effect") << "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Alow\",\n      \"Principal\": \"*\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}" << 5;
        QTest::newRow("after umlauts") << "{\n  \"Version\": \"2012-10-17\", \"Id\": \"äöüß€\",\n  \"Statement\": [{\n      \"Effect\": \"Alow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}]\n}" << 4;
    }

    void errorsStandAtTheirLine() {
        QFETCH(QString, text);
        QFETCH(int, line);
        Fixture f("vpce-s3");
        f.text->setPlainText(text);
        QVERIFY(f.problems->count() > 0);
        QVERIFY2(f.problems->item(0)->text().startsWith(QStringLiteral("Line %1:").arg(line)), qPrintable(f.problems->item(0)->text()));
        QCOMPARE(f.text->marks().size(), f.problems->count());
        QCOMPARE(text.left(f.text->marks().first().begin).count(QLatin1Char('\n')) + 1, line);
    }

    void textThatIsNotJsonIsKeptAsADraft() {
        Fixture f("vpce-s3");
        const std::string before = f.stored();
        f.text->setPlainText(QStringLiteral("{ \"Version\": "));
        QVERIFY(!f.apply->isEnabled());
        emit f.text->focusLeft();
        QCOMPARE(f.stored(), before);
        f.document.select({"vpc-lab"});
        QVERIFY(!f.editor.hasPolicy());
        f.document.select({"vpce-s3"});
        QCOMPARE(f.text->toPlainText(), QStringLiteral("{ \"Version\": "));
    }

    void jsonIsCommittedAsWritten() {
        Fixture f("vpce-s3");
        const QString text = QStringLiteral("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
        f.text->setPlainText(text);
        f.apply->click();
        QCOMPARE(QString::fromStdString(f.stored()), text);
        QCOMPARE(f.document.undoStack().count(), 1);
        f.document.undoStack().undo();
        QVERIFY(f.text->toPlainText() != text);
    }

    void aPolicyOfARoleIsChosenByItsPointer() {
        Fixture f("");
        Id role;
        f.document.design().topology.forEach<Role>([&](const Role& each) { role = each.id; });
        QVERIFY(!role.empty());
        f.document.select({role});
        f.editor.show("/policies/0/policyDocument/Statement/0");
        QCOMPARE(f.text->toPlainText().toStdString(), f.document.design().topology.get<Role>(role)->policies.front().document.text);
        QVERIFY(f.text->textCursor().position() > 0);
    }
};

WAYLIGHT_TEST(PolicyEditorTest)
#include "tst_policy_editor.moc"
