// SPDX-License-Identifier: MIT
#include "ui/panels/palette_panel.h"

#include "core/edit/edits.h"
#include "core/model/codec.h"
#include "ui/panels/look.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include <map>

namespace waylight {
namespace {

constexpr int kindRole = Qt::UserRole;
constexpr int noteRole = Qt::UserRole + 1; ///< "note" or "area"
constexpr int iconSize = 28;

QString title(PaletteGroup group) {
    switch (group) {
    case PaletteGroup::Network:
        return PalettePanel::tr("Network");
    case PaletteGroup::Gateways:
        return PalettePanel::tr("Gateways");
    case PaletteGroup::Compute:
        return PalettePanel::tr("Compute");
    case PaletteGroup::Security:
        return PalettePanel::tr("Routing and security");
    case PaletteGroup::Services:
        return PalettePanel::tr("Services");
    case PaletteGroup::Identity:
        break;
    }
    return PalettePanel::tr("Identity");
}

/// The kind that a resource of this kind is drawn inside of; none when no field says so.
std::optional<Kind> containerKind(Kind kind) {
    for (const FieldInfo& field : fieldInfos(kind))
        if (field.options.container && field.refersTo)
            return field.refersTo;
    return std::nullopt;
}

/// True when something is attached to resources of this kind, as interfaces and listeners are: machines rather than
/// ways.
bool hasAttached(Kind kind) {
    for (Kind other = 0; other < kindCount; ++other)
        for (const FieldInfo& field : fieldInfos(other))
            if (typeInfo(other).drawn == Drawn::Attached && field.options.partOf && field.refersTo == kind)
                return true;
    return false;
}

/// The list, with our MIME type on what is dragged out of it.
class KindTree : public QTreeWidget {
public:
    using QTreeWidget::QTreeWidget;

protected:
    QMimeData* mimeData(const QList<QTreeWidgetItem*>& items) const override {
        const QByteArray name = items.isEmpty() ? QByteArray() : nameOf(*items.first());
        if (name.isEmpty())
            return nullptr;
        auto* mime = new QMimeData;
        mime->setData(QStringLiteral("application/x-waylight-kind"), name);
        return mime;
    }
    QStringList mimeTypes() const override { return {QStringLiteral("application/x-waylight-kind")}; }

private:
    static QByteArray nameOf(const QTreeWidgetItem& item) {
        const QVariant kind = item.data(0, kindRole);
        return kind.isValid() ? qString(typeInfo(kind.value<Kind>()).name).toUtf8()
                              : item.data(0, noteRole).toByteArray();
    }
};

QTreeWidgetItem* groupItem(QTreeWidget* tree, const QString& title) {
    auto* item = new QTreeWidgetItem(tree, {title});
    item->setFlags(Qt::ItemIsEnabled);
    QFont font = tree->font();
    font.setWeight(QFont::DemiBold);
    item->setFont(0, font);
    item->setExpanded(true);
    return item;
}

} // namespace

bool isInPalette(Kind kind) {
    const Drawn drawn = typeInfo(kind).drawn;
    return edit::isPlaceable(kind) || (drawn != Drawn::Hidden && drawn != Drawn::Attached);
}

PaletteGroup paletteGroup(Kind kind) {
    const TypeInfo& info = typeInfo(kind);
    if (info.drawn == Drawn::Container)
        return PaletteGroup::Network;
    if (info.cfn.starts_with("AWS::IAM::"))
        return PaletteGroup::Identity;
    if (hasAttached(kind))
        return PaletteGroup::Compute;
    if (!info.cfn.starts_with("AWS::EC2::"))
        return PaletteGroup::Services;
    const auto container = containerKind(kind);
    return info.drawn == Drawn::Border || !container || containerKind(*container) ? PaletteGroup::Gateways
                                                                                  : PaletteGroup::Security;
}

PalettePanel::PalettePanel(QWidget* parent)
    : QWidget(parent), m_filter(named(new QLineEdit(this), QStringLiteral("palette.filter"), tr("Filter the palette"))),
      m_tree(named(new KindTree(this), QStringLiteral("palette.list"), tr("What can be placed"))) {
    m_filter->setPlaceholderText(tr("Type to filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_tree->setHeaderHidden(true);
    m_tree->setIconSize({iconSize, iconSize});
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(8);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setDragEnabled(true);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    fill();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree);
    layout->addWidget(hintLabel(tr("Drag onto the canvas, or press Enter and click there."), this));

    connect(m_filter, &QLineEdit::textChanged, this, &PalettePanel::filter);
    connect(m_tree, &QTreeWidget::itemActivated, this, &PalettePanel::place);
}

void PalettePanel::fill() {
    std::map<PaletteGroup, std::vector<Kind>> kinds;
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (isInPalette(kind))
            kinds[paletteGroup(kind)].push_back(kind);
    for (const auto& [group, members] : kinds) {
        QTreeWidgetItem* parent = groupItem(m_tree, title(group));
        for (const Kind kind : members) {
            const TypeInfo& info = typeInfo(kind);
            auto* item = new QTreeWidgetItem(parent, {qString(info.label)});
            item->setIcon(0, icon(qString(info.name)));
            item->setToolTip(0, qString(info.help));
            item->setData(0, kindRole, QVariant::fromValue(kind));
        }
    }
    addNotes();
    m_tree->setCurrentItem(m_tree->topLevelItem(0)->child(0));
}

void PalettePanel::addNotes() {
    QTreeWidgetItem* parent = groupItem(m_tree, tr("For people"));
    const auto add = [&](const QString& name, const QString& text, const QString& help) {
        auto* item = new QTreeWidgetItem(parent, {text});
        item->setIcon(0, icon(name));
        item->setToolTip(0, help);
        item->setData(0, noteRole, name.toLatin1());
    };
    add(QStringLiteral("note"), tr("Note"), tr("Text on the canvas. No request and no check looks at it."));
    add(QStringLiteral("area"), tr("Coloured area"),
        tr("A titled area behind what is drawn there, to mark what belongs together for people. Nothing is ever in "
           "it."));
}

void PalettePanel::filter(const QString& text) {
    QTreeWidgetItem* first = nullptr;
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        QTreeWidgetItem* group = m_tree->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem* item = group->child(i);
            const bool shown = item->text(0).contains(text, Qt::CaseInsensitive) ||
                               item->toolTip(0).contains(text, Qt::CaseInsensitive);
            item->setHidden(!shown);
            any |= shown;
            if (shown && (!first || (item->text(0).contains(text, Qt::CaseInsensitive) &&
                                     !first->text(0).contains(text, Qt::CaseInsensitive))))
                first = item;
        }
        group->setHidden(!any);
    }
    if (first)
        m_tree->setCurrentItem(first);
}

void PalettePanel::place(QTreeWidgetItem* item) {
    if (item && !item->isHidden() && item->data(0, kindRole).isValid())
        emit placeRequested(item->data(0, kindRole).value<Kind>());
    else if (item && !item->isHidden() && item->data(0, noteRole).isValid())
        emit noteRequested(item->data(0, noteRole).toByteArray() == "area");
}

bool PalettePanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_filter || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up)
        m_tree->setFocus();
    else if (key == Qt::Key_Return || key == Qt::Key_Enter)
        place(m_tree->currentItem());
    else
        return false;
    return true;
}

} // namespace waylight
