// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/timeline.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

namespace waylight {

/// The playhead of a trace: one number in seconds. It shows `frameAt` and knows nothing else.
class Player : public QObject {
    Q_OBJECT

public:
    explicit Player(QObject* parent = nullptr);

    /// A new trace to play; the playhead goes to the end when `keepEnd`, else to the start, and playback stops.
    void setTrace(std::optional<Trace> trace, bool keepEnd = false);
    const std::optional<Trace>& trace() const { return m_trace; }

    double seconds() const { return m_seconds; }
    double length() const;
    bool isPlaying() const { return m_timer.isActive(); }
    Frame frame() const;

    void play();
    void pause();
    void togglePlay();
    void seek(double seconds);
    void stepForward();
    void stepBack();
    void toStart();
    void toEnd();
    /// 0.25 to 4.
    void setSpeed(double speed) { m_speed = speed; }
    /// Without animation, play goes from step to step at once and ends at the end.
    void setAnimated(bool animated) { m_animated = animated; }

signals:
    void frameChanged();
    void playingChanged(bool playing);

private:
    void tick();

    std::optional<Trace> m_trace;
    double m_seconds = 0;
    double m_speed = 1;
    bool m_animated = true;
    QTimer m_timer;
    QElapsedTimer m_clock;
};

} // namespace waylight
