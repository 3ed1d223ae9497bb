// SPDX-License-Identifier: MIT
#include "ui/panels/context_table.h"

#include "ui/document/document.h"
#include "ui/panels/look.h"

#include <QHeaderView>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace waylight {

ContextTable::ContextTable(const std::map<std::string, ContextValue>& context, QWidget* parent) : QWidget(parent) {
    auto* heading =
        named(new QToolButton(this), QStringLiteral("trace.context.toggle"), tr("Condition keys of the request"));
    heading->setText(tr("Condition keys of the request (%1)").arg(context.size()));
    heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    heading->setArrowType(Qt::RightArrow);
    heading->setCheckable(true);
    heading->setAutoRaise(true);
    auto* list = named(new QTreeWidget(this), QStringLiteral("trace.context"), tr("Condition keys"));
    list->setHeaderLabels({tr("Key"), tr("Value"), tr("Set by")});
    list->setRootIsDecorated(false);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (const auto& [key, value] : context) {
        QStringList values;
        for (const std::string& each : value.values)
            values << qString(each);
        const QString setBy = text(value.setBy);
        // A key without values is absent or not known; who set it says why.
        const QString shown = values.isEmpty() ? QStringLiteral("–") : values.join(QStringLiteral(", "));
        auto* item = new QTreeWidgetItem(list, {qString(key), shown, setBy});
        item->setToolTip(1, values.join(QLatin1Char('\n')));
        item->setToolTip(2, setBy);
    }
    list->setFixedHeight(
        list->header()->sizeHint().height() +
        (fontMetrics().lineSpacing() + 6) * static_cast<int>(std::min<std::size_t>(context.size(), 10)) + 20);
    list->hide();
    connect(heading, &QToolButton::toggled, this, [heading, list](bool open) {
        heading->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        list->setVisible(open);
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(heading);
    layout->addWidget(list);
}

} // namespace waylight
