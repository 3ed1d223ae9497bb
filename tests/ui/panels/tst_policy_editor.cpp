// SPDX-License-Identifier: MIT
#include "core/policy/validate.h"
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/panels/code_edit.h"
#include "ui/panels/look.h"
#include "ui/panels/policy_editor.h"
#include "ui/panels/policy_effects.h"
#include "ui/panels/policy_highlighter.h"
#include "ui/panels/policy_welcome.h"
#include "ui/shell/templates.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>
#include <QtTest>

#include <cmath>

using namespace waylight;

namespace {

struct Fixture {
    Document document;
    PolicyEditor editor{document};
    QWidget elsewhere;
    CodeEdit* text = nullptr;
    QListWidget* problems = nullptr;
    QListWidget* effects = nullptr;
    QPushButton* apply = nullptr;

    explicit Fixture(const Id& selected, const char* sample = "s3-gateway-endpoint") {
        document.reset(*templateDesign(QStringLiteral(":/samples/%1.waylight").arg(QLatin1String(sample))), {});
        document.select({selected});
        text = editor.findChild<CodeEdit*>(QStringLiteral("policy.text"));
        problems = editor.findChild<QListWidget*>(QStringLiteral("policy.problems"));
        effects = editor.findChild<QListWidget*>(QStringLiteral("policy.effects"));
        apply = editor.findChild<QPushButton*>(QStringLiteral("policy.apply"));
    }
    /// Control policies of the account, a key for the bucket and an access point to it; nothing of it denies.
    void addLayers() {
        Design design = document.design();
        auto account = *design.topology.get<Account>(Id("111122223333"));
        const PolicyText full{R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})"};
        account.serviceControlPolicies = {ControlPolicy{"root", "Mine", full, {}}, ControlPolicy{"root", "FullAWSAccess", {}, {}}};
        account.resourceControlPolicies = {ControlPolicy{"root", "RCPFullAWSAccess", {}, {}}};
        design.topology.set(account);
        KmsKey key;
        key.id = "key-1";
        key.region = "us-east-1";
        key.account = account.id;
        design.topology.set(key);
        AccessPoint point;
        point.id = "ap-1";
        point.region = "us-east-1";
        point.account = account.id;
        point.bucket = "bucket-reports";
        design.topology.set(point);
        auto bucket = *design.topology.get<Bucket>(Id("bucket-reports"));
        bucket.encryption = BucketEncryption::Kms;
        bucket.key = key.id;
        design.topology.set(bucket);
        design.topology.forEach<Role>([&](Role role) {
            role.policies.push_back(NamedPolicy{"all", full, {}});
            design.topology.set(std::move(role));
        });
        document.reset(design, {});
        document.select({});
    }
    void ask() { document.setRequest(document.design().requests.begin()->second); }
    void write(const QString& policy) {
        text->setPlainText(policy);
        editor.check();
    }
    std::string stored() const { return document.design().topology.get<VpcEndpoint>(Id("vpce-s3"))->policy.text; }
    bool hasNoErrors() const {
        return std::none_of(text->marks().begin(), text->marks().end(), [](const CodeEdit::Mark& mark) { return mark.severity == Severity::Error; });
    }
    QString marked(const CodeEdit::Reason& reason) const { return text->toPlainText().mid(reason.begin, reason.end - reason.begin); }
};

const QString allowAll = QStringLiteral(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]})");
const QString denyAll = QStringLiteral(R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]})");

double luminance(const QColor& colour) {
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

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
        QTest::newRow("after characters of two units") << "{\n  \"Version\": \"2012-10-17\", \"Id\": \"😀😀\",\n  \"Statement\": [{\n      \"Effect\": \"Alow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}]\n}" << 4;
    }

    void errorsStandAtTheirLine() {
        QFETCH(QString, text);
        QFETCH(int, line);
        Fixture f("vpce-s3");
        f.write(text);
        QVERIFY(f.problems->count() > 0);
        QVERIFY2(f.problems->item(0)->text().startsWith(QStringLiteral("Line %1").arg(line)), qPrintable(f.problems->item(0)->text()));
        QCOMPARE(f.text->marks().size(), f.problems->count());
        const CodeEdit::Mark mark = f.text->marks().first();
        QCOMPARE(text.left(mark.begin).count(QLatin1Char('\n')) + 1, line);
        if (text.contains(QLatin1String("Alow")))
            QCOMPARE(text.mid(mark.begin, mark.end - mark.begin), QStringLiteral("\"Alow\""));
        QVERIFY(f.text->sentenceAt(mark.begin).contains(mark.sentence));
    }

    void f8GoesFromProblemToProblem() {
        Fixture f("vpce-s3");
        f.write(QStringLiteral("{\"Version\":\"2012-10-17\",\n\"Statement\":[{\"Effect\":\"A\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"},\n{\"Effect\":\"B\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));
        QCOMPARE(f.text->marks().size() >= 2, true);
        f.text->goTo(0);
        const auto line = [&] { return f.text->textCursor().blockNumber() + 1; };
        QTest::keyClick(f.text, Qt::Key_F8);
        const int first = line();
        QTest::keyClick(f.text, Qt::Key_F8);
        QVERIFY(line() > first || f.text->marks().first().begin != f.text->marks().at(1).begin);
        f.text->goTo(0);
        QTest::keyClick(f.text, Qt::Key_F8, Qt::ShiftModifier); // round the beginning
        QCOMPARE(f.text->textCursor().position(), f.text->marks().last().begin);
        QTest::keyClick(f.text, Qt::Key_F8); // round the end
        QCOMPARE(f.text->textCursor().position(), f.text->marks().first().begin);
    }

    void typingIsLookedAtWhenItRests() {
        Fixture f("vpce-s3");
        f.editor.setVisible(true);
        f.text->setPlainText(QStringLiteral("{"));
        QTRY_VERIFY(f.problems->count() > 0);
    }

    void textThatIsNotJsonIsKeptAsADraft() {
        Fixture f("vpce-s3");
        const std::string before = f.stored();
        f.write(QStringLiteral("{ \"Version\": "));
        QVERIFY(!f.apply->isEnabled());
        f.apply->click();
        QTest::keyClick(f.text, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.stored(), before);
        f.document.select({"vpc-lab"});
        QVERIFY(!f.editor.hasPolicy());
        f.document.select({"vpce-s3"});
        QCOMPARE(f.text->toPlainText(), QStringLiteral("{ \"Version\": "));
    }

    void jsonIsCommittedAsWritten() {
        Fixture f("vpce-s3");
        f.write(allowAll);
        f.apply->click();
        QCOMPARE(QString::fromStdString(f.stored()), allowAll);
        QCOMPARE(f.document.undoStack().count(), 1);
        f.document.undoStack().undo();
        QVERIFY(f.text->toPlainText() != allowAll);
    }

    void leavingTheEditorCommits() {
        Fixture f("vpce-s3");
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* other = new QPushButton(&window);
        layout->addWidget(&f.editor);
        layout->addWidget(other);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        f.text->setFocus();
        f.write(allowAll);
        f.problems->setFocus(); // still in the editor
        QVERIFY(QString::fromStdString(f.stored()) != allowAll);
        other->setFocus();
        QCOMPARE(QString::fromStdString(f.stored()), allowAll);
        f.editor.setParent(nullptr);
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

    void eachStatementSaysWhatItDoesWithTheRequest() {
        Fixture f("vpce-s3");
        f.ask();
        f.write(QStringLiteral(R"({"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},
{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"*"},
{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}},
{"Effect":"Deny","Principal":"*","Action":"s3:Get*","Resource":"*"},
{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]})"));
        using enum CodeEdit::Sign;
        QList<CodeEdit::Sign> signs;
        QStringList boxes;
        QList<int> lines;
        for (const CodeEdit::Reason& reason : f.text->reasons()) {
            signs << reason.sign;
            boxes << f.marked(reason);
            lines << f.text->document()->findBlock(reason.position).blockNumber() + 1;
        }
        QCOMPARE(signs, (QList<CodeEdit::Sign>{Matches, CodeEdit::Sign::Passes, CodeEdit::Sign::Passes, Denies, CodeEdit::Sign::Unknown}));
        QVERIFY2(f.text->reasons().at(3).sentence.contains(QLatin1String("Action s3:Get*; Resource *; Principal *")), qPrintable(f.text->reasons().at(3).sentence));
        QCOMPARE(boxes, (QStringList{"", "\"s3:PutObject\"", "\"vpce-1\"", "", "\"aws:PrincipalOrgID\""}));
        QCOMPARE(lines, (QList<int>{2, 3, 4, 5, 6}));
        const CodeEdit::Reason third = f.text->reasons().at(2);
        QVERIFY(f.text->sentenceAt(third.begin + 1).contains(QLatin1String("vpce-s3")));
        QVERIFY(f.editor.findChild<QLabel*>(QStringLiteral("policy.reading"))->text().contains(QLatin1String("Statement 4 denies it")));
    }

    void everyKindOfPolicyIsReadAndTried_data() {
        QTest::addColumn<QString>("resource");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("reading");
        const QString deny = QStringLiteral(R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]})");
        QTest::newRow("SCP") << "111122223333" << "/serviceControlPolicies/0/policyDocument" << deny << "Statement 1 denies it";
        QTest::newRow("RCP") << "111122223333" << "/resourceControlPolicies/0/policyDocument" << QStringLiteral(R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]})") << "Statement 1 denies it";
        QTest::newRow("boundary") << "role-app" << "/permissionsBoundary" << deny << "Statement 1 denies it";
        QTest::newRow("key") << "key-1" << "/policy" << denyAll << "needs kms:Decrypt: Statement 1 denies it";
    }

    void everyKindOfPolicyIsReadAndTried() {
        QFETCH(QString, resource);
        QFETCH(QString, pointer);
        QFETCH(QString, policy);
        QFETCH(QString, reading);
        Fixture f("");
        f.addLayers();
        f.ask();
        QCOMPARE(f.document.trace()->verdict, Verdict::Allowed);
        f.document.select({resource.toStdString()});
        f.editor.show(pointer.toStdString());
        f.write(policy);
        QVERIFY(f.hasNoErrors());
        QCOMPARE(f.text->reasons().size(), 1);
        QCOMPARE(f.text->reasons().first().sign, CodeEdit::Sign::Denies);
        auto* said = f.editor.findChild<QLabel*>(QStringLiteral("policy.reading"));
        QVERIFY2(said->text().contains(reading), qPrintable(said->text()));
        QCOMPARE(f.editor.effects()->shown->verdict, Verdict::Blocked);
        QCOMPARE(f.effects->count(), 1);
        QCOMPARE(f.document.trace()->verdict, Verdict::Allowed);
    }

    void aControlPolicyThatOnlyDeniesIsNotBlamedForNotAllowing() {
        Fixture f("");
        f.addLayers();
        f.ask();
        f.document.select({"111122223333"});
        f.editor.show("/serviceControlPolicies/0/policyDocument");
        f.write(QStringLiteral(R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]})"));
        auto* said = f.editor.findChild<QLabel*>(QStringLiteral("policy.reading"));
        QVERIFY2(said->text().contains(QLatin1String("no statement denies it")), qPrintable(said->text()));
    }

    void withoutARequestThereAreNoReasons() {
        Fixture f("vpce-s3");
        f.write(allowAll);
        QVERIFY(f.text->reasons().isEmpty());
        f.ask();
        QCOMPARE(f.text->reasons().size(), 1);
    }

    void aDraftShowsWhichAnswersChange() {
        Fixture f("vpce-s3");
        f.ask();
        int told = 0;
        connect(&f.editor, &PolicyEditor::draftChanged, &f.editor, [&] { ++told; });
        QVERIFY(!f.editor.effects());
        f.write(denyAll);
        QVERIFY(f.editor.effects());
        QCOMPARE(f.editor.effects()->changes.size(), std::size_t(1));
        QCOMPARE(f.editor.effects()->shown->verdict, Verdict::Blocked);
        QCOMPARE(f.effects->count(), 1);
        QVERIFY(f.effects->item(0)->data(Qt::AccessibleTextRole).toString().contains(changeText(Verdict::Allowed, Verdict::Blocked)));
        QCOMPARE(f.document.trace()->verdict, Verdict::Allowed); // nothing is applied
        QCOMPARE(told, 1);
        f.text->setPlainText(QStringLiteral("{"));
        f.editor.check(); // half-typed: the last answer stays
        QVERIFY(f.editor.effects());
        f.text->setPlainText(denyAll);
        f.editor.check();
        f.apply->click();
        QVERIFY(!f.editor.effects());
        QCOMPARE(f.document.trace()->verdict, Verdict::Blocked);
        QCOMPARE(f.effects->count(), 0);
    }

    void goingBackToTheOldTextEndsTheDraft() {
        Fixture f("vpce-s3");
        f.ask();
        f.write(denyAll);
        QVERIFY(f.editor.effects());
        f.write(QString::fromStdString(f.stored()));
        QVERIFY(!f.editor.effects());
        QVERIFY(!f.apply->isEnabled());
    }

    void anotherElementHasItsOwnDraft() {
        Fixture f("vpce-s3");
        f.ask();
        f.write(denyAll);
        f.document.select({"bucket-reports"});
        QVERIFY(!f.editor.effects());
        f.document.select({"vpce-s3"});
        QCOMPARE(f.text->toPlainText(), denyAll);
        QVERIFY(f.editor.effects());
    }

    void withoutAPolicyTemplatesAreOffered() {
        Fixture f("vpce-s3");
        Design design = f.document.design();
        auto endpoint = *design.topology.get<VpcEndpoint>(Id("vpce-s3"));
        endpoint.policy = {};
        design.topology.set(endpoint);
        f.document.commit(design, QStringLiteral("No policy"));
        f.editor.setVisible(true);
        auto* welcome = f.editor.findChild<PolicyWelcome*>();
        QVERIFY(welcome->isVisible());
        QVERIFY(!welcome->findChild<QLabel*>(QStringLiteral("policy.without"))->text().isEmpty());
        auto* bucket = welcome->findChild<QPushButton*>(QStringLiteral("policy.template.1"));
        QVERIFY(bucket);
        bucket->click();
        QVERIFY(!welcome->isVisible());
        QVERIFY2(f.text->toPlainText().contains(QLatin1String("arn:aws:s3:::reports-111122223333/*")), qPrintable(f.text->toPlainText())); // about this design
        QVERIFY(f.hasNoErrors());
        QVERIFY(f.apply->isEnabled());
        QVERIFY(f.stored().empty());
        f.text->undo();
        QVERIFY(f.text->toPlainText().isEmpty());
    }

    void choosingATemplateIsNoLeaving() {
        Fixture f("bucket-reports");
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(&f.editor);
        layout->addWidget(new QPushButton(&window));
        f.write({});
        f.apply->click();
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* first = f.editor.findChild<QPushButton*>(QStringLiteral("policy.template.0"));
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Space);
        QVERIFY(!f.text->toPlainText().isEmpty());
        QVERIFY(f.document.design().topology.get<Bucket>(Id("bucket-reports"))->policy.text.empty());
        QVERIFY(f.text->hasFocus());
        f.editor.setParent(nullptr);
    }

    void doubtsAreUnderlinedToo() {
        Fixture f("vpce-s3");
        f.write(QStringLiteral(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]})"));
        QVERIFY(policy::validate(f.text->toPlainText().toStdString(), policy::PolicyType::GatewayEndpoint).empty());
        QVERIFY(!f.text->marks().isEmpty()); // behind an endpoint there is no public address
    }

    void everyTemplateIsAValidPolicyOfItsPlace() {
        Fixture f("vpce-s3");
        f.addLayers();
        const Topology& topology = f.document.design().topology;
        int templates = 0;
        topology.forEachResource([&](const ResourcePtr& each) {
            f.document.select({base(*each).id});
            for (std::size_t place = 0; place < policyPlaces(*each).size(); ++place) {
                const PolicyPlace where = policyPlaces(*each)[place];
                for (const PolicyTemplate& which : policyTemplates(*each, where)) {
                    f.editor.show(where.pointer);
                    f.write(filledTemplate(which, {}, {}));
                    for (const CodeEdit::Mark& mark : f.text->marks())
                        QVERIFY2(mark.severity != Severity::Error, qPrintable(mark.sentence));
                    ++templates;
                }
            }
        });
        QVERIFY(templates >= 16);
    }

    void writingStartsWithAnEmptyText() {
        Fixture f("bucket-reports");
        f.write({});
        f.editor.setVisible(true);
        auto* write = f.editor.findChild<QPushButton*>(QStringLiteral("policy.write"));
        QVERIFY(write->isVisible());
        write->click();
        QVERIFY(f.text->isVisible());
    }

    void formatLaysOut() {
        Fixture f("vpce-s3");
        f.write(allowAll);
        f.editor.findChild<QPushButton*>(QStringLiteral("policy.format"))->click();
        QVERIFY(f.text->toPlainText().startsWith(QLatin1String("{\n  \"Version\": \"2012-10-17\",\n")));
        f.text->undo();
        QCOMPARE(f.text->toPlainText(), allowAll);
    }

    void colours_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void colours() {
        QFETCH(bool, dark);
        const Theme theme = dark ? Theme::darkTheme() : Theme::light();
        for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::AlternateBase})
            for (const QColor& colour : SyntaxColours::of(theme).all())
                QVERIFY2(contrast(colour, theme.palette().color(ground)) >= 4.5, qPrintable(colour.name()));
    }

    void partsOfTheLanguageHaveTheirColours() {
        Fixture f("vpce-s3");
        const SyntaxColours colours = SyntaxColours::of(themeOf(QApplication::palette()));
        f.text->setPlainText(QStringLiteral(R"("Effect": "Deny", "StringLike": {"aws:SourceVpce": "s3:Get*", "n": "arn:aws:s3:::b/${aws:username}", "ForAnyValue:StringEquals": true})"));
        QCoreApplication::processEvents();
        const QString text = f.text->toPlainText();
        const auto colourAt = [&](const char* word) {
            const auto at = text.indexOf(QLatin1String(word));
            for (const QTextLayout::FormatRange& range : f.text->document()->firstBlock().layout()->formats())
                if (at >= range.start && at < range.start + range.length)
                    return range.format.foreground().color();
            return QColor();
        };
        QCOMPARE(colourAt("Effect"), colours.element);
        QCOMPARE(colourAt("Deny"), colours.deny);
        QCOMPARE(colourAt("StringLike"), colours.op);
        QCOMPARE(colourAt("aws:SourceVpce"), colours.key);
        QCOMPARE(colourAt("s3:Get"), colours.action);
        QCOMPARE(colourAt("*"), colours.variable);
        QCOMPARE(colourAt("arn:"), colours.resource);
        QCOMPARE(colourAt("aws:username"), colours.variable);
        QCOMPARE(colourAt("ForAnyValue"), colours.op);
        QCOMPARE(colourAt("true"), colours.number);
    }

    void everythingHasANameAndFitsANarrowPanel() {
        Fixture f("vpce-s3");
        f.ask();
        f.write(denyAll);
        f.editor.resize(350, 700);
        f.editor.setVisible(true);
        QVERIFY2(f.editor.minimumSizeHint().width() <= 350, qPrintable(QString::number(f.editor.minimumSizeHint().width())));
        for (const QWidget* each : f.editor.findChildren<QWidget*>()) {
            if (!each->isVisible() || each->focusPolicy() == Qt::NoFocus || !each->objectName().startsWith(QLatin1String("policy.")))
                continue;
            QVERIFY2(!each->accessibleName().isEmpty(), qPrintable(each->objectName()));
        }
    }
};

WAYLIGHT_TEST(PolicyEditorTest)
#include "tst_policy_editor.moc"
