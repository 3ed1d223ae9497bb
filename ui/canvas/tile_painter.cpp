// SPDX-License-Identifier: MIT
#include "ui/canvas/tile_painter.h"

#include <QElapsedTimer>
#include <QWaitCondition>

#include <algorithm>
#include <optional>

namespace waylight {
namespace {

double millisecondsOf(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

FinishedTile finishedTile(const TileContent& content, const TileKey& key, int version) {
    QElapsedTimer clock;
    clock.start();
    QImage image = paintedTile(content, key);
    return {key, std::move(image), version, millisecondsOf(clock)};
}

/// Several threads take tiles from one list until it is done or time runs out. Who comes late finds nothing to do and
/// is not waited for: on a busy machine a thread may take longer to start than the work takes.
class SharedWork {
public:
    SharedWork(std::shared_ptr<const TileContent> content, std::vector<TileKey> keys, int version, double limit)
        : m_content(std::move(content)), m_keys(std::move(keys)), m_version(version), m_limit(limit) {
        m_clock.start();
    }

    void run() {
        while (const std::optional<TileKey> key = next()) {
            FinishedTile tile = finishedTile(*m_content, *key, m_version);
            const QMutexLocker lock(&m_mutex);
            m_tiles.push_back(std::move(tile));
            --m_busy;
            m_finishedOne.wakeAll();
        }
    }

    std::vector<FinishedTile> take() {
        QMutexLocker lock(&m_mutex);
        m_next = m_keys.size();
        while (m_busy > 0)
            m_finishedOne.wait(&m_mutex);
        return std::move(m_tiles);
    }

private:
    std::optional<TileKey> next() {
        const QMutexLocker lock(&m_mutex);
        if (m_next >= m_keys.size() || takesTooLong())
            return std::nullopt;
        ++m_busy;
        return m_keys[m_next++];
    }

    bool takesTooLong() const {
        if (m_limit < 0 || m_tiles.empty())
            return false;
        const double elapsed = millisecondsOf(m_clock);
        const auto done = static_cast<double>(m_tiles.size());
        return elapsed + elapsed / done * static_cast<double>(m_keys.size() - m_next) > m_limit;
    }

    const std::shared_ptr<const TileContent> m_content;
    const std::vector<TileKey> m_keys;
    const int m_version;
    const double m_limit;
    QElapsedTimer m_clock;
    QMutex m_mutex;
    QWaitCondition m_finishedOne;
    std::size_t m_next = 0;
    int m_busy = 0;
    std::vector<FinishedTile> m_tiles;
};

} // namespace

TilePainter::TilePainter(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 1, 8));
}

TilePainter::~TilePainter() {
    {
        const QMutexLocker lock(&m_mutex);
        m_ordered.clear();
    }
    m_pool.waitForDone();
}

void TilePainter::setContent(std::shared_ptr<const TileContent> content, int version) {
    const QMutexLocker lock(&m_mutex);
    m_content = std::move(content);
    m_version = version;
    m_ordered.clear();
}

std::vector<FinishedTile> TilePainter::paintedNow(const std::vector<TileKey>& keys, double milliseconds) {
    const auto work = std::make_shared<SharedWork>(m_content, keys, m_version, milliseconds);
    const int useful = std::min(threads(), static_cast<int>(keys.size())) - 1;
    for (int helper = 0; helper < useful && m_pool.tryStart([work] { work->run(); }); ++helper) {
    }
    work->run();
    return work->take();
}

void TilePainter::order(std::vector<TileKey> keys) {
    const QMutexLocker lock(&m_mutex);
    std::erase_if(keys, [&](const TileKey& key) {
        return std::find(m_inProgress.begin(), m_inProgress.end(), std::pair(key, m_version)) != m_inProgress.end();
    });
    m_ordered.assign(keys.rbegin(), keys.rend());
    // One core is left to the window.
    const int most = std::min(std::max(1, threads() - 1), static_cast<int>(m_ordered.size()));
    for (; m_workers < most; ++m_workers)
        m_pool.start([this] { work(); });
}

void TilePainter::work() {
    m_mutex.lock();
    while (!m_ordered.empty()) {
        const TileKey key = m_ordered.back();
        m_ordered.pop_back();
        const auto content = m_content;
        const int version = m_version;
        m_inProgress.emplace_back(key, version);
        m_mutex.unlock();
        FinishedTile tile = finishedTile(*content, key, version);
        m_mutex.lock();
        std::erase(m_inProgress, std::pair(key, version));
        m_finished.push_back(std::move(tile));
        if (!m_notified)
            QMetaObject::invokeMethod(this, &TilePainter::deliver, Qt::QueuedConnection);
        m_notified = true;
    }
    --m_workers;
    m_mutex.unlock();
}

void TilePainter::deliver() {
    std::vector<FinishedTile> tiles;
    {
        const QMutexLocker lock(&m_mutex);
        tiles = std::exchange(m_finished, {});
        m_notified = false;
    }
    emit finished(tiles);
}

bool TilePainter::isIdle() const {
    const QMutexLocker lock(&m_mutex);
    return m_ordered.empty() && m_inProgress.empty() && m_finished.empty();
}

} // namespace waylight
