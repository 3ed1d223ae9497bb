// SPDX-License-Identifier: MIT
#pragma once

#include "ui/canvas/tiles.h"

#include <QMutex>
#include <QObject>
#include <QThreadPool>

#include <vector>

namespace waylight {

/// A tile and what it took to paint.
struct FinishedTile {
    TileKey key;
    QImage image;
    int version = 0;
    double milliseconds = 0;
};

/// Paints tiles on all cores: now, or in the background in a given order.
class TilePainter : public QObject {
    Q_OBJECT

public:
    explicit TilePainter(QObject* parent = nullptr);
    /// Waits for the tiles that are being painted.
    ~TilePainter() override;

    int threads() const { return m_pool.maxThreadCount(); }

    /// What is painted from now on; forgets what was ordered.
    void setContent(std::shared_ptr<const TileContent> content, int version);
    /// Paints these now; stops when it foresees that all of them take longer than this. Negative: no limit.
    std::vector<FinishedTile> paintedNow(const std::vector<TileKey>& keys, double milliseconds = -1);
    /// Paints these in the background, in this order, instead of what was ordered before.
    void order(std::vector<TileKey> keys);
    bool isIdle() const;

signals:
    /// Tiles that were ordered; some may be of an older version.
    void finished(const std::vector<waylight::FinishedTile>& tiles);

private:
    void work();
    void deliver();

    mutable QMutex m_mutex; ///< of what follows up to `m_notified`
    std::shared_ptr<const TileContent> m_content = std::make_shared<const TileContent>();
    int m_version = 0;
    std::vector<TileKey> m_ordered; ///< the next one last
    std::vector<std::pair<TileKey, int>> m_inProgress;
    std::vector<FinishedTile> m_finished;
    int m_workers = 0;
    bool m_notified = false;
    QThreadPool m_pool;
};

} // namespace waylight
