// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"

#include <QApplication>
#include <QtTest>

std::vector<TestRegistry::Factory>& TestRegistry::factories() {
    static std::vector<Factory> all;
    return all;
}

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QStringList arguments = application.arguments();
    QString only;
    if (const auto at = arguments.indexOf("--only"); at >= 0 && at + 1 < arguments.size()) {
        only = arguments.at(at + 1);
        arguments.remove(at, 2);
    }
    int failed = 0;
    int run = 0;
    for (const auto& factory : TestRegistry::factories()) {
        const auto test = factory();
        if (!only.isEmpty() && only != test->metaObject()->className())
            continue;
        ++run;
        failed += QTest::qExec(test.get(), arguments);
    }
    if (run == 0) {
        fprintf(stderr, "no test class is named %s\n", qPrintable(only));
        return 2;
    }
    printf("%d test classes run, %d failures\n", run, failed);
    return failed == 0 ? 0 : 1;
}
