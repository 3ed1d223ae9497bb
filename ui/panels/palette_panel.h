// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource.h"

#include <QString>
#include <QWidget>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace waylight {

/// Where the palette lists a kind; in this order.
enum class PaletteGroup : std::uint8_t { Network, Gateways, Compute, Security, Services, Identity };

/// The group of a kind, read off its description: containers are the network, what stands on a border or inside a subnet
/// is a gateway, what belongs to a VPC as a whole filters and routes, IAM is identity, other services stand outside.
PaletteGroup paletteGroup(Kind kind);

/// True for kinds that a user places by hand: those that are drawn by themselves.
bool isPlaceable(Kind kind);

/// What can be placed: drag it to the canvas, or choose it and click there.
class PalettePanel : public QWidget {
    Q_OBJECT

public:
    explicit PalettePanel(QWidget* parent = nullptr);

signals:
    void placeRequested(waylight::Kind kind);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void filter(const QString& text);
    void place(QTreeWidgetItem* item);

    QLineEdit* m_filter;
    QTreeWidget* m_tree;
};

} // namespace waylight
