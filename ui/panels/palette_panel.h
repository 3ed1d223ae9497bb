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

/// The group of a kind, read off its description: containers are the network, what has interfaces or listeners
/// computes, what stands on a border, inside a subnet or between VPCs is a gateway, what belongs to a VPC as a whole
/// filters and routes, IAM is identity, other services stand outside.
PaletteGroup paletteGroup(Kind kind);

/// True for kinds that are placed by hand, and those that are drawn but come by connecting: whoever looks for one of
/// these here is told how.
bool isInPalette(Kind kind);

/// What can be placed: drag it to the canvas, or choose it and click there.
class PalettePanel : public QWidget {
    Q_OBJECT

public:
    explicit PalettePanel(QWidget* parent = nullptr);

signals:
    void placeRequested(waylight::Kind kind);
    void noteRequested(bool area); ///< a note, or an area

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void addNotes();
    void filter(const QString& text);
    void place(QTreeWidgetItem* item);

    QLineEdit* m_filter;
    QTreeWidget* m_tree;
};

} // namespace waylight
