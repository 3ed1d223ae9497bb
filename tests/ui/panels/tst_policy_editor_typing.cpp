// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/panels/code_edit.h"
#include "ui/panels/code_typing.h"
#include "ui/panels/policy_completer.h"
#include "ui/panels/policy_editor.h"
#include "ui/shell/templates.h"

#include <QListWidget>
#include <QtTest>

using namespace waylight;

namespace {

/// The editor in a window, with the cursor at the `|` of a text.
struct Fixture {
    Document document;
    PolicyEditor editor{document};
    CodeEdit* text = nullptr;
    PolicyCompleter* completer = nullptr;
    QListWidget* proposals = nullptr;

    explicit Fixture(QString marked = QStringLiteral("|")) {
        document.reset(*templateDesign(QStringLiteral(":/samples/s3-gateway-endpoint.waylight")), {});
        document.select({"vpce-s3"});
        text = editor.findChild<CodeEdit*>(QStringLiteral("policy.text"));
        completer = text->findChild<PolicyCompleter*>();
        proposals = completer->findChild<QListWidget*>(QStringLiteral("policy.proposals"));
        editor.setVisible(true);
        editor.activateWindow();
        if (!QTest::qWaitForWindowActive(&editor))
            qFatal("no active window");
        text->setFocus();
        const int cursor = static_cast<int>(marked.indexOf(u'|'));
        text->setPlainText(marked.remove(cursor, 1));
        QTextCursor at = text->textCursor();
        at.setPosition(cursor);
        text->setTextCursor(at);
    }
    QString marked() const {
        QString all = text->toPlainText();
        return all.insert(text->textCursor().position(), u'|');
    }
    void type(const char* keys) { QTest::keyClicks(text, QString::fromUtf8(keys)); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(text, key, modifiers); }
    QString chosen() const { return completer->isVisible() ? proposals->currentItem()->text() : QString(); }
};

} // namespace

/// Keys in the policy editor: what they write, and the list of proposals.
class PolicyEditorTypingTest : public QObject {
    Q_OBJECT

private slots:
    void habits_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("keys"); // \n Return, \b Backspace, \t Tab, \x19 Shift+Tab
        QTest::addColumn<QString>("after");
        QTest::newRow("quotes come in pairs") << "{|}" << "\"" << "{\"|\"}";
        QTest::newRow("the closing quote is stepped over") << "[|]" << "\"a\"" << "[\"a\"|]";
        QTest::newRow("brackets come in pairs") << "|" << "{[" << "{[|]}";
        QTest::newRow("not before a word") << "|word" << "{" << "{|word";
        QTest::newRow("not inside of texts") << "[\"a|\"]" << "{" << "[\"a{|\"]";
        QTest::newRow("an empty pair goes together") << "[\"|\"]" << "\b" << "[|]";
        QTest::newRow("a line keeps its indentation") << "  [1,|" << "\n" << "  [1,\n  |";
        QTest::newRow("a bracket indents") << "  {|" << "\n" << "  {\n    |";
        QTest::newRow("between brackets there is a line for each") << "{|}" << "\n" << "{\n  |\n}";
        QTest::newRow("tab indents") << "|[]" << "\t" << "  |[]";
        QTest::newRow("shift tab takes back") << "    |[]" << "\x19" << "  |[]";
    }

    void habits() {
        QFETCH(QString, before);
        QFETCH(QString, keys);
        QFETCH(QString, after);
        Fixture f(before);
        for (const QChar key : keys) {
            if (f.completer->isVisible())
                f.press(Qt::Key_Escape);
            if (key == u'\n')
                f.press(Qt::Key_Return);
            else if (key == u'\b')
                f.press(Qt::Key_Backspace);
            else if (key == u'\t')
                f.press(Qt::Key_Tab);
            else if (key == u'\x19')
                f.press(Qt::Key_Backtab, Qt::ShiftModifier);
            else
                QTest::keyClicks(f.text, QString(key));
        }
        QCOMPARE(f.marked(), after);
    }

    void whatIsSelectedIsSurroundedOnlyInALine_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("after");
        QTest::newRow("a word") << "word" << "\"" << "\"word\"";
        QTest::newRow("a number") << "12" << "[" << "[12]";
        QTest::newRow("lines, brace") << "{\n  \"a\": 1\n}" << "{" << "{}";
        QTest::newRow("lines, bracket") << "[\n1\n]" << "[" << "[]";
        QTest::newRow("lines, quote") << "one\ntwo" << "\"" << "\"\"";
        QTest::newRow("lines, letter") << "one\ntwo" << "x" << "x";
    }

    void whatIsSelectedIsSurroundedOnlyInALine() {
        QFETCH(QString, before);
        QFETCH(QString, key);
        QFETCH(QString, after);
        Fixture f(before + u'|');
        f.text->selectAll();
        QTest::keyClicks(f.text, key);
        QCOMPARE(f.text->toPlainText(), after);
        f.text->undo();
        QCOMPARE(f.text->toPlainText(), before);
    }

    void typingCanBeUndoneAndDoneAgain() {
        Fixture f(QStringLiteral("[|]"));
        f.type("1");
        f.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.text->toPlainText(), QStringLiteral("[]"));
        f.press(Qt::Key_Y, Qt::ControlModifier);
        if (f.text->toPlainText() != QLatin1String("[1]"))
            f.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.text->toPlainText(), QStringLiteral("[1]"));
    }

    void theKeyboardCanLeave() {
        Fixture f(QStringLiteral("{}|"));
        f.press(Qt::Key_Escape);
        f.press(Qt::Key_Tab);
        QCOMPARE(f.text->toPlainText(), QStringLiteral("{}"));
        QVERIFY(!f.text->hasFocus());
    }

    void bracketsHaveTheirPartners_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("other");
        QTest::newRow("outer") << "{[1]}" << 0 << 4;
        QTest::newRow("inner, from behind") << "{[1]}" << 4 << 0;
        QTest::newRow("none") << "{[1}" << 1 << -1;
        QTest::newRow("braces in texts do not count") << "{\"}\"}" << 0 << 4;
        QTest::newRow("quotes end with their line") << "{\"\n}" << 0 << 3;
    }

    void bracketsHaveTheirPartners() {
        QFETCH(QString, text);
        QFETCH(int, position);
        QFETCH(int, other);
        const auto pair = typing::bracketsAt(text, position);
        QVERIFY(pair);
        QCOMPARE(pair->other, other);
    }

    void aBracketInATextHasNone() { QVERIFY(!typing::bracketsAt(QStringLiteral("[\"{\"]"), 2)); }

    void theListOpensWhileTyping() {
        Fixture f(QStringLiteral("{\"Statement\":[{\"Action\":|}]}"));
        QVERIFY(!f.completer->isVisible());
        f.type("\"s3:getob");
        QCOMPARE(f.chosen(), QStringLiteral("s3:GetObject"));
        f.press(Qt::Key_Down);
        const QString second = f.chosen();
        QVERIFY(second != QLatin1String("s3:GetObject"));
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Return);
        QCOMPARE(f.marked(), QStringLiteral("{\"Statement\":[{\"Action\":\"s3:GetObject\"|}]}"));
        QVERIFY(!f.completer->isVisible());
        f.press(Qt::Key_Z, Qt::ControlModifier); // accepting is one step
        QCOMPARE(f.text->toPlainText(), QStringLiteral("{\"Statement\":[{\"Action\":\"s3:getob\"}]}"));
    }

    void tabAcceptsAndEscapeCloses() {
        Fixture f(QStringLiteral("{\"Statement\":[{\"Effect\":\"|\"}]}"));
        f.press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(f.chosen(), QStringLiteral("Allow"));
        f.press(Qt::Key_Escape);
        QVERIFY(!f.completer->isVisible());
        QCOMPARE(f.marked(), QStringLiteral("{\"Statement\":[{\"Effect\":\"|\"}]}"));
        f.press(Qt::Key_Space, Qt::ControlModifier);
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Tab);
        QCOMPARE(f.marked(), QStringLiteral("{\"Statement\":[{\"Effect\":\"Deny\"|}]}"));
    }

    void askedForAllThatCouldStandThereIsShown() {
        Fixture f(QStringLiteral("{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-gone|\"}}}]}"));
        f.press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(f.chosen(), QStringLiteral("vpce-s3"));
        f.press(Qt::Key_Return);
        QCOMPARE(f.marked(), QStringLiteral("{\"Statement\":[{\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-s3\"|}}}]}"));
    }

    void typingOnIsNeverStopped() {
        Fixture f(QStringLiteral("{\"Statement\":[{\"Sid\":|}]}"));
        f.type("\"Read, write and list\", \"Id\": \"x\"");
        QCOMPARE(f.text->toPlainText(), QStringLiteral("{\"Statement\":[{\"Sid\":\"Read, write and list\", \"Id\": \"x\"}]}"));
        f.type(" ");
        QVERIFY(!f.completer->isVisible());
    }

    void theListGoesWithTheCursor() {
        Fixture f(QStringLiteral("{\"Statement\":[{\"Effect\":\"|\"}]}"));
        f.press(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(f.completer->isVisible());
        f.press(Qt::Key_Home);
        QVERIFY(!f.completer->isVisible());
    }

    void aClickAccepts() {
        Fixture f(QStringLiteral("{\"Statement\":[{\"Effect\":\"|\"}]}"));
        f.press(Qt::Key_Space, Qt::ControlModifier);
        QTest::mouseClick(f.proposals->viewport(), Qt::LeftButton, {}, f.proposals->visualItemRect(f.proposals->item(1)).center());
        QCOMPARE(f.marked(), QStringLiteral("{\"Statement\":[{\"Effect\":\"Deny\"|}]}"));
        QVERIFY(f.text->hasFocus());
    }

    /// Names of the design are offered, and one acceptance opens the next list.
    void aConditionIsWrittenWithFourKeys() {
        Fixture f(QStringLiteral("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",|}]}"));
        f.type("\"cond");
        QCOMPARE(f.chosen(), QStringLiteral("Condition"));
        f.press(Qt::Key_Return);
        QCOMPARE(f.chosen(), QStringLiteral("StringEquals"));
        f.press(Qt::Key_Return);
        f.type("sourcevpce");
        QCOMPARE(f.chosen(), QStringLiteral("aws:SourceVpce"));
        f.press(Qt::Key_Return);
        QCOMPARE(f.chosen(), QStringLiteral("vpce-s3"));
        f.press(Qt::Key_Return);
        f.editor.check();
        for (const CodeEdit::Mark& mark : f.text->marks())
            QVERIFY2(mark.severity != Severity::Error, qPrintable(mark.sentence));
        QVERIFY(f.text->toPlainText().contains(QLatin1String("\"aws:SourceVpce\": \"vpce-s3\"")));
    }

    void bytesAndCharacters() {
        const QString text = QStringLiteral("aä€😀b");
        const std::string utf8 = text.toStdString();
        for (int i = 0; i <= text.size(); ++i)
            if (i != 4) // between the two units of a character
                QCOMPARE(characterAt(utf8, byteAt(text, i)), i);
    }
};

WAYLIGHT_TEST(PolicyEditorTypingTest)
#include "tst_policy_editor_typing.moc"
