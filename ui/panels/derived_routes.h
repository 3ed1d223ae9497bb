// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace waylight {

class Document;

/// The routes that a route table has without anybody storing them: local ones, and those of gateway endpoints.
class DerivedRoutes : public QWidget {
    Q_OBJECT

public:
    DerivedRoutes(Document& document, Id table, QWidget* parent);

private:
    void refresh();

    Document& m_document;
    Id m_table;
    QTreeWidget* m_list;
    QLabel* m_note;
};

} // namespace waylight
