// SPDX-License-Identifier: MIT
// Ends a program as soon as it has painted and has nothing more to do, and writes when that was.
#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>
#include <QGenericPlugin>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

class StartWatch : public QObject {
public:
    StartWatch() {
        QCoreApplication::instance()->installEventFilter(this);
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [this] {
            if (m_painted)
                finish();
        });
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        m_painted |= event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }

private:
    [[noreturn]] static void finish() {
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        std::printf("%lld\n", static_cast<long long>(now.tv_sec) * 1'000'000'000 + now.tv_nsec);
        std::fflush(stdout);
        std::_Exit(0);
    }

    bool m_painted = false;
};

class StartedPlugin : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "started.json")

public:
    QObject* create(const QString&, const QString&) override { return new StartWatch; }
};

} // namespace

#include "started_plugin.moc"
