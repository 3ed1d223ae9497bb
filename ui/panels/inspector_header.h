// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

#include <QString>

class QVBoxLayout;
class QWidget;

/// What stands above the fields in the inspector.
namespace waylight {

/// The icon, name, kind and id of one resource; smaller for a part of something.
QWidget* makeHeader(const ResourceBase& common, const TypeInfo& info, bool isPart, QWidget* parent);

/// What a selection of several is made of, and what can be done with it.
QWidget* makeSelectionHeader(const Topology& topology, const std::vector<Id>& ids, QWidget* parent);

/// "3 instances, 1 subnet", in the order in which they were selected.
QString countedKinds(const Topology& topology, const std::vector<Id>& ids);

/// What to do while nothing is selected.
void addEmptyState(QVBoxLayout& form);

} // namespace waylight
