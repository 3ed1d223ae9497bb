// SPDX-License-Identifier: MIT
#include "ui/document/checker.h"

#include <QTimer>

namespace waylight {
namespace {

constexpr int waitMilliseconds = 80; ///< painting the change comes first, and takes all cores

} // namespace

Checker::Checker(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

Checker::~Checker() {
    m_pool.clear();
    m_pool.waitForDone();
}

void Checker::forget() {
    ++m_latest;
    m_pool.clear();
}

void Checker::check(Design design, Network previous) {
    forget();
    const auto work = [this, number = m_latest, design = std::move(design), previous = std::move(previous)] {
        const Network network = Network::compile(design.topology, &previous);
        const auto deliver = [this, number, network, found = findings(design, network)] {
            if (number == m_latest)
                emit checked(network, found);
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    };
    QTimer::singleShot(waitMilliseconds, this, [this, number = m_latest, work] {
        if (number == m_latest)
            m_pool.start(work);
    });
}

} // namespace waylight
