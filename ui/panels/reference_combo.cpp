// SPDX-License-Identifier: MIT
#include "ui/panels/reference_combo.h"

#include "core/model/design.h"
#include "ui/panels/look.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace waylight {
namespace {

constexpr int widestPopup = 560;

QString titleOf(const Resource& resource) {
    const ResourceBase& common = base(resource);
    return common.name.empty() ? qString(common.id)
                               : QStringLiteral("%1 (%2)").arg(qString(common.name), qString(common.id));
}

} // namespace

QString referenceText(const Topology& topology, const Id& id, bool freeText) {
    if (id.empty())
        return freeText ? QString() : ReferenceCombo::tr("None");
    if (const ResourcePtr resource = topology.find(id))
        return titleOf(*resource);
    return freeText ? qString(id) : ReferenceCombo::tr("%1 (not in this design)").arg(qString(id));
}

ReferenceCombo::ReferenceCombo(std::vector<Kind> kinds, bool freeText, QWidget* parent)
    : QComboBox(parent), m_kinds(std::move(kinds)), m_freeText(freeText) {
    setEditable(true);
    setInsertPolicy(NoInsert);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(4);
    setFocusPolicy(Qt::StrongFocus);
    // In a line of a few kinds where any word may stand, what is typed is completed in place, as Qt does.
    if (!m_freeText || m_kinds.empty()) {
        auto* completer = new QCompleter(model(), this);
        completer->setFilterMode(Qt::MatchContains);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setCompletionMode(QCompleter::PopupCompletion);
        completer->popup()->setIconSize(iconSize());
        setCompleter(completer);
    }
    lineEdit()->setPlaceholderText(tr("None"));
    // Whoever types an id or a part of a name sees the whole.
    connect(lineEdit(), &QLineEdit::editingFinished, this, [this] {
        // The line loses the focus, as Qt sees it, when the list below it opens.
        const bool opens = completer()->completionMode() == QCompleter::PopupCompletion &&
                           completer()->popup()->isVisible();
        if (opens)
            return;
        if (const Id chosen = id(); m_topology.contains(chosen))
            setId(chosen);
        emit edited();
    });
    connect(lineEdit(), &QLineEdit::returnPressed, this, [this] {
        if (const Id chosen = id(); m_topology.contains(chosen))
            setId(chosen);
        emit edited();
    });
    connect(this, &QComboBox::activated, this, &ReferenceCombo::edited);
    // A long entry shows its beginning, which is the name.
    connect(
        this, &QComboBox::currentIndexChanged, lineEdit(),
        [this] {
            if (!hasFocus())
                lineEdit()->home(false);
            setToolTip(currentText());
        },
        Qt::QueuedConnection);
}

QString ReferenceCombo::shownText(const Id& id) const {
    return id.empty() ? QString() : referenceText(m_topology, id, m_freeText);
}

void ReferenceCombo::setId(const Id& id) {
    if (std::exchange(m_mixed, false))
        lineEdit()->setPlaceholderText(tr("None"));
    int index = findData(qString(id));
    // Among words there is no entry for nothing.
    if (index < 0 && id.empty() && !m_words.empty()) {
        setCurrentIndex(-1);
        clearEditText();
        return;
    }
    if (index < 0) {
        addItem(referenceText(m_topology, id, m_freeText), qString(id));
        index = count() - 1;
    }
    setItemText(index, referenceText(m_topology, id, m_freeText));
    setCurrentIndex(index);
    setEditText(shownText(id));
}

void ReferenceCombo::setMixed() {
    setCurrentIndex(-1);
    clearEditText();
    m_mixed = true;
    lineEdit()->setPlaceholderText(tr("Multiple values"));
}

/// The only entry that the typed text can mean: as a whole, as an id, or as a part of one text; -1: none.
int ReferenceCombo::typedIndex() const {
    const QString typed = currentText().trimmed();
    if (typed.isEmpty())
        return findData(QString());
    int part = -1;
    int parts = 0;
    for (int i = 0; i < count(); ++i) {
        if (itemText(i).compare(typed, Qt::CaseInsensitive) == 0 || itemData(i).toString() == typed)
            return i;
        if (!itemData(i).toString().isEmpty() && itemText(i).contains(typed, Qt::CaseInsensitive)) {
            part = i;
            ++parts;
        }
    }
    // Where any word may stand, a part of a name may be one.
    return parts == 1 && !m_freeText ? part : -1;
}

Id ReferenceCombo::id() const {
    const int chosen = currentIndex();
    if (chosen >= 0 &&
        (currentText() == itemText(chosen) || currentText() == shownText(currentData().toString().toStdString())))
        return currentData().toString().toStdString();
    const int typed = typedIndex();
    return (typed >= 0 ? itemData(typed).toString() : currentText().trimmed()).toStdString();
}

bool ReferenceCombo::isResolved() const {
    return m_freeText || id().empty() || findData(qString(id())) >= 0;
}

void ReferenceCombo::showPopup() {
    fill();
    view()->setMinimumWidth(
        std::min(widestPopup, view()->sizeHintForColumn(0) + view()->verticalScrollBar()->sizeHint().width() + 8));
    QComboBox::showPopup();
}

void ReferenceCombo::focusInEvent(QFocusEvent* event) {
    fill();
    QComboBox::focusInEvent(event);
    // Who comes by keys types over what is there; who clicks, where it was clicked.
    if (event->reason() == Qt::OtherFocusReason || event->reason() == Qt::TabFocusReason ||
        event->reason() == Qt::BacktabFocusReason)
        lineEdit()->selectAll();
}

void ReferenceCombo::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

void ReferenceCombo::fill() {
    const bool mixed = isMixed();
    const Id chosen = id();
    const bool unfinished = !isResolved();
    const QString typed = currentText();
    const QSignalBlocker blocked(this);
    clear();
    if (m_words.empty())
        addItem(referenceText(m_topology, {}, m_freeText), QString());
    for (const std::string& word : m_words)
        addItem(qString(word), qString(word));
    if (m_choices)
        for (const Id& each : m_choices())
            if (const ResourcePtr resource = m_topology.find(each))
                addResource(*resource);
    for (const Kind kind : m_choices ? std::vector<Kind>() : m_kinds)
        for (const auto& [id, resource] : m_topology.table(kind))
            // Where several kinds may be meant, an instance stands for its interfaces.
            if (m_kinds.size() == 1 || wholeOf(m_topology, id).empty())
                addResource(*resource);
    if (m_kinds.empty() && !m_choices)
        m_topology.forEachResource([this](const ResourcePtr& resource) { addResource(*resource); });
    if (mixed) {
        setMixed();
    } else if (unfinished) {
        setCurrentIndex(-1);
        setEditText(typed);
    } else {
        setId(chosen);
    }
}

void ReferenceCombo::addResource(const Resource& resource) {
    addItem(icon(qString(typeInfo(resource).name)), titleOf(resource), qString(base(resource).id));
}

} // namespace waylight
