// SPDX-License-Identifier: MIT
// The editors of fields that hold one value, and the choice of an editor for a field.
#include "ui/panels/field_editor_parts.h"
#include "ui/panels/field_editors.h"
#include "ui/panels/look.h"
#include "ui/panels/record_table.h"
#include "ui/panels/reference_combo.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace waylight {
namespace {

class TextEditor : public FieldEditor {
public:
    TextEditor(FieldInfo field, QWidget* parent)
        : FieldEditor(parent), m_field(std::move(field)), m_edit(filling(this, new QLineEdit(this))) {
        connect(m_edit, &QLineEdit::textEdited, this, &FieldEditor::typed);
        connect(m_edit, &QLineEdit::editingFinished, this, &FieldEditor::finished);
    }
    void show(const Topology&, const Json& value) override { put(textOfValue(value), false); }
    void showSeveral(const Topology&, const std::vector<Json>&) override { put({}, true); }
    bool isMixed() const override { return m_mixed && m_edit->text().isEmpty(); }
    Json value() const override { return valueOfText(m_field, m_edit->text()); }
    void setMarked(bool wrong, const QString&, const std::string&) override { markText(m_edit, wrong); }

private:
    void put(const QString& text, bool mixed) {
        m_mixed = mixed;
        m_edit->setPlaceholderText(mixed ? tr("Multiple values") : m_field.optional ? tr("None") : QString());
        if (text == m_edit->text())
            return;
        m_edit->setText(text);
        // A long value shows its beginning; all of it is in the tooltip.
        m_edit->setCursorPosition(0);
        m_edit->setToolTip(text);
    }

    bool m_mixed = false;
    FieldInfo m_field;
    QLineEdit* m_edit;
};

class FlagEditor : public FieldEditor {
public:
    explicit FlagEditor(QWidget* parent) : FieldEditor(parent), m_box(filling(this, new QCheckBox(this))) {
        connect(m_box, &QCheckBox::stateChanged, this, &FlagEditor::saySo);
        connect(m_box, &QCheckBox::clicked, this, [this] {
            m_box->setTristate(false);
            emit finished();
        });
        saySo();
    }
    void show(const Topology&, const Json& value) override {
        m_box->setCheckState(value.is_boolean() && value.get<bool>() ? Qt::Checked : Qt::Unchecked);
        m_box->setTristate(false);
        saySo();
    }
    void showSeveral(const Topology&, const std::vector<Json>&) override {
        m_box->setCheckState(Qt::PartiallyChecked);
        m_box->setTristate(true);
    }
    bool isMixed() const override { return m_box->checkState() == Qt::PartiallyChecked; }
    Json value() const override { return m_box->checkState() == Qt::Checked; }

private:
    void saySo() { m_box->setText(isMixed() ? tr("Multiple values") : m_box->isChecked() ? tr("On") : tr("Off")); }

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
        m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_combo->setMinimumContentsLength(6);
        m_combo->installEventFilter(this);
        connect(m_combo, &QComboBox::activated, this, &FieldEditor::finished);
    }
    void show(const Topology&, const Json& value) override {
        m_combo->setPlaceholderText({});
        m_combo->setCurrentIndex(m_combo->findData(textOfValue(value)));
    }
    void showSeveral(const Topology&, const std::vector<Json>&) override {
        m_combo->setPlaceholderText(tr("Multiple values"));
        m_combo->setCurrentIndex(-1);
    }
    bool isMixed() const override { return m_combo->currentIndex() < 0; }
    Json value() const override { return m_combo->currentData().toString().toStdString(); }

protected:
    /// The wheel scrolls the form; turned over a field in passing it would edit it.
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched != m_combo || event->type() != QEvent::Wheel)
            return FieldEditor::eventFilter(watched, event);
        event->ignore();
        return true;
    }

private:
    QComboBox* m_combo;
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
        m_mixed = false;
        const bool empty = value.is_string() && value.get_ref<const std::string&>().empty();
        const std::string all = text();
        const auto lines = 1 + std::count(all.begin(), all.end(), '\n');
        m_state->setText(empty ? tr("None") : lines == 1 ? tr("1 line") : tr("%1 lines").arg(lines));
        m_button->setText(empty ? tr("Add policy…") : tr("Edit policy…"));
    }
    void showSeveral(const Topology&, const std::vector<Json>&) override {
        m_mixed = true;
        m_state->setText(tr("Multiple values"));
        m_button->setText(tr("Edit policy…"));
    }
    bool isMixed() const override { return m_mixed; }
    Json value() const override { return m_value; }

private:
    std::string text() const { return m_value.is_string() ? m_value.get<std::string>() : m_value.dump(2); }

    QLabel* m_state;
    QPushButton* m_button;
    Json m_value;
    bool m_mixed = false;
};

} // namespace

FieldEditor* makeFieldEditor(const FieldInfo& field, QWidget* parent) {
    if (field.type == FieldType::Record || field.type == FieldType::TagMap)
        return new RecordTable(field, parent);
    if (field.list && field.type == FieldType::Reference && field.refersTo)
        return makeReferencesEditor(field, parent);
    if (field.list)
        return makeLinesEditor(field, parent);
    switch (field.type) {
    case FieldType::Flag:
        return new FlagEditor(parent);
    case FieldType::Choice:
        return new ChoiceEditor(field, parent);
    case FieldType::Reference:
        return makeReferenceEditor(field, parent);
    case FieldType::Policy:
        return new PolicyField(parent);
    default:
        return new TextEditor(field, parent);
    }
}

} // namespace waylight
