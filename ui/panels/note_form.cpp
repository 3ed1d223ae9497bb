// SPDX-License-Identifier: MIT
#include "ui/panels/note_form.h"

#include "core/edit/notes.h"
#include "ui/document/document.h"
#include "ui/panels/look.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

constexpr int swatchSize = 22;

QString word(Tint tint) {
    switch (tint) {
    case Tint::Yellow:
        return NoteForm::tr("Yellow");
    case Tint::Blue:
        return NoteForm::tr("Blue");
    case Tint::Green:
        return NoteForm::tr("Green");
    case Tint::Purple:
        return NoteForm::tr("Purple");
    case Tint::Red:
        return NoteForm::tr("Red");
    case Tint::Grey:
        break;
    }
    return NoteForm::tr("Grey");
}

QIcon swatch(Tint tint, qreal ratio) {
    const Theme theme = themeOf(QApplication::palette());
    QPixmap pixmap(QSize(swatchSize, swatchSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line(tint), 2));
    painter.setBrush(theme.ground(tint));
    painter.drawRoundedRect(QRectF(2, 2, swatchSize - 4, swatchSize - 4), 4, 4);
    return pixmap;
}

} // namespace

NoteForm::NoteForm(Document& document, std::vector<Id> ids, QWidget* parent)
    : QWidget(parent), m_document(document), m_ids(std::move(ids)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    QLabel* heading = wrappingLabel(title(), this);
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    layout->addWidget(heading);
    if (m_ids.size() == 1) {
        const bool area = m_document.design().notes.find(m_ids.front())->area;
        m_words = named(new QPlainTextEdit(this), QStringLiteral("note.text"), area ? tr("Title") : tr("Text"));
        m_words->setPlaceholderText(area ? tr("Title of the area") : tr("Text of the note"));
        m_words->setTabChangesFocus(true);
        m_words->setFixedHeight(fontMetrics().lineSpacing() * (area ? 2 : 6) + 12);
        m_words->installEventFilter(this);
        layout->addWidget(m_words);
    }
    addTints();
    layout->addWidget(hintLabel(tr("Notes and areas are for people: no request and no check looks at them, and moving "
                                   "an area moves nothing that lies on it."),
                                this));
    refresh();
}

QString NoteForm::title() const {
    const auto areas = std::count_if(m_ids.begin(), m_ids.end(),
                                     [&](const Id& id) { return m_document.design().notes.find(id)->area; });
    if (m_ids.size() == 1)
        return areas == 1 ? tr("Area") : tr("Note");
    const auto all = static_cast<int>(m_ids.size());
    return areas == 0     ? tr("%1 notes").arg(all)
           : areas == all ? tr("%1 areas").arg(all)
                          : tr("%1 notes and areas").arg(all);
}

void NoteForm::addTints() {
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    for (const auto& [tint, name] : EnumNames<Tint>::names) {
        auto* button = named(new QToolButton(this), QStringLiteral("note.tint.") + qString(name), word(tint));
        button->setIcon(swatch(tint, devicePixelRatioF()));
        button->setIconSize({swatchSize, swatchSize});
        button->setToolTip(word(tint));
        button->setCheckable(true);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, [this, tint = tint] {
            m_document.commit(edit::tinted(m_document.design(), m_ids, tint), tr("Colour it %1").arg(word(tint)));
            refresh();
        });
        m_tints.emplace_back(tint, button);
        row->addWidget(button);
    }
    row->addStretch();
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void NoteForm::refresh() {
    const auto& notes = m_document.design().notes;
    for (const auto& [tint, button] : m_tints)
        button->setChecked(std::all_of(m_ids.begin(), m_ids.end(), [&, wanted = tint](const Id& id) {
            const Note* note = notes.find(id);
            return note && note->tint == wanted;
        }));
    const Note* note = m_words ? notes.find(m_ids.front()) : nullptr;
    if (note && !m_words->hasFocus() && m_words->toPlainText().toStdString() != note->text)
        m_words->setPlainText(qString(note->text));
}

void NoteForm::commitWords() {
    const Note* note = m_document.design().notes.find(m_ids.front());
    if (note)
        m_document.commit(edit::noteWritten(m_document.design(), m_ids.front(), m_words->toPlainText().toStdString()),
                          note->area ? tr("Write the title of an area") : tr("Write a note"));
}

bool NoteForm::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_words && event->type() == QEvent::FocusOut)
        commitWords();
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers() & Qt::ControlModifier) {
            commitWords();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace waylight
