// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

/// The QtTest classes of one executable. `main` runs them all, or those whose class name is given with `--only NAME`.
class TestRegistry {
public:
    using Factory = std::function<std::unique_ptr<QObject>()>;
    static std::vector<Factory>& factories();
};

/// At the end of a test's source: `WAYLIGHT_TEST(CidrTest)`, followed by `#include "tst_cidr.moc"`.
#define WAYLIGHT_TEST(Class) \
    static const bool registered##Class = (TestRegistry::factories().push_back([] { return std::make_unique<Class>(); }), true);
