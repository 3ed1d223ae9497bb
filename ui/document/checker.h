// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/findings.h"

#include <QObject>
#include <QThreadPool>

namespace waylight {

/// Finds what is wrong with a design in a thread of its own, so that nothing waits for it. The latest design counts:
/// what is found out about one that another has replaced meanwhile is dropped.
class Checker : public QObject {
    Q_OBJECT

public:
    explicit Checker(QObject* parent = nullptr);
    /// Waits for the design that is being checked.
    ~Checker() override;

    /// `previous`: a network compiled from an earlier version.
    void check(Design design, Network previous);
    /// Nothing that was begun counts any more.
    void forget();

signals:
    void checked(const waylight::Network& network, const std::vector<waylight::Finding>& findings);

private:
    QThreadPool m_pool;
    int m_latest = 0;
};

} // namespace waylight
