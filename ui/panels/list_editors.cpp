// SPDX-License-Identifier: MIT
#include "ui/panels/field_editor_parts.h"
#include "ui/panels/look.h"
#include "ui/panels/reference_combo.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QToolButton>

#include <algorithm>

namespace waylight {
namespace {

class LinesEditor : public FieldEditor {
public:
    LinesEditor(FieldInfo field, QWidget* parent)
        : FieldEditor(parent), m_field(std::move(field)), m_edit(filling(this, new QPlainTextEdit(this))) {
        m_field.optional = false;
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
        put(lines.join(QLatin1Char('\n')), false);
    }
    void showSeveral(const Topology&, const std::vector<Json>&) override { put({}, true); }
    bool isMixed() const override { return m_mixed && m_edit->toPlainText().isEmpty(); }
    Json value() const override {
        Json list = Json::array();
        for (const QString& line : m_edit->toPlainText().split(QLatin1Char('\n')))
            if (!line.trimmed().isEmpty())
                list.push_back(valueOfText(m_field, line));
        return list;
    }
    void setMarked(bool wrong, const QString&, const std::string&) override { markText(m_edit, wrong); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == m_edit && event->type() == QEvent::FocusOut)
            emit finished();
        return FieldEditor::eventFilter(watched, event);
    }

private:
    void put(const QString& text, bool mixed) {
        m_mixed = mixed;
        m_edit->setPlaceholderText(mixed ? tr("Multiple values") : tr("One on each line"));
        const QSignalBlocker blocked(m_edit);
        if (m_edit->toPlainText() != text)
            m_edit->setPlainText(text);
        fitHeight();
    }
    void fitHeight() {
        const int lines = std::clamp(m_edit->document()->blockCount(), 1, 8);
        m_edit->setFixedHeight(m_edit->fontMetrics().lineSpacing() * lines + 14);
    }

    FieldInfo m_field;
    QPlainTextEdit* m_edit;
    bool m_mixed = false;
};

class ReferencesEditor : public FieldEditor {
public:
    ReferencesEditor(FieldInfo field, QWidget* parent)
        : FieldEditor(parent), m_field(std::move(field)), m_list(new QListWidget(this)),
          m_nothing(hintLabel(tr("Nothing in the design can be chosen here."), this)) {
        m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_list->setIconSize({14, 14});
        const QString name = qString(m_field.name);
        m_pick = lineButton("pick", QStringLiteral("pick.") + name, tr("Pick one on the canvas"), this);
        m_jump = lineButton("jump", QStringLiteral("jump.") + name, tr("Go to the selected one"), this);
        auto* buttons = new QVBoxLayout;
        buttons->setSpacing(2);
        buttons->addWidget(m_pick);
        buttons->addWidget(m_jump);
        buttons->addStretch();
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins({});
        layout->setSpacing(2);
        layout->addWidget(m_nothing, 1);
        layout->addWidget(m_list, 1, Qt::AlignTop);
        layout->addLayout(buttons);
        setFocusProxy(m_list);
        connect(m_list, &QListWidget::itemChanged, this, &FieldEditor::finished);
        connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_jump->setEnabled(row >= 0); });
        connect(m_pick, &QToolButton::clicked, this, &FieldEditor::pickRequested);
        connect(m_jump, &QToolButton::clicked, this, [this] {
            if (const QListWidgetItem* item = m_list->currentItem())
                emit jumpRequested(item->data(Qt::UserRole).toString());
        });
        m_jump->setEnabled(false);
    }
    void show(const Topology& topology, const Json& value) override { put(topology, {value}); }
    void showSeveral(const Topology& topology, const std::vector<Json>& values) override { put(topology, values); }
    bool isMixed() const override { return false; } // what is half ticked stays as it is, see `valueFor`
    Json value() const override {
        Json list = Json::array();
        for (int i = 0; i < m_list->count(); ++i)
            if (m_list->item(i)->checkState() == Qt::Checked)
                list.push_back(idAt(i));
        return list;
    }
    Json valueFor(const Json& own) const override {
        Json list = Json::array();
        for (int i = 0; i < m_list->count(); ++i) {
            const bool had = std::find(own.begin(), own.end(), Json(idAt(i))) != own.end();
            const Qt::CheckState state = m_list->item(i)->checkState();
            if (state == Qt::Checked || (state == Qt::PartiallyChecked && had))
                list.push_back(idAt(i));
        }
        return list;
    }
    void offer(std::function<std::vector<Id>()> choices) override { m_choices = std::move(choices); }
    void take(const Id& id) override {
        for (int i = 0; i < m_list->count(); ++i)
            if (idAt(i) == id) {
                m_list->setCurrentRow(i);
                m_list->item(i)->setCheckState(Qt::Checked);
            }
    }

private:
    std::string idAt(int row) const { return m_list->item(row)->data(Qt::UserRole).toString().toStdString(); }

    void put(const Topology& topology, const std::vector<Json>& values) {
        const QSignalBlocker blocked(m_list);
        const int current = m_list->currentRow();
        m_list->clear();
        std::vector<std::pair<Id, std::size_t>> counts; ///< in the order of the first value that has it
        for (const Json& value : values)
            for (const Json& each : value) {
                const Id id = textOfValue(each).toStdString();
                const auto at =
                    std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.first == id; });
                if (at == counts.end())
                    counts.emplace_back(id, 1);
                else
                    ++at->second;
            }
        for (const auto& [id, count] : counts)
            add(topology, id, count >= values.size() ? Qt::Checked : Qt::PartiallyChecked);
        for (const Id& id : m_choices ? m_choices() : std::vector<Id>())
            if (std::none_of(counts.begin(), counts.end(), [&](const auto& c) { return c.first == id; }))
                add(topology, id, Qt::Unchecked);
        m_list->setCurrentRow(std::min(current, m_list->count() - 1));
        m_list->setFixedHeight((m_list->fontMetrics().lineSpacing() + 6) * std::clamp(m_list->count(), 1, 6) + 6);
        for (QWidget* each : std::initializer_list<QWidget*>{m_list, m_pick, m_jump})
            each->setVisible(m_list->count() > 0);
        m_nothing->setVisible(m_list->count() == 0);
    }
    void add(const Topology& topology, const Id& id, Qt::CheckState state) {
        auto* item = new QListWidgetItem(referenceText(topology, id, false), m_list);
        item->setToolTip(item->text());
        item->setData(Qt::UserRole, qString(id));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(state);
    }

    FieldInfo m_field;
    QListWidget* m_list;
    QLabel* m_nothing;
    QToolButton* m_pick;
    QToolButton* m_jump;
    std::function<std::vector<Id>()> m_choices;
};

class ReferenceEditor : public FieldEditor {
public:
    ReferenceEditor(const FieldInfo& field, QWidget* parent)
        : FieldEditor(parent), m_field(field),
          m_combo(new ReferenceCombo(field.refersTo ? std::vector{*field.refersTo} : std::vector<Kind>(),
                                     !field.refersTo, this)) {
        const QString name = qString(field.name);
        m_combo->setObjectName(QStringLiteral("reference.") + name);
        m_pick = lineButton("pick", QStringLiteral("pick.") + name, tr("Pick on the canvas"), this);
        m_jump = lineButton("jump", QStringLiteral("jump.") + name, tr("Go there"), this);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins({});
        layout->setSpacing(2);
        layout->addWidget(m_combo, 1);
        layout->addWidget(m_pick);
        layout->addWidget(m_jump);
        setFocusProxy(m_combo);
        connect(m_combo, &ReferenceCombo::edited, this, &FieldEditor::finished);
        connect(m_pick, &QToolButton::clicked, this, &FieldEditor::pickRequested);
        connect(m_jump, &QToolButton::clicked, this, [this] { emit jumpRequested(qString(m_combo->id())); });
    }
    void show(const Topology& topology, const Json& value) override {
        m_combo->setTopology(topology);
        m_combo->setId(textOfValue(value).toStdString());
        m_jump->setEnabled(topology.contains(m_combo->id()));
    }
    void showSeveral(const Topology& topology, const std::vector<Json>&) override {
        m_combo->setTopology(topology);
        m_combo->setMixed();
        m_jump->setEnabled(false);
    }
    bool isMixed() const override { return m_combo->isMixed(); }
    Json value() const override { return m_combo->id(); }
    QString complaint() const override {
        if (m_combo->isResolved())
            return {};
        const QString kind = qString(typeInfo(*m_field.refersTo).label);
        return tr("Nothing of the kind %1 is called “%2” here. Choose one from the list.")
            .arg(kind, m_combo->currentText());
    }
    void offer(std::function<std::vector<Id>()> choices) override { m_combo->offer(std::move(choices)); }
    void setMarked(bool wrong, const QString&, const std::string&) override { markText(m_combo, wrong); }
    void take(const Id& id) override {
        m_combo->setId(id);
        emit finished();
    }

private:
    FieldInfo m_field;
    ReferenceCombo* m_combo;
    QToolButton* m_pick;
    QToolButton* m_jump;
};

} // namespace

FieldEditor* makeLinesEditor(const FieldInfo& field, QWidget* parent) {
    return new LinesEditor(field, parent);
}
FieldEditor* makeReferencesEditor(const FieldInfo& field, QWidget* parent) {
    return new ReferencesEditor(field, parent);
}
FieldEditor* makeReferenceEditor(const FieldInfo& field, QWidget* parent) {
    return new ReferenceEditor(field, parent);
}

} // namespace waylight
