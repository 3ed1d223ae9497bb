// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <QString>

#include <vector>

namespace waylight {

/// A design that comes with the program, to start from or to learn from.
struct Template {
    QString path; ///< in the resources
    QString title;
    QString description;  ///< its first note; empty when it has none
    bool broken = false;  ///< a saved request is expected not to be allowed: a classic mistake
    bool guarded = false; ///< it is about control policies, Block Public Access, keys or access points
    Design design;
};

/// The templates in the resources: those that work first, then the mistakes on the way, then those in
/// guard rails and keys, each by file name.
std::vector<Template> templates();

/// The design of one template; none when it cannot be read.
std::optional<Design> templateDesign(const QString& path);

} // namespace waylight
