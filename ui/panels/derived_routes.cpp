// SPDX-License-Identifier: MIT
#include "ui/panels/derived_routes.h"

#include "core/model/effective_routes.h"
#include "ui/document/document.h"
#include "ui/panels/look.h"
#include "ui/panels/reference_combo.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace waylight {

DerivedRoutes::DerivedRoutes(Document& document, Id table, QWidget* parent)
    : QWidget(parent), m_document(document), m_table(std::move(table)),
      m_list(named(new QTreeWidget(this), QStringLiteral("routes.derived"), tr("Routes that are there by themselves"))),
      m_note(hintLabel(tr("An endpoint's route cannot be edited or removed here: take the table out of the endpoint's "
                          "route tables to dissociate it."),
                       this)) {
    m_list->setHeaderLabels({tr("Destination"), tr("Target")});
    m_list->setRootIsDecorated(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformRowHeights(true);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(3);
    layout->addWidget(new QLabel(tr("Routes that are there by themselves"), this));
    layout->addWidget(m_list);
    layout->addWidget(m_note);
    connect(&m_document, &Document::designChanged, this, &DerivedRoutes::refresh);
    refresh();
}

void DerivedRoutes::refresh() {
    const Topology& topology = m_document.design().topology;
    const RouteTable* table = topology.get<RouteTable>(m_table);
    m_list->clear();
    m_note->hide();
    if (!table)
        return;
    for (const EffectiveRoute& each : effectiveRoutes(topology, *table)) {
        if (each.source == EffectiveRoute::Source::Stored)
            continue;
        const bool ofEndpoint = each.source == EffectiveRoute::Source::Endpoint;
        const QString destination =
            ofEndpoint ? qString(each.service)
                       : qString(each.route.destination ? each.route.destination->toString() : std::string());
        const QString target = ofEndpoint ? referenceText(topology, each.route.target.id, true) : tr("local");
        auto* item = new QTreeWidgetItem(m_list, {destination, target});
        item->setSizeHint(0, {0, fontMetrics().lineSpacing() + 6});
        item->setToolTip(0, ofEndpoint ? referenceText(topology, each.route.prefixList.id, true) : destination);
        item->setToolTip(1, target);
        if (ofEndpoint)
            m_note->show();
    }
    const int rows = std::clamp(m_list->topLevelItemCount(), 1, 8);
    m_list->setFixedHeight(m_list->header()->sizeHint().height() + rows * (fontMetrics().lineSpacing() + 6) +
                           2 * m_list->frameWidth());
}

} // namespace waylight
