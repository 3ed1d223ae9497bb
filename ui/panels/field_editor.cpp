// SPDX-License-Identifier: MIT
#include "ui/panels/field_editor.h"

#include "ui/panels/look.h"
#include "ui/panels/record_table.h"
#include "ui/panels/reference_combo.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace waylight {
namespace {

template <class W>
W* filling(FieldEditor* editor, W* widget) {
    auto* layout = new QVBoxLayout(editor);
    layout->setContentsMargins({});
    layout->addWidget(widget);
    editor->setFocusProxy(widget);
    return widget;
}

void mark(QWidget* widget, bool wrong) {
    QPalette palette;
    if (wrong)
        palette.setColor(QPalette::Text, themeOf(widget->palette()).deny);
    widget->setPalette(palette);
}

class TextEditor : public FieldEditor {
public:
    TextEditor(FieldInfo field, QWidget* parent)
        : FieldEditor(parent), m_field(std::move(field)), m_edit(filling(this, new QLineEdit(this))) {
        if (m_field.optional)
            m_edit->setPlaceholderText(tr("None"));
        connect(m_edit, &QLineEdit::textEdited, this, &FieldEditor::typed);
        connect(m_edit, &QLineEdit::editingFinished, this, &FieldEditor::finished);
    }
    void show(const Topology&, const Json& value) override {
        if (const QString text = textOfValue(value); text != m_edit->text())
            m_edit->setText(text);
    }
    Json value() const override { return valueOfText(m_field, m_edit->text()); }
    void setMarked(bool wrong, const QString&, const std::string&) override { mark(m_edit, wrong); }

private:
    FieldInfo m_field;
    QLineEdit* m_edit;
};

class FlagEditor : public FieldEditor {
public:
    explicit FlagEditor(QWidget* parent) : FieldEditor(parent), m_box(filling(this, new QCheckBox(this))) {
        connect(m_box, &QCheckBox::toggled, this, [this](bool on) { m_box->setText(on ? tr("On") : tr("Off")); });
        connect(m_box, &QCheckBox::clicked, this, &FieldEditor::finished);
    }
    void show(const Topology&, const Json& value) override {
        m_box->setChecked(value.is_boolean() && value.get<bool>());
        m_box->setText(m_box->isChecked() ? tr("On") : tr("Off"));
    }
    Json value() const override { return m_box->isChecked(); }

private:
    QCheckBox* m_box;
};

class ChoiceEditor : public FieldEditor {
public:
    ChoiceEditor(const FieldInfo& field, QWidget* parent)
        : FieldEditor(parent), m_combo(filling(this, new QComboBox(this))) {
        if (field.optional)
            m_combo->addItem(tr("None"), QString());
        for (const std::string& choice : field.choices)
            m_combo->addItem(qString(choice), qString(choice));
        m_combo->setFocusPolicy(Qt::StrongFocus);
        connect(m_combo, &QComboBox::activated, this, &FieldEditor::finished);
    }
    void show(const Topology&, const Json& value) override {
        m_combo->setCurrentIndex(m_combo->findData(textOfValue(value)));
    }
    Json value() const override { return m_combo->currentData().toString().toStdString(); }

private:
    QComboBox* m_combo;
};

class ReferenceEditor : public FieldEditor {
public:
    ReferenceEditor(const FieldInfo& field, QWidget* parent)
        : FieldEditor(parent), m_combo(filling(this, makeReferenceCombo(field, this))) {
        connect(m_combo, &QComboBox::activated, this, &FieldEditor::finished);
        if (m_combo->lineEdit())
            connect(m_combo->lineEdit(), &QLineEdit::editingFinished, this, &FieldEditor::finished);
    }
    void show(const Topology& topology, const Json& value) override {
        m_combo->setTopology(topology);
        m_combo->setId(textOfValue(value).toStdString());
    }
    Json value() const override { return m_combo->id(); }
    void offer(std::function<std::vector<Id>()> choices) override { m_combo->offer(std::move(choices)); }

private:
    ReferenceCombo* m_combo;
};

/// A list of texts, one on each line.
class LinesEditor : public FieldEditor {
public:
    LinesEditor(FieldInfo field, QWidget* parent)
        : FieldEditor(parent), m_field(std::move(field)), m_edit(filling(this, new QPlainTextEdit(this))) {
        m_field.optional = false;
        m_edit->setPlaceholderText(tr("One on each line"));
        m_edit->setTabChangesFocus(true);
        m_edit->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
        m_edit->installEventFilter(this);
        connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
            fitHeight();
            emit typed();
        });
        fitHeight();
    }
    void show(const Topology&, const Json& value) override {
        QStringList lines;
        for (const Json& each : value)
            lines << textOfValue(each);
        const QSignalBlocker blocked(m_edit);
        m_edit->setPlainText(lines.join(QLatin1Char('\n')));
        fitHeight();
    }
    Json value() const override {
        Json list = Json::array();
        for (const QString& line : m_edit->toPlainText().split(QLatin1Char('\n')))
            if (!line.trimmed().isEmpty())
                list.push_back(valueOfText(m_field, line));
        return list;
    }
    void setMarked(bool wrong, const QString&, const std::string&) override { mark(m_edit, wrong); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == m_edit && event->type() == QEvent::FocusOut)
            emit finished();
        return FieldEditor::eventFilter(watched, event);
    }

private:
    void fitHeight() {
        const int lines = std::clamp(m_edit->document()->blockCount(), 1, 8);
        m_edit->setFixedHeight(m_edit->fontMetrics().lineSpacing() * lines + 14);
    }

    FieldInfo m_field;
    QPlainTextEdit* m_edit;
};

/// A list of references to one type: a tick at each resource that is in it.
class ReferencesEditor : public FieldEditor {
public:
    ReferencesEditor(FieldInfo field, QWidget* parent)
        : FieldEditor(parent), m_field(std::move(field)), m_list(filling(this, new QListWidget(this))) {
        m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        connect(m_list, &QListWidget::itemChanged, this, &FieldEditor::finished);
    }
    void show(const Topology& topology, const Json& value) override {
        const QSignalBlocker blocked(m_list);
        m_list->clear();
        for (const Json& each : value)
            add(topology, textOfValue(each).toStdString(), true);
        for (const Id& id : m_choices ? m_choices() : std::vector<Id>())
            if (std::find(value.begin(), value.end(), Json(id)) == value.end())
                add(topology, id, false);
        m_list->setFixedHeight((m_list->fontMetrics().lineSpacing() + 6) * std::clamp(m_list->count(), 1, 6) + 8);
    }
    Json value() const override {
        Json list = Json::array();
        for (int i = 0; i < m_list->count(); ++i)
            if (m_list->item(i)->checkState() == Qt::Checked)
                list.push_back(m_list->item(i)->data(Qt::UserRole).toString().toStdString());
        return list;
    }
    void offer(std::function<std::vector<Id>()> choices) override { m_choices = std::move(choices); }

private:
    void add(const Topology& topology, const Id& id, bool in) {
        auto* item = new QListWidgetItem(referenceText(topology, id, false), m_list);
        item->setToolTip(item->text());
        item->setData(Qt::UserRole, qString(id));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(in ? Qt::Checked : Qt::Unchecked);
    }

    FieldInfo m_field;
    QListWidget* m_list;
    std::function<std::vector<Id>()> m_choices;
};

/// Says whether there is a policy, and opens it.
class PolicyField : public FieldEditor {
public:
    explicit PolicyField(QWidget* parent)
        : FieldEditor(parent), m_state(new QLabel(this)), m_button(new QPushButton(this)) {
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins({});
        layout->addWidget(m_state, 1);
        layout->addWidget(m_button);
        setFocusProxy(m_button);
        connect(m_button, &QPushButton::clicked, this, [this] { emit policyRequested({}); });
    }
    void show(const Topology&, const Json& value) override {
        m_value = value;
        const bool empty = value.is_string() && value.get_ref<const std::string&>().empty();
        const std::string all = text();
        const auto lines = 1 + std::count(all.begin(), all.end(), '\n');
        m_state->setText(empty ? tr("None") : lines == 1 ? tr("1 line") : tr("%1 lines").arg(lines));
        m_button->setText(empty ? tr("Add policy…") : tr("Edit policy…"));
    }
    Json value() const override { return m_value; }

private:
    std::string text() const { return m_value.is_string() ? m_value.get<std::string>() : m_value.dump(2); }

    QLabel* m_state;
    QPushButton* m_button;
    Json m_value;
};

} // namespace

void FieldEditor::offer(std::function<std::vector<Id>()>) {}
void FieldEditor::setMarked(bool, const QString&, const std::string&) {}
void FieldEditor::reveal(const std::string&) {}

ReferenceCombo* makeReferenceCombo(const FieldInfo& field, QWidget* parent) {
    return new ReferenceCombo(field.refersTo ? std::vector{*field.refersTo} : std::vector<Kind>(), !field.refersTo,
                              parent);
}

FieldEditor* makeFieldEditor(const FieldInfo& field, QWidget* parent) {
    if (field.type == FieldType::Record || field.type == FieldType::TagMap)
        return new RecordTable(field, parent);
    if (field.list && field.type == FieldType::Reference && field.refersTo)
        return new ReferencesEditor(field, parent);
    if (field.list)
        return new LinesEditor(field, parent);
    switch (field.type) {
    case FieldType::Flag:
        return new FlagEditor(parent);
    case FieldType::Choice:
        return new ChoiceEditor(field, parent);
    case FieldType::Reference:
        return new ReferenceEditor(field, parent);
    case FieldType::Policy:
        return new PolicyField(parent);
    default:
        return new TextEditor(field, parent);
    }
}

QString shownText(const Topology& topology, const FieldInfo& field, const Json& value) {
    if (value.is_array()) {
        QStringList parts;
        FieldInfo element = field;
        element.list = false;
        for (const Json& each : value)
            parts << shownText(topology, element, each);
        return parts.join(QStringLiteral(", "));
    }
    if (field.type == FieldType::Flag)
        return value.is_boolean() && value.get<bool>() ? FieldEditor::tr("Yes") : FieldEditor::tr("No");
    if (field.type == FieldType::Reference && value.is_string() && !value.get_ref<const std::string&>().empty())
        return referenceText(topology, value.get<std::string>(), !field.refersTo);
    return textOfValue(value);
}

Json valueOfText(const FieldInfo& field, const QString& text) {
    const QString trimmed = field.type == FieldType::Text ? text : text.trimmed();
    if (trimmed.isEmpty() && field.optional)
        return Json();
    if (field.type == FieldType::Number) {
        bool good = false;
        const int number = trimmed.toInt(&good);
        if (good)
            return number;
    }
    return trimmed.toStdString();
}

QString textOfValue(const Json& value) {
    if (value.is_null())
        return {};
    return qString(value.is_string() ? value.get<std::string>() : value.dump());
}

} // namespace waylight
